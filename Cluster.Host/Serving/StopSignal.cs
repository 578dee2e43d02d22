using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Cluster.Host.Serving;

/// <summary>Waits for Ctrl-C or SIGTERM; a second one ends the process on the spot.</summary>
internal sealed class StopSignal : IDisposable
{
    /// <summary>One wish to stop may arrive twice, from the terminal and again from `dotnet run`: only a later one is impatience.</summary>
    private static readonly TimeSpan s_echo = TimeSpan.FromSeconds(1);

    /// <summary>What a shell expects of a program ended by SIGINT.</summary>
    private const int Interrupted = 130;

    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] _registrations;
    private long _askedAt;

    public StopSignal() => _registrations =
        [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];

    /// <summary>Completes when the process is asked to stop.</summary>
    public Task Asked => _asked.Task;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.CompareExchange(ref _askedAt, Stopwatch.GetTimestamp(), 0) is var first && first == 0)
        {
            _asked.TrySetResult();
        }
        else if (Stopwatch.GetElapsedTime(first) > s_echo)
        {
            Environment.Exit(Interrupted);
        }
    }
}
