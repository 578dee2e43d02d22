using System.Buffers.Binary;

namespace Cluster.Media.Rtcp;

/// <summary>Reads a generic NACK (RFC 4585, 6.2.1): the sequence numbers somebody misses of one source.</summary>
internal ref struct NackReader
{
    private ReadOnlySpan<byte> _entries;
    private ushort _packetId;
    private ushort _mask;
    private int _bit;

    public uint SenderSsrc { get; private init; }

    public uint MediaSsrc { get; private init; }

    /// <summary>False unless the packet is a NACK.</summary>
    public static bool TryParse(in RtcpPacket packet, out NackReader reader)
    {
        if (!packet.IsFeedback(RtcpType.TransportFeedback, RtcpType.NackFormat))
        {
            reader = default;
            return false;
        }

        reader = new NackReader { SenderSsrc = packet.Word(0), MediaSsrc = packet.Word(4), _entries = packet.Body[8..], _bit = 17 };
        return true;
    }

    /// <summary>The next missing sequence number; false at the end.</summary>
    public bool TryRead(out ushort sequence)
    {
        while (true)
        {
            while (_bit < 17)
            {
                var bit = _bit++;
                if (bit == 0 || (_mask & (1 << (bit - 1))) != 0)
                {
                    sequence = unchecked((ushort)(_packetId + bit));
                    return true;
                }
            }

            if (_entries.Length < 4)
            {
                sequence = 0;
                return false;
            }

            _packetId = BinaryPrimitives.ReadUInt16BigEndian(_entries);
            _mask = BinaryPrimitives.ReadUInt16BigEndian(_entries[2..]);
            _entries = _entries[4..];
            _bit = 0;
        }
    }
}
