using Cluster.Media.Forwarding;
using Cluster.Media.Net;

namespace Cluster.Media.Engine.Dumps;

/// <summary>Writes what a tap copied as a capture file: within its time and bytes, whole records only.</summary>
internal sealed class DumpWriter
{
    private const int BufferBytes = 64 * 1024;

    // A reader that takes nothing can't hold a place for longer than this beyond the dump's time.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private readonly DumpRequest _request;
    private readonly Stream _file;
    private readonly RelayRing _ring;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _filled;
    private long _bytes;
    private long _packets;
    private bool _isFull;

    /// <summary>A dump into <paramref name="file"/>, with a ring of <paramref name="ringBytes"/> bytes.</summary>
    public DumpWriter(DumpRequest request, Stream file, int ringBytes, int localPort)
    {
        _request = request;
        _file = file;
        _ring = new RelayRing(ringBytes, TapFrame.BytesMax);
        Tap = new DatagramTap(_ring, request.Decrypted, localPort);
    }

    /// <summary>Where the worker copies to.</summary>
    public DatagramTap Tap { get; }

    /// <summary>Writes until a bound is reached, the endpoint ends, or it is stopped; then has the tap removed and writes what is left.</summary>
    public async Task<DumpResult.Written> WriteAsync(Func<Task> detach, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(_request.Duration + s_grace);
        var untilUs = MediaClock.NowUs + (long)_request.Duration.TotalMicroseconds;
        PcapFile.WriteHeader(_buffer);
        _filled = PcapFile.HeaderBytes;
        _bytes = _filled;
        DumpEnd? end = null;
        try
        {
            do
            {
                await DrainAsync(late.Token).ConfigureAwait(false);
                end = _isFull ? DumpEnd.Bytes
                    : stop.IsCancellationRequested ? DumpEnd.Stopped
                    : Tap.Ended ? DumpEnd.Endpoint
                    : MediaClock.NowUs >= untilUs ? DumpEnd.Time
                    : null;
                if (end is null)
                {
                    await Task.Delay(s_pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
            while (end is null);

            await detach().ConfigureAwait(false);
            await DrainAsync(late.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            // The reader took nothing for too long: what it has is a file that was cut.
            end ??= DumpEnd.Time;
        }

        return new DumpResult.Written(_packets, _bytes, Tap.Lost, end.Value);
    }

    private async Task DrainAsync(CancellationToken late)
    {
        bool mayHaveMore;
        do
        {
            mayHaveMore = Fill();
            if (_filled > 0)
            {
                await _file.WriteAsync(_buffer.AsMemory(0, _filled), late).ConfigureAwait(false);
                await _file.FlushAsync(late).ConfigureAwait(false);
                _filled = 0;
            }
        }
        while (mayHaveMore);
    }

    /// <summary>Fills the buffer from the ring; false when there is no more to be had.</summary>
    private bool Fill()
    {
        while (!_isFull && _ring.TryPeek(out var bytes))
        {
            var frame = TapFrame.Read(bytes);
            var length = PcapFile.RecordBytes(frame);
            if (_bytes + length > _request.BytesMax)
            {
                _isFull = true;
                break;
            }

            if (_filled + length > _buffer.Length)
            {
                return true;
            }

            PcapFile.WriteRecord(_buffer.AsSpan(_filled), frame);
            _ring.Advance();
            _filled += length;
            _bytes += length;
            _packets++;
        }

        return false;
    }
}
