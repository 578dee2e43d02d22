using System.Buffers.Binary;

namespace Cluster.Media.Rtp;

/// <summary>Where everything is in one RTP packet (RFC 3550, 5.1 and 5.3.1); offsets and lengths are bytes from the packet's start.</summary>
internal readonly struct RtpHeader
{
    /// <summary>Bytes of the header before contributing sources and extensions.</summary>
    public const int FixedBytes = 12;

    public bool Marker { get; private init; }

    /// <summary>0 to 127.</summary>
    public byte PayloadType { get; private init; }

    public ushort SequenceNumber { get; private init; }

    public uint Timestamp { get; private init; }

    public uint Ssrc { get; private init; }

    /// <summary>0 to 15.</summary>
    public int CsrcCount { get; private init; }

    public bool HasExtension { get; private init; }

    /// <summary>The "defined by profile" word of the extension block; 0 without one.</summary>
    public ushort ExtensionProfile { get; private init; }

    /// <summary>Where the extension block's elements begin, after its four bytes of header; 0 without one.</summary>
    public int ExtensionOffset { get; private init; }

    public int ExtensionBytes { get; private init; }

    public int PayloadOffset { get; private init; }

    /// <summary>Without padding. 0 for a packet that is padding only, as bandwidth probes are.</summary>
    public int PayloadBytes { get; private init; }

    public int PaddingBytes { get; private init; }

    /// <summary>Parses a packet in the clear. False when any length in it points outside of it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> packet, out RtpHeader header)
    {
        if (!TryParseHeaderOnly(packet, out header))
        {
            return false;
        }

        if ((packet[0] & 0x20) == 0)
        {
            return true;
        }

        var rest = packet.Length - header.PayloadOffset;
        var padding = rest == 0 ? 0 : packet[^1];
        if (padding == 0 || padding > rest)
        {
            return false;
        }

        header = header with { PayloadBytes = rest - padding, PaddingBytes = padding };
        return true;
    }

    /// <summary>
    /// Parses what SRTP leaves in the clear: all but the padding, which is encrypted with the payload. Everything
    /// after the header counts as payload.
    /// </summary>
    public static bool TryParseHeaderOnly(ReadOnlySpan<byte> packet, out RtpHeader header)
    {
        header = default;
        if (packet.Length < FixedBytes || packet[0] >> 6 != 2)
        {
            return false;
        }

        var csrcCount = packet[0] & 0x0f;
        var offset = FixedBytes + (4 * csrcCount);
        var hasExtension = (packet[0] & 0x10) != 0;
        ushort profile = 0;
        var extensionOffset = 0;
        var extensionBytes = 0;
        if (hasExtension)
        {
            if (packet.Length < offset + 4)
            {
                return false;
            }

            profile = BinaryPrimitives.ReadUInt16BigEndian(packet[offset..]);
            extensionBytes = 4 * BinaryPrimitives.ReadUInt16BigEndian(packet[(offset + 2)..]);
            extensionOffset = offset + 4;
            offset = extensionOffset + extensionBytes;
        }

        if (offset > packet.Length)
        {
            return false;
        }

        header = new RtpHeader
        {
            Marker = (packet[1] & 0x80) != 0,
            PayloadType = (byte)(packet[1] & 0x7f),
            SequenceNumber = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]),
            Timestamp = BinaryPrimitives.ReadUInt32BigEndian(packet[4..]),
            Ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[8..]),
            CsrcCount = csrcCount,
            HasExtension = hasExtension,
            ExtensionProfile = profile,
            ExtensionOffset = extensionOffset,
            ExtensionBytes = extensionBytes,
            PayloadOffset = offset,
            PayloadBytes = packet.Length - offset,
        };
        return true;
    }

    /// <summary>Reads only the source, which is never encrypted. False for what is too short or not of RTP version 2.</summary>
    public static bool TryReadSsrc(ReadOnlySpan<byte> packet, out uint ssrc)
    {
        if (packet.Length < FixedBytes || packet[0] >> 6 != 2)
        {
            ssrc = 0;
            return false;
        }

        ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[8..]);
        return true;
    }
}
