namespace Cluster.Media.Ice;

/// <summary>The CRC-32 of ITU V.42 that STUN's FINGERPRINT carries, XOR 0x5354554E (RFC 8489 section 14.7).</summary>
internal static class StunChecksum
{
    private const uint ReversedPolynomial = 0xEDB88320;
    private const uint FingerprintMask = 0x5354554E;
    private static readonly uint[] Table = MakeTable();

    /// <summary>The FINGERPRINT value over everything that comes before the attribute.</summary>
    public static uint Fingerprint(ReadOnlySpan<byte> messageBeforeAttribute)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in messageBeforeAttribute)
        {
            crc = Table[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return ~crc ^ FingerprintMask;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ ReversedPolynomial : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
