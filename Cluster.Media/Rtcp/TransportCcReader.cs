using System.Buffers.Binary;

namespace Cluster.Media.Rtcp;

/// <summary>Reads transport-wide feedback: which packets arrived and when (draft-holmer-rmcat-transport-wide-cc-extensions-01, 3.1).</summary>
internal ref struct TransportCcReader
{
    private ReadOnlySpan<byte> _chunks;
    private ReadOnlySpan<byte> _deltas;
    private StatusChunk _chunk;
    private int _inChunk;
    private int _left;
    private ushort _next;

    public uint SenderSsrc { get; private init; }

    public uint MediaSsrc { get; private init; }

    /// <summary>The first sequence number reported on.</summary>
    public ushort BaseSequence { get; private init; }

    /// <summary>Sequence numbers reported on, received or not.</summary>
    public int StatusCount { get; private init; }

    /// <summary>Where the deltas count from, in units of 64 ms: 24 bits, signed, wrapping.</summary>
    public int ReferenceTime { get; private init; }

    /// <summary>Counts feedback packets, so that a lost one is noticed.</summary>
    public byte FeedbackCount { get; private init; }

    /// <summary>False unless the packet is such feedback, and its chunks and deltas are all there.</summary>
    public static bool TryParse(in RtcpPacket packet, out TransportCcReader reader)
    {
        reader = default;
        if (!packet.IsFeedback(RtcpType.TransportFeedback, RtcpType.TransportCcFormat) || packet.Body.Length < 16)
        {
            return false;
        }

        var count = BinaryPrimitives.ReadUInt16BigEndian(packet.Body[10..]);
        var rest = packet.Body[16..];
        var chunkBytes = 0;
        var deltaBytes = 0;
        for (var seen = 0; seen < count;)
        {
            if (chunkBytes + 2 > rest.Length)
            {
                return false;
            }

            var chunk = new StatusChunk(BinaryPrimitives.ReadUInt16BigEndian(rest[chunkBytes..]));
            var used = Math.Min(chunk.Count, count - seen);
            if (!chunk.TryMeasure(used, out var bytes))
            {
                return false;
            }

            chunkBytes += 2;
            deltaBytes += bytes;
            seen += used;
        }

        if (chunkBytes + deltaBytes > rest.Length)
        {
            return false;
        }

        var baseSequence = BinaryPrimitives.ReadUInt16BigEndian(packet.Body[8..]);
        var reference = packet.Word(12);
        reader = new TransportCcReader
        {
            SenderSsrc = packet.Word(0),
            MediaSsrc = packet.Word(4),
            BaseSequence = baseSequence,
            StatusCount = count,
            ReferenceTime = (int)reference >> 8,
            FeedbackCount = (byte)reference,
            _chunks = rest[..chunkBytes],
            _deltas = rest.Slice(chunkBytes, deltaBytes),
            _left = count,
            _next = baseSequence,
        };
        return true;
    }

    /// <summary>
    /// The next packet's status; false at the end. <paramref name="delta"/> is the time since the received packet before it,
    /// for the first since the reference time, in units of 250 µs; 0 when it was not received.
    /// </summary>
    public bool TryRead(out ushort sequence, out bool received, out int delta)
    {
        (sequence, received, delta) = (0, false, 0);
        if (_left == 0)
        {
            return false;
        }

        while (_inChunk >= _chunk.Count)
        {
            _chunk = new StatusChunk(BinaryPrimitives.ReadUInt16BigEndian(_chunks));
            _chunks = _chunks[2..];
            _inChunk = 0;
        }

        var symbol = _chunk.Symbol(_inChunk++);
        sequence = _next++;
        _left--;
        received = symbol != StatusChunk.NotReceived;
        if (symbol == StatusChunk.SmallDelta)
        {
            delta = _deltas[0];
            _deltas = _deltas[1..];
        }
        else if (symbol == StatusChunk.LargeDelta)
        {
            delta = BinaryPrimitives.ReadInt16BigEndian(_deltas);
            _deltas = _deltas[2..];
        }

        return true;
    }
}
