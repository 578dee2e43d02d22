using System.CommandLine;
using System.Runtime.InteropServices;
using Cluster.Host.Configuration;
using Cluster.Host.Serving;
using Cluster.Media.Ipc;
using Microsoft.Extensions.Logging;

namespace Cluster.Host.Commands;

/// <summary>
/// <c>parley media-plane</c>: what a node starts as its child, and nobody by hand. Commands come in on standard input, reports
/// go out on standard output, and it ends with its input.
/// </summary>
internal static class MediaPlaneCommand
{
    private const string Name = "media-plane";

    private static readonly Option<LogLevel> s_level = new("--log-level") { DefaultValueFactory = static _ => LogLevel.Information };
    private static readonly Option<LogFormat> s_format = new("--log-format") { DefaultValueFactory = static _ => LogFormat.Text };

    /// <summary>What a node starts its child with.</summary>
    public static IReadOnlyList<string> Words(HostSettings settings) =>
        [Name, s_level.Name, settings.LogLevel.ToString(), s_format.Name, settings.LogFormat.ToString()];

    /// <summary>The command.</summary>
    public static Command Build()
    {
        var command = new Command(Name, "The media plane of a node, started by it.") { Hidden = true };
        command.Add(s_level);
        command.Add(s_format);
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(s_level), parsed.GetValue(s_format)));
        return command;
    }

    private static async Task<int> RunAsync(LogLevel level, LogFormat format)
    {
        // A terminal's ^C and a service manager's stop reach all of a node's processes; the media goes on until the node has
        // said goodbye.
        var signals = ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT])
            .Select(signal => PosixSignalRegistration.Create(signal, static given => given.Cancel = true)).ToArray();
        MediaPriority.Raise();
        using var logging = new NodeLogging(level, format);
        logging.Started();
        var started = await MediaService
            .RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput(), TimeProvider.System, logging.Loggers).ConfigureAwait(false);
        Array.ForEach(signals, signal => signal.Dispose());
        return (int)(started ? ExitCode.Done : ExitCode.Network);
    }
}
