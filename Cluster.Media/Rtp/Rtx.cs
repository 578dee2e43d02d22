using System.Buffers.Binary;

namespace Cluster.Media.Rtp;

/// <summary>Turns a packet of a retransmission stream back into the packet it repeats (RFC 4588, 4).</summary>
internal static class Rtx
{
    /// <summary>Bytes before the original payload: its sequence number.</summary>
    public const int HeaderBytes = 2;

    /// <summary>The repeated packet's sequence number. False when there is no room for one, as in a packet of padding only.</summary>
    public static bool TryReadOriginalSequence(ReadOnlySpan<byte> payload, out ushort osn) =>
        BinaryPrimitives.TryReadUInt16BigEndian(payload, out osn);

    /// <summary>
    /// Rebuilds the original in place: the header moves two bytes towards the payload, which is cheaper than the
    /// payload moving. <paramref name="original"/> is the packet, a part of <paramref name="packet"/>. False when nothing is repeated.
    /// </summary>
    public static bool TryUnwrap(
        Span<byte> packet, scoped in RtpHeader header, uint mediaSsrc, byte mediaPayloadType, out Span<byte> original)
    {
        original = default;
        if (header.PayloadBytes < HeaderBytes || header.PayloadOffset + header.PayloadBytes > packet.Length)
        {
            return false;
        }

        var sequence = BinaryPrimitives.ReadUInt16BigEndian(packet[header.PayloadOffset..]);
        packet[..header.PayloadOffset].CopyTo(packet[HeaderBytes..]);
        original = packet[HeaderBytes..];
        original[1] = (byte)((original[1] & 0x80) | (mediaPayloadType & 0x7f));
        BinaryPrimitives.WriteUInt16BigEndian(original[2..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(original[8..], mediaSsrc);
        return true;
    }
}
