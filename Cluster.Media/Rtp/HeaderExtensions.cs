namespace Cluster.Media.Rtp;

/// <summary>Finds one element among a packet's header extensions, in the one-byte and the two-byte form (RFC 8285, 4.2 and 4.3).</summary>
internal static class HeaderExtensions
{
    /// <summary>The profile word that announces the one-byte form.</summary>
    public const ushort OneByteProfile = 0xbede;

    /// <summary>The profile word that announces the two-byte form, without its four application bits.</summary>
    public const ushort TwoByteProfile = 0x1000;

    /// <summary>
    /// The first element with this id. <paramref name="value"/> lies in <paramref name="packet"/>, and may be empty in the
    /// two-byte form. False when there is none, or when a length before it points outside the block.
    /// </summary>
    public static bool TryFind(ReadOnlySpan<byte> packet, in RtpHeader header, int id, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!header.HasExtension || id <= 0 || header.ExtensionOffset + header.ExtensionBytes > packet.Length)
        {
            return false;
        }

        var block = packet.Slice(header.ExtensionOffset, header.ExtensionBytes);
        return header.ExtensionProfile == OneByteProfile ? TryFindOneByte(block, id, out value)
            : (header.ExtensionProfile & 0xfff0) == TwoByteProfile && TryFindTwoByte(block, id, out value);
    }

    private static bool TryFindOneByte(ReadOnlySpan<byte> block, int wanted, out ReadOnlySpan<byte> value)
    {
        value = default;
        while (!block.IsEmpty)
        {
            var id = block[0] >> 4;
            if (id == 0)
            {
                block = block[1..];
                continue;
            }

            var bytes = (block[0] & 0x0f) + 1;
            // 15 is reserved: what follows it cannot be understood.
            if (id == 15 || 1 + bytes > block.Length)
            {
                return false;
            }

            if (id == wanted)
            {
                value = block.Slice(1, bytes);
                return true;
            }

            block = block[(1 + bytes)..];
        }

        return false;
    }

    private static bool TryFindTwoByte(ReadOnlySpan<byte> block, int wanted, out ReadOnlySpan<byte> value)
    {
        value = default;
        while (!block.IsEmpty)
        {
            if (block[0] == 0)
            {
                block = block[1..];
                continue;
            }

            if (block.Length < 2 || 2 + block[1] > block.Length)
            {
                return false;
            }

            if (block[0] == wanted)
            {
                value = block.Slice(2, block[1]);
                return true;
            }

            block = block[(2 + block[1])..];
        }

        return false;
    }
}
