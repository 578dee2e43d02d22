using System.CommandLine;

namespace Cluster.Host.Commands;

/// <summary>The options that every command has which speaks to a node.</summary>
internal static class NodeOptions
{
    /// <summary><c>--json</c></summary>
    public static readonly Option<bool> Json = new("--json") { Description = "Prints JSON for programs, as docs/command-line.md describes it" };

    /// <summary><c>--data</c></summary>
    public static readonly Option<string?> Data = new("--data") { HelpName = "DIR", Description = "The data directory of the node it is about [default: where a node of this user or the service keeps it]" };

    /// <summary><c>--config</c></summary>
    public static readonly Option<string?> Config = new("--config") { HelpName = "FILE", Description = "The node's configuration, when that names its data directory" };
}
