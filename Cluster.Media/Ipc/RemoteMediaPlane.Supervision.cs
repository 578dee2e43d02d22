using System.Diagnostics;
using Cluster.Media.Engine;
using Microsoft.Extensions.Logging;

namespace Cluster.Media.Ipc;

/// <summary>The media process's life: watched, buried and followed by another.</summary>
public sealed partial class RemoteMediaPlane
{
    // The process says something every second. Seconds are counted as they are lived through here: a machine that sleeps, or a
    // control plane that is stopped, does not make the other one silent.
    private static readonly TimeSpan s_watchInterval = TimeSpan.FromSeconds(1);
    private const int SilentIntervalsMax = 15;

    // One that lives so long was not started in vain.
    private static readonly TimeSpan s_proven = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_backOffMax = TimeSpan.FromSeconds(30);

    /// <summary>Waits for the first report; null: it has started, else why not.</summary>
    private async Task<string?> AttachAsync(IMediaProcess process)
    {
        var link = _link;
        link.Attach(process, new MediaCommand.Start(_settings, _dtls.Fingerprint));
        switch (await link.First.ConfigureAwait(false))
        {
            case MediaReport.Started started:
                _info = started.Info;
                return null;
            case MediaReport.StartRefused refused:
                return refused.Sentence;
            default:
                return $"The media process ({process.Name}) ended as it started: see what it said above; parley.media.own-process = off does without it.";
        }
    }

    private async Task SuperviseAsync(IMediaProcess first)
    {
        var process = first;
        var failures = 0;
        while (true)
        {
            var began = Stopwatch.GetTimestamp();
            await WatchAsync(_link, process).ConfigureAwait(false);
            if (_stop.IsCancellationRequested)
            {
                _link.Send(new MediaCommand.Stop());
                await process.DisposeAsync().ConfigureAwait(false);
                return;
            }

            _link.Kill();
            await process.DisposeAsync().ConfigureAwait(false);
            failures = Stopwatch.GetElapsedTime(began) > s_proven ? 0 : failures + 1;
            LogEnded(process.Name, Replace());
            if (await RestartAsync(failures).ConfigureAwait(false) is not { } next)
            {
                return;
            }

            process = next;
        }
    }

    /// <summary>Returns when the process has ended, when it is as good as that, or when this plane is to end.</summary>
    private async Task WatchAsync(MediaLink link, IMediaProcess process)
    {
        var (silent, seen) = (0, link.Reads);
        while (!link.Ended.IsCompleted && !_stop.IsCancellationRequested)
        {
            await Task.WhenAny(link.Ended, Task.Delay(s_watchInterval, _time, _stop.Token)).ConfigureAwait(false);
            (silent, seen) = link.Reads == seen ? (silent + 1, seen) : (0, link.Reads);
            if (silent == SilentIntervalsMax)
            {
                LogSilent(process.Name, SilentIntervalsMax);
                return;
            }
        }
    }

    /// <summary>From here on commands are kept for the next process; what the last one carried is lost. How many bridges that were.</summary>
    private int Replace()
    {
        KeyValuePair<BridgeId, OpenedBridge>[] lost;
        lock (_gate)
        {
            _link = new MediaLink(OnReport, _dtls);
            lost = [.. _bridges];
            _bridges.Clear();
        }

        foreach (var (id, bridge) in lost)
        {
            bridge.Events(new MediaEvent.BridgeLost(id));
        }

        return lost.Length;
    }

    /// <summary>Starts another one, at once the first time; null: this plane ends.</summary>
    private async Task<IMediaProcess?> RestartAsync(int failures)
    {
        for (var tries = failures; ; tries++)
        {
            if (tries > 1)
            {
                var wait = TimeSpan.FromSeconds(Math.Min(s_backOffMax.TotalSeconds, Math.Pow(2, tries - 2)));
                await Task.Delay(wait, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (_stop.IsCancellationRequested)
            {
                return null;
            }

            try
            {
                var process = _launch();
                if (await AttachAsync(process).ConfigureAwait(false) is not { } refusal)
                {
                    _life = new MediaLife(_time.GetUtcNow(), _life.Restarts + 1);
                    LogRestarted(process.Name);
                    return process;
                }

                LogRefused(refusal);
                await process.DisposeAsync().ConfigureAwait(false);
                Replace();
            }
            catch (MediaStartException refusal)
            {
                LogRefused(refusal.Message);
            }
        }
    }

    [LoggerMessage(1402, LogLevel.Error, "The media process ({Process}) has ended, and with it {Bridges} bridges: their meetings connect again, to another process")]
    private partial void LogEnded(string process, int bridges);

    [LoggerMessage(1403, LogLevel.Error, "The media process ({Process}) has said nothing for {Seconds} s, and is ended")]
    private partial void LogSilent(string process, int seconds);

    [LoggerMessage(1404, LogLevel.Warning, "The media process runs again ({Process})")]
    private partial void LogRestarted(string process);

    [LoggerMessage(1405, LogLevel.Error, "The media process can't be started again, and is tried on: {Reason}")]
    private partial void LogRefused(string reason);
}
