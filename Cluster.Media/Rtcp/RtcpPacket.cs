using System.Buffers.Binary;

namespace Cluster.Media.Rtcp;

/// <summary>One packet of a compound RTCP packet (RFC 3550, 6.4.1), its length already checked.</summary>
internal readonly ref struct RtcpPacket(byte type, byte count, ReadOnlySpan<byte> body)
{
    /// <summary>One of <see cref="RtcpType"/>, or anything else.</summary>
    public byte Type { get; } = type;

    /// <summary>The report or source count; in feedback messages the format. 0 to 31.</summary>
    public byte Count { get; } = count;

    /// <summary>What follows the four bytes of header, without padding.</summary>
    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>Whether this is a feedback message of this type and format, with room for its two SSRCs.</summary>
    public bool IsFeedback(byte type, byte format) => Type == type && Count == format && Body.Length >= 8;

    /// <summary>The 32-bit word at a byte offset, which must lie in the body.</summary>
    public uint Word(int offset) => BinaryPrimitives.ReadUInt32BigEndian(Body[offset..]);
}
