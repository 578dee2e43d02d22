using System.Collections.Concurrent;
using System.Text.Json;
using Cluster.Media.Engine;
using Microsoft.Extensions.Logging;

namespace Cluster.Media.Ipc;

/// <summary>
/// The media plane's side of the wall when it is a process of its own: does what commands say, and reports. It lives as long
/// as the pipe that commands come in, which ends with the control plane's process, however that ends. When it ends without the
/// order to stop, those who are here have lost their node but not their media, which goes on for long enough to go elsewhere.
/// </summary>
public sealed partial class MediaService
{
    /// <summary>How long media goes on without a control plane.</summary>
    internal static readonly TimeSpan Orphaned = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan s_readingInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    private readonly MediaEngine _engine;
    private readonly FrameWriter _reports;
    private readonly ConcurrentDictionary<long, RunningDump> _dumps = new();
    private readonly ILogger _logger;
    private readonly RemoteDtls _dtls;
    // True: by the order to stop.
    private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MediaService(MediaEngine engine, RemoteDtls dtls, FrameWriter reports, ILogger logger)
    {
        _engine = engine;
        _dtls = dtls;
        _reports = reports;
        _logger = logger;
    }

    /// <summary>Serves until it is told to stop, or <paramref name="commands"/> ends. False: it could not start, which was reported.</summary>
    public static async Task<bool> RunAsync(Stream commands, Stream reports, TimeProvider time, ILoggerFactory loggers)
    {
        using var writer = new FrameWriter(static () => { });
        writer.Start(reports);
        var reader = new FrameReader(commands);
        if (!TryRead(reader, out _, out var message, out _) || message is not MediaCommand.Start start)
        {
            return false;
        }

        MediaEngine engine;
        var dtls = new RemoteDtls(writer, start.Fingerprint, start.Settings.HandshakesMax);
        try
        {
            engine = await StartAsync(start.Settings, time, loggers, dtls).ConfigureAwait(false);
        }
        catch (MediaStartException refusal)
        {
            writer.Post(new MediaReport.StartRefused(refusal.Message), IpcJson.Default.MediaReport);
            return false;
        }

        await using (engine)
        {
            writer.Post(new MediaReport.Started(engine.Info), IpcJson.Default.MediaReport);
            // What the start made lives as long as the process: it is moved out of the way of later collections before anybody speaks.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            await new MediaService(engine, dtls, writer, loggers.CreateLogger<MediaService>()).ServeAsync(reader, time).ConfigureAwait(false);
        }

        return true;
    }

    // One whose control plane died lately may still hold the ports.
    private static async Task<MediaEngine> StartAsync(MediaSettings settings, TimeProvider time, ILoggerFactory loggers, RemoteDtls dtls)
    {
        for (var from = time.GetTimestamp(); ; await Task.Delay(s_look, time).ConfigureAwait(false))
        {
            try
            {
                return MediaEngine.Start(settings, time, loggers, openPort: null, dtls);
            }
            catch (MediaStartException refusal) when (refusal.IsPortTaken && time.GetElapsedTime(from) < Orphaned + s_readingInterval)
            {
                // Tried again.
            }
        }
    }

    /// <summary>The next command, or bytes; false: there will be none, because the other process is gone or nothing sensible comes from it.</summary>
    private static bool TryRead(FrameReader reader, out FrameKind kind, out MediaCommand? command, out ReadOnlyMemory<byte> bytes)
    {
        (kind, command, bytes) = (default, null, default);
        try
        {
            if (reader.Read() is not var (given, payload))
            {
                return false;
            }

            (kind, bytes) = (given, payload);
            command = kind == FrameKind.Message ? JsonSerializer.Deserialize(payload.Span, IpcJson.Default.MediaCommand) : null;
            return true;
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or JsonException)
        {
            return false;
        }
    }

    private async Task ServeAsync(FrameReader reader, TimeProvider time)
    {
        using var stop = new CancellationTokenSource();
        var reading = ReportReadingsAsync(time, stop.Token);
        new Thread(() => Obey(reader)) { IsBackground = true, Name = "media-ipc-read" }.Start();
        if (!await _ended.Task.ConfigureAwait(false))
        {
            await OutliveAsync(time).ConfigureAwait(false);
        }

        await stop.CancelAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
    }

    private async Task OutliveAsync(TimeProvider time)
    {
        for (var from = time.GetTimestamp(); _engine.Read().Counters.Endpoints > 0 && time.GetElapsedTime(from) < Orphaned;)
        {
            await Task.Delay(s_look, time).ConfigureAwait(false);
        }
    }

    // Goes on after the order to stop: closing associations have last words for their clients.
    private void Obey(FrameReader reader)
    {
        while (TryRead(reader, out var kind, out var command, out var bytes))
        {
            if (command is not null)
            {
                Obey(command);
            }
            else if (kind == FrameKind.Dtls)
            {
                _dtls.Send(FrameReader.NumberOf(bytes.Span), bytes.Span[sizeof(long)..]);
            }
        }

        _ended.TrySetResult(false);
    }

