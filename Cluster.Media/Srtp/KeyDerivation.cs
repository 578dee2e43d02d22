using System.Security.Cryptography;

namespace Cluster.Media.Srtp;

/// <summary>Session keys from a master key by AES in counter mode (RFC 3711, 4.3), with a key derivation rate of 0.</summary>
internal static class KeyDerivation
{
    public const byte RtpEncryption = 0;
    public const byte RtpAuthentication = 1;
    public const byte RtpSalt = 2;

    /// <summary>An RTCP key's label is that of the RTP key and this.</summary>
    public const byte Rtcp = 3;

    private const int SaltBytes = 14;
    private const int BlockBytes = 16;

    /// <summary><paramref name="bytes"/> of key for a label. A shorter salt, as AEAD profiles have, counts as followed by zeros (RFC 7714, 11).</summary>
    public static byte[] Derive(SrtpMasterKey master, byte label, int bytes)
    {
        Span<byte> block = stackalloc byte[BlockBytes];
        block.Clear();
        master.Salt.Span.CopyTo(block);
        // The label stands above a 48-bit index of 0, both right-aligned in the 112 bits of salt.
        block[SaltBytes - 7] ^= label;

        using var aes = Aes.Create();
        aes.Key = master.Key.ToArray();
        var key = new byte[bytes];
        Span<byte> stream = stackalloc byte[BlockBytes];
        for (var at = 0; at < bytes; at += BlockBytes, block[^1]++)
        {
#pragma warning disable CA5358 // Counter mode is made of this very step.
            aes.EncryptEcb(block, stream, PaddingMode.None);
#pragma warning restore CA5358
            stream[..Math.Min(BlockBytes, bytes - at)].CopyTo(key.AsSpan(at));
        }

        return key;
    }
}
