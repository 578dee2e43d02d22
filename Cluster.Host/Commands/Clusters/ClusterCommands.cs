using System.CommandLine;

namespace Cluster.Host.Commands.Clusters;

/// <summary><c>parley cluster</c>: what several nodes need, done before they run.</summary>
internal static class ClusterCommands
{
    /// <summary>The word and what is below it.</summary>
    public static Command Build()
    {
        var directory = new Argument<string>("DIR") { Description = "Where the files are kept; made when it is not there" };
        var nodes = new Argument<string[]>("NODE") { Description = "What each node has as --cluster-host: an address or a name", Arity = ArgumentArity.OneOrMore };
        var cert = new Command("cert", "Makes certificates by which nodes know each other, and their authority at the first time.") { directory, nodes };
        cert.SetAction(parsed =>
        {
            Console.Out.WriteLine(CertificateFolder.Make(parsed.GetRequiredValue(directory), parsed.GetRequiredValue(nodes), TimeProvider.System.GetUtcNow()));
            return 0;
        });
        return NodeCommand.Group("cluster", "Several nodes: certificates by which they know each other.", cert);
    }
}