    private void Obey(MediaCommand command)
    {
        switch (command)
        {
            case MediaCommand.OpenBridge it:
                // The control plane counts them, too, and within the same bound.
                _engine.OpenBridge(it.Bridge, happened => Report(new MediaReport.Happened(happened)), it.Label);
                break;
            case MediaCommand.CloseBridge it:
                _engine.CloseBridge(it.Bridge);
                break;
            case MediaCommand.Negotiate it:
                _ = NegotiateAsync(it);
                break;
            case MediaCommand.CloseEndpoint it:
                _engine.CloseEndpoint(it.Endpoint);
                break;
            case MediaCommand.SetView it:
                _engine.SetView(it.Endpoint, it.View);
                break;
            case MediaCommand.SetSourceMuted it:
                _engine.SetSourceMuted(it.Bridge, it.Source, it.Muted);
                break;
            case MediaCommand.FindRelayPlace it:
                _ = ReportAsync(
                    async () => new MediaReport.RelayPlaceFound(it.Call, await _engine.FindRelayPlaceAsync(it.Bridge).ConfigureAwait(false)),
                    new MediaReport.RelayPlaceFound(it.Call, null));
                break;
            case MediaCommand.OpenRelay it:
                _ = ReportAsync(
                    async () => new MediaReport.RelayOpened(it.Call, await _engine.OpenRelayAsync(it.Bridge, it.Opening).ConfigureAwait(false)),
                    new MediaReport.RelayOpened(it.Call, false));
                break;
            case MediaCommand.CloseRelay it:
                _engine.CloseRelay(it.Bridge, it.Relay);
                break;
            case MediaCommand.ReadBridge it:
                _ = ReadAsync(it);
                break;
            case MediaCommand.DtlsTold it:
                _dtls.Take(it);
                break;
            case MediaCommand.Stop:
                _ended.TrySetResult(true);
                break;
            case MediaCommand.Dump it:
                _ = DumpAsync(it);
                break;
            case MediaCommand.DumpTaken it when _dumps.TryGetValue(it.Call, out var found):
                found.File.Taken();
                break;
            case MediaCommand.DumpStop it when _dumps.TryGetValue(it.Call, out var found):
                found.Stop.CancelAfter(TimeSpan.Zero);
                break;
        }
    }

    // The answer is made on this thread, before anything is awaited: offers are answered in the order they came in.
    private Task NegotiateAsync(MediaCommand.Negotiate it) => ReportAsync(
        async () => new MediaReport.Negotiated(it.Call, await _engine.NegotiateAsync(it.Offer).ConfigureAwait(false)),
        new MediaReport.Negotiated(it.Call, RemoteMediaPlane.TryAgain));

    private Task ReadAsync(MediaCommand.ReadBridge it) => ReportAsync(
        async () => new MediaReport.BridgeRead(it.Call, await _engine.ReadBridgeAsync(it.Bridge).ConfigureAwait(false)),
        new MediaReport.BridgeRead(it.Call, null));

    private async Task DumpAsync(MediaCommand.Dump it)
    {
        var dump = new RunningDump(new DumpPipe(it.Call, _reports), new CancellationTokenSource());
        _dumps[it.Call] = dump;
        await ReportAsync(
            async () => new MediaReport.DumpEnded(it.Call, await _engine.DumpAsync(it.Endpoint, it.Request, dump.File, dump.Stop.Token).ConfigureAwait(false)),
            new MediaReport.DumpEnded(it.Call, RemoteMediaPlane.DumpBroken)).ConfigureAwait(false);
        _dumps.TryRemove(it.Call, out _);
    }

    /// <summary>Whoever asked must not wait for ever.</summary>
    private async Task ReportAsync(Func<Task<MediaReport>> ask, MediaReport whenItFails)
    {
        try
        {
            Report(await ask().ConfigureAwait(false));
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            LogFailure(problem);
            Report(whenItFails);
        }
    }

    private async Task ReportReadingsAsync(TimeProvider time, CancellationToken stop)
    {
        var known = _engine.AddressesKnown;
        while (!stop.IsCancellationRequested)
        {
            Report(new MediaReport.Read(ReadAll(), _engine.Info, known.IsCompleted));
            var tick = Task.Delay(s_readingInterval, time, stop);
            await Task.WhenAny(known.IsCompleted ? tick : known, tick).ConfigureAwait(false);
        }
    }

    // This process's own time: the control plane does not see it in its own.
    private MediaReadings ReadAll()
    {
        var readings = _engine.Read();
        return readings with { Counters = readings.Counters with { ProcessorTimeApart = Environment.CpuUsage.TotalTime }, Process = ProcessReading.Here() };
    }

    private void Report(MediaReport report) => _reports.Post(report, IpcJson.Default.MediaReport);

    [LoggerMessage(1401, LogLevel.Error, "A command of the control plane failed")]
    private partial void LogFailure(Exception problem);

    // The source is left to the collector: an order to stop may come as the dump ends by itself.
    private sealed record RunningDump(DumpPipe File, CancellationTokenSource Stop);
}
