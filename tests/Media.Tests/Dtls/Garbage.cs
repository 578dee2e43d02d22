using System.Security.Cryptography;

namespace Media.Tests.Dtls;

/// <summary>Datagrams nobody should send, made from one that somebody did.</summary>
internal static class Garbage
{
    public static IEnumerable<byte[]> Around(byte[] datagram)
    {
        yield return [];
        yield return RandomNumberGenerator.GetBytes(5);
        yield return RandomNumberGenerator.GetBytes(100);
        yield return [20, .. RandomNumberGenerator.GetBytes(80)];
        yield return datagram[..^1];
        yield return [.. datagram, 0];
        yield return [.. datagram, .. datagram[..12]];
        yield return [22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 77, 0, 0]; // an empty record
        yield return Fragment(messageBytes: 0, offset: 0, fragmentBytes: 0);
        yield return Fragment(messageBytes: 0xFFFFFF, offset: 0, fragmentBytes: 1); // would set 16 MB aside
        yield return Fragment(messageBytes: 10, offset: 10, fragmentBytes: 1);
        yield return Fragment(messageBytes: 10, offset: 0, fragmentBytes: 0xFFFFFF);

        // A record of an epoch with a key, forged.
        byte[] forged = [.. datagram];
        forged[4] = 1;
        forged[10] ^= 0x55;
        yield return forged;
    }

    public static byte[] Fragment(int messageBytes, int offset, int fragmentBytes) =>
    [
        22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 99, 0, 13,
        11, .. UInt24(messageBytes), 0, 3, .. UInt24(offset), .. UInt24(fragmentBytes),
        0xAA,
    ];

    private static byte[] UInt24(int value) => [(byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
