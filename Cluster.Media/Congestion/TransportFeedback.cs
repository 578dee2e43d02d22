using System.Buffers.Binary;
using Cluster.Media.Rtcp;
using Cluster.Media.Rtp;

namespace Cluster.Media.Congestion;

/// <summary>
/// Tells a sender when each of its packets arrived: collects transport-wide sequence numbers and builds the feedback
/// (draft-holmer-rmcat-transport-wide-cc-extensions-01). One thread's; all memory is taken at the start.
/// </summary>
/// <remarks>A packet that comes after it was reported missing makes the next feedback begin at it once more.</remarks>
internal sealed class TransportFeedback
{
    /// <summary>Sequence numbers one feedback may span; a greater jump begins anew.</summary>
    public const int SpanPacketsMax = 4_096;

    /// <summary>Room that is always enough for some progress.</summary>
    public const int BytesMin = HeaderBytes + 2 + (2 * StatusChunk.OneBitSymbols) + 2;

    private const int HeaderBytes = 20;
    private const long TickUs = 250;
    private const long TicksPerReference = 256;
    private const long Missing = long.MinValue;

    private readonly long[] _arrivalTicks = GC.AllocateArray<long>(SpanPacketsMax, pinned: true);
    private readonly byte[] _symbols = GC.AllocateArray<byte>(SpanPacketsMax, pinned: true);
    private readonly byte[] _deltas = GC.AllocateArray<byte>(2 * SpanPacketsMax, pinned: true);
    private long _next;
    private long _newest = -1;
    private byte _feedbackCount;

    public TransportFeedback() => Array.Fill(_arrivalTicks, Missing);

    /// <summary>Whether <see cref="Build"/> has something to say.</summary>
    public bool HasPending => _next <= _newest;

    /// <summary>Notes a packet's arrival, in microseconds of any clock; of a duplicate the first counts.</summary>
    public void Record(ushort transportSequence, long arrivalUs)
    {
        var index = _newest < 0
            ? 65_536L + transportSequence
            : _newest + new SequenceNumber(transportSequence).DistanceFrom(new SequenceNumber(unchecked((ushort)_newest)));
        if (_newest < 0 || index - _newest >= SpanPacketsMax)
        {
            Array.Fill(_arrivalTicks, Missing);
            _newest = _next = index;
        }
        else if (_newest - index >= SpanPacketsMax)
        {
            return;
        }

        for (; _newest < index; _arrivalTicks[Slot(_newest)] = Missing)
        {
            _newest++;
        }

        _next = Math.Max(_next, _newest - SpanPacketsMax + 1);
        ref var slot = ref _arrivalTicks[Slot(index)];
        if (slot == Missing)
        {
            slot = FloorDivide(arrivalUs, TickUs);
            _next = Math.Min(_next, index);
        }
    }

