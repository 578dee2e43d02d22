using System.Collections.Concurrent;
using System.Text.Json;
using Cluster.Media.Dtls;

namespace Cluster.Media.Ipc;

/// <summary>
/// The control plane's end of one media process: sends commands, matches reports with those who asked, and knows when it has
/// ended. Commands may be sent before it has started.
/// </summary>
internal sealed class MediaLink
{
    private readonly Action<MediaReport> _told;
    private readonly DtlsDesk _dtls;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<MediaReport?> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<long, Action<MediaReport?>> _calls = new();
    private readonly ConcurrentDictionary<long, DumpPieces> _dumps = new();
    private FrameWriter? _commands;
    private Action _kill = static () => { };
    private long _lastCall;
    private long _reads;

    /// <param name="told">Gets what nobody asked for, events and readings, on the reading thread.</param>
    /// <param name="dtls">Shakes hands for the process.</param>
    public MediaLink(Action<MediaReport> told, DtlsServer dtls)
    {
        _told = told;
        _dtls = new DtlsDesk(dtls, this);
    }

    /// <summary>Completes when the process has ended, or nothing sensible comes from it any more.</summary>
    public Task Ended => _ended.Task;

    /// <summary>The first report: <see cref="MediaReport.Started"/>, or why not; null: it ended without.</summary>
    public Task<MediaReport?> First => _first.Task;

    /// <summary>How many readings came: one a second while it is alive.</summary>
    public long Reads => Volatile.Read(ref _reads);

    private FrameWriter Commands => LazyInitializer.EnsureInitialized(ref _commands, () => new FrameWriter(End));

    /// <summary>The process is there: it is told how to start and what was sent already, and what comes is read.</summary>
    public void Attach(IMediaProcess process, MediaCommand.Start start)
    {
        _kill = process.Kill;
        Commands.Start(process.Commands, start, IpcJson.Default.MediaCommand);
        new Thread(() => Read(process.Reports)) { IsBackground = true, Name = "media-ipc-read" }.Start();
    }

    /// <summary>Sends a command. From any thread.</summary>
    public void Send(MediaCommand command) => Commands.Post(command, IpcJson.Default.MediaCommand);

    /// <summary>Sends a datagram for a client. From any thread.</summary>
    public void SendDtls(long association, byte[] datagram) => Commands.Post(FrameKind.Dtls, association, datagram);

    /// <summary>Asks and waits for the report; null: the process ended before, or <paramref name="patience"/> did.</summary>
    public async Task<MediaReport?> AskAsync(Func<long, MediaCommand> ask, TimeSpan patience)
    {
        var call = Interlocked.Increment(ref _lastCall);
        var answer = new TaskCompletionSource<MediaReport?>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            Expect(call, report => answer.TrySetResult(report));
            Send(ask(call));
            return await answer.Task.WaitAsync(patience).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            _calls.TryRemove(call, out _);
        }
    }

    /// <summary>Has a dump written into a file; null: the process ended before the dump did. A fault of the file ends the dump and is the caller's.</summary>
    public async Task<DumpResult?> DumpAsync(EndpointId endpoint, DumpRequest request, Stream file, CancellationToken stop)
    {
        var call = Interlocked.Increment(ref _lastCall);
        var pieces = new DumpPieces();
        var answer = new TaskCompletionSource<DumpResult?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _dumps[call] = pieces;
        try
        {
            Expect(call, report =>
            {
                answer.TrySetResult((report as MediaReport.DumpEnded)?.Result);
                pieces.Complete();
            });
            Send(new MediaCommand.Dump(call, endpoint, request));
            await using var _ = stop.Register(() => Send(new MediaCommand.DumpStop(call))).ConfigureAwait(false);
            await foreach (var piece in pieces.ReadAllAsync().ConfigureAwait(false))
            {
                await file.WriteAsync(piece, CancellationToken.None).ConfigureAwait(false);
                await file.FlushAsync(CancellationToken.None).ConfigureAwait(false);
                Send(new MediaCommand.DumpTaken(call));
            }

            return await answer.Task.ConfigureAwait(false);
        }
        finally
        {
            if (!answer.Task.IsCompleted)
            {
                Send(new MediaCommand.DumpStop(call));
                Send(new MediaCommand.DumpTaken(call));
            }

            _calls.TryRemove(call, out _);
            _dumps.TryRemove(call, out _);
        }
    }

    /// <summary>Ends the process at once.</summary>
    public void Kill()
    {
        _kill();
        End();
    }

    private void Expect(long call, Action<MediaReport?> answered)
    {
        _calls[call] = answered;
        if (_ended.Task.IsCompleted)
        {
            answered(null);
        }
    }

    private void Read(Stream reports)
    {
        var reader = new FrameReader(reports);
        try
        {
            while (reader.Read() is var (kind, payload))
            {
                if (kind is FrameKind.DumpPiece or FrameKind.Dtls)
                {
                    TakeBytes(kind, payload.Span);
                }
                else if (JsonSerializer.Deserialize(payload.Span, IpcJson.Default.MediaReport) is { } report)
                {
                    Take(report);
                }
            }
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or JsonException or ObjectDisposedException)
        {
            // As good as ended: whoever supervises it sees to that.
        }

        End();
    }

    private void Take(MediaReport report)
    {
        switch (report)
        {
            case MediaReport.Started or MediaReport.StartRefused:
                _first.TrySetResult(report);
                break;
            case MediaReport.Happened:
                _told(report);
                break;
            case MediaReport.Read:
                Interlocked.Increment(ref _reads);
                _told(report);
                break;
            case MediaReport.DtlsBegun it:
                _dtls.Begin(it.Association, it.ExpectedFingerprint);
                break;
            case MediaReport.DtlsClosed it:
                _dtls.Close(it.Association);
                break;
            case MediaReport.Negotiated it:
                Answer(it.Call, it);
                break;
            case MediaReport.RelayPlaceFound it:
                Answer(it.Call, it);
                break;
            case MediaReport.RelayOpened it:
                Answer(it.Call, it);
                break;
            case MediaReport.BridgeRead it:
                Answer(it.Call, it);
                break;
            case MediaReport.DumpEnded it:
                Answer(it.Call, it);
                break;
        }
    }

    private void TakeBytes(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        var number = FrameReader.NumberOf(payload);
        var bytes = payload[sizeof(long)..];
        if (kind == FrameKind.Dtls)
        {
            _dtls.Feed(number, bytes);
        }
        else if (_dumps.TryGetValue(number, out var pieces))
        {
            pieces.Add(bytes.ToArray());
        }
    }

    private void Answer(long call, MediaReport report)
    {
        if (_calls.TryGetValue(call, out var answered))
        {
            answered(report);
        }
    }

    private void End()
    {
        _first.TrySetResult(null);
        _ended.TrySetResult();
        Commands.Complete();
        _dtls.CloseAll();
        foreach (var (_, answered) in _calls)
        {
            answered(null);
        }
    }
}
