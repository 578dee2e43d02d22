using System.ComponentModel;
using System.Diagnostics;
using Cluster.Host.Commands;
using Cluster.Host.Configuration;
using Cluster.Media;
using Cluster.Media.Ipc;

namespace Cluster.Host.Serving;

/// <summary>The media plane as a child of this process: the same program, with another command.</summary>
internal sealed class MediaProcess : IMediaProcess
{
    private static readonly TimeSpan s_endPatience = TimeSpan.FromSeconds(5);

    // Chosen by measurement (docs/decisions/0008-garbage-collection.md): little is made in this heap and less of it stays, so that
    // collections of a few MiB are short ones.
    // The packet path runs for hours: here it pays to measure code before it is compiled for good.
    private static readonly (string Name, string Value)[] s_runtime =
        [("DOTNET_gcServer", "0"), ("DOTNET_gcConcurrent", "0"), ("DOTNET_GCgen0size", "0x400000"), ("DOTNET_TieredPGO", "1")];

    private readonly Process _process;

    private MediaProcess(Process process)
    {
        _process = process;
        Name = $"process {process.Id}";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Stream Commands => _process.StandardInput.BaseStream;

    /// <inheritdoc/>
    public Stream Reports => _process.StandardOutput.BaseStream;

    /// <summary>Starts it; its log goes where this one's goes.</summary>
    public static MediaProcess Launch(HostSettings settings)
    {
        // Started as "dotnet parley.dll", or by something that loaded it: the program is not this process's own file.
        var own = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "parley" ? path : null;
        var start = new ProcessStartInfo(own ?? Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (own is null)
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "parley.dll"));
        }

        foreach (var word in MediaPlaneCommand.Words(settings))
        {
            start.ArgumentList.Add(word);
        }

        foreach (var (name, value) in s_runtime)
        {
            start.Environment[name] = value;
        }

        try
        {
            return new MediaProcess(Process.Start(start)!);
        }
        catch (Exception cause) when (cause is Win32Exception or IOException)
        {
            throw new MediaStartException(
                $"The media process can't be started ({start.FileName}: {cause.Message.TrimEnd('.')}); parley.media.own-process = off does without it.", cause);
        }
    }

    /// <inheritdoc/>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception problem) when (problem is InvalidOperationException or Win32Exception)
        {
            // It has ended already.
        }
    }

    /// <summary>Waits until it has ended, for a moment; then ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(s_endPatience);
        await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Kill();
        _process.Dispose();
    }
}
