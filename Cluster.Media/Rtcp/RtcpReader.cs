using System.Buffers.Binary;

namespace Cluster.Media.Rtcp;

/// <summary>Walks a compound or reduced-size RTCP packet (RFC 3550, 6.1 and A.2; RFC 5506).</summary>
internal ref struct RtcpReader(ReadOnlySpan<byte> compound)
{
    private ReadOnlySpan<byte> _rest = compound;

    /// <summary>Whether reading ended at a wrong version, length or padding rather than at the end.</summary>
    public bool Malformed { get; private set; }

    /// <summary>The next packet; false at the end and at what is malformed.</summary>
    public bool TryRead(out RtcpPacket packet)
    {
        packet = default;
        if (_rest.IsEmpty || Malformed)
        {
            return false;
        }

        var bytes = _rest.Length < 4 ? 0 : 4 * (1 + BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]));
        if (bytes == 0 || bytes > _rest.Length || _rest[0] >> 6 != 2)
        {
            Malformed = true;
            return false;
        }

        var body = _rest[4..bytes];
        if ((_rest[0] & 0x20) != 0)
        {
            // Laxer than the RFC, which pads in whole words and only a compound's last packet: browsers pad their
            // transport-wide feedback by one to three bytes, wherever it stands. The length stays plain either way.
            var padding = body.IsEmpty ? 0 : body[^1];
            if (padding == 0 || padding > body.Length)
            {
                Malformed = true;
                return false;
            }

            body = body[..^padding];
        }

        packet = new RtcpPacket(_rest[1], (byte)(_rest[0] & 0x1f), body);
        _rest = _rest[bytes..];
        return true;
    }
}