    /// <summary>
    /// Writes one RTCP packet on what was recorded since the last one, and returns its length; 0 when there is nothing to say or
    /// fewer than <see cref="BytesMin"/> bytes of room. To be called until it returns 0: what does not fit, in room or in a delta, comes next.
    /// </summary>
    public int Build(Span<byte> destination, uint senderSsrc, uint mediaSsrc)
    {
        if (!HasPending || destination.Length < BytesMin)
        {
            return 0;
        }

        var first = _next;
        var firstReceived = first;
        while (_arrivalTicks[Slot(firstReceived)] == Missing)
        {
            firstReceived++;
        }

        var reference = FloorDivide(_arrivalTicks[Slot(firstReceived)], TicksPerReference);
        var count = Describe(first, reference * TicksPerReference);
        var at = HeaderBytes;
        var deltaBytes = 0;
        var written = WriteChunks(destination[..^3], count, ref at, ref deltaBytes);
        _deltas.AsSpan(0, deltaBytes).CopyTo(destination[at..]);
        at += deltaBytes;
        while ((at & 3) != 0)
        {
            destination[at++] = 0;
        }

        destination[0] = 0x80 | RtcpType.TransportCcFormat;
        destination[1] = RtcpType.TransportFeedback;
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)((at / 4) - 1));
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], senderSsrc);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], mediaSsrc);
        BinaryPrimitives.WriteUInt16BigEndian(destination[12..], unchecked((ushort)first));
        BinaryPrimitives.WriteUInt16BigEndian(destination[14..], (ushort)written);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], unchecked(((uint)reference << 8) | _feedbackCount++));
        _next = first + written;
        return at;
    }

    /// <summary>Fills symbols and deltas from <paramref name="first"/> on, up to the newest or to a delta beyond 16 bits; returns how many symbols.</summary>
    private int Describe(long first, long previousTicks)
    {
        var count = 0;
        var deltaAt = 0;
        for (var index = first; index <= _newest; index++)
        {
            var ticks = _arrivalTicks[Slot(index)];
            if (ticks == Missing)
            {
                _symbols[count++] = StatusChunk.NotReceived;
                continue;
            }

            var delta = ticks - previousTicks;
            if (delta is < short.MinValue or > short.MaxValue)
            {
                break;
            }

            previousTicks = ticks;
            if (delta is >= 0 and <= byte.MaxValue)
            {
                _symbols[count++] = StatusChunk.SmallDelta;
                _deltas[deltaAt++] = (byte)delta;
            }
            else
            {
                _symbols[count++] = StatusChunk.LargeDelta;
                BinaryPrimitives.WriteInt16BigEndian(_deltas.AsSpan(deltaAt), (short)delta);
                deltaAt += 2;
            }
        }

        return count;
    }

    /// <summary>Writes as many chunks as leave room for their deltas; returns how many symbols they hold.</summary>
    private int WriteChunks(Span<byte> room, int count, ref int at, ref int deltaBytes)
    {
        var written = 0;
        while (written < count)
        {
            var chunk = NextChunk(_symbols.AsSpan(written, count - written), out var used);
            chunk.TryMeasure(used, out var bytes);
            var free = room.Length - at - 2 - deltaBytes;
            if (bytes > free)
            {
                // A long run may be cut short; any other chunk waits for the next packet.
                used = Math.Min(used, free / StatusChunk.LargeDelta);
                if (used <= StatusChunk.TwoBitSymbols)
                {
                    break;
                }

                chunk = NextChunk(_symbols.AsSpan(written, used), out used);
                chunk.TryMeasure(used, out bytes);
            }

            BinaryPrimitives.WriteUInt16BigEndian(room[at..], chunk.Value);
            at += 2;
            deltaBytes += bytes;
            written += used;
        }

        return written;
    }

    /// <summary>The chunk that holds most of what comes next.</summary>
    private static StatusChunk NextChunk(ReadOnlySpan<byte> symbols, out int used)
    {
        var run = symbols.IndexOfAnyExcept(symbols[0]);
        run = run < 0 ? symbols.Length : run;
        var oneBit = symbols[..Math.Min(symbols.Length, StatusChunk.OneBitSymbols)];
        var oneBitSuffices = !oneBit.Contains((byte)StatusChunk.LargeDelta);
        if (run == symbols.Length || run >= (oneBitSuffices ? StatusChunk.OneBitSymbols : StatusChunk.TwoBitSymbols))
        {
            used = run;
            return StatusChunk.Run(symbols[0], run);
        }

        var vector = oneBitSuffices ? oneBit : symbols[..Math.Min(symbols.Length, StatusChunk.TwoBitSymbols)];
        used = vector.Length;
        return oneBitSuffices ? StatusChunk.OneBit(vector) : StatusChunk.TwoBit(vector);
    }

    private static int Slot(long index) => (int)(index & (SpanPacketsMax - 1));

    private static long FloorDivide(long value, long divisor)
    {
        var (quotient, rest) = Math.DivRem(value, divisor);
        return rest < 0 ? quotient - 1 : quotient;
    }
}
