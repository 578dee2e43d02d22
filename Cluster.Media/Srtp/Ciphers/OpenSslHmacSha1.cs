using System.Security.Cryptography;

namespace Cluster.Media.Srtp.Ciphers;

/// <summary>
/// HMAC-SHA1 by OpenSSL's SHA-1: what the key alone determines, the state after the padded key, is computed once and copied
/// for each packet (RFC 2104, 4).
/// </summary>
internal sealed unsafe class OpenSslHmacSha1 : PacketAuthenticator
{
    private const int BlockBytes = 64;

    private readonly LibCrypto.Sha1State _inner;
    private readonly LibCrypto.Sha1State _outer;

    public OpenSslHmacSha1(byte[] key)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, BlockBytes);
        _inner = Keyed(key, 0x36);
        _outer = Keyed(key, 0x5c);
    }

    public override void Hash(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> suffix, Span<byte> hash)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hash.Length, HashBytes);
        var state = _inner;
        var outer = _outer;
        fixed (byte* first = packet, second = suffix, target = hash)
        {
            OpenSslContext.Check(LibCrypto.Sha1Update(&state, first, (nuint)packet.Length)
                & LibCrypto.Sha1Update(&state, second, (nuint)suffix.Length)
                & LibCrypto.Sha1Finish(target, &state)
                & LibCrypto.Sha1Update(&outer, target, HashBytes)
                & LibCrypto.Sha1Finish(target, &outer));
        }
    }

    public override void Dispose()
    {
        // The states are as good as the key.
        fixed (LibCrypto.Sha1State* inner = &_inner, outer = &_outer)
        {
            CryptographicOperations.ZeroMemory(new Span<byte>(inner, sizeof(LibCrypto.Sha1State)));
            CryptographicOperations.ZeroMemory(new Span<byte>(outer, sizeof(LibCrypto.Sha1State)));
        }
    }

    private static LibCrypto.Sha1State Keyed(byte[] key, byte padding)
    {
        Span<byte> block = stackalloc byte[BlockBytes];
        block.Fill(padding);
        for (var i = 0; i < key.Length; i++)
        {
            block[i] ^= key[i];
        }

        LibCrypto.Sha1State state;
        fixed (byte* bytes = block)
        {
            OpenSslContext.Check(LibCrypto.Sha1Begin(&state) & LibCrypto.Sha1Update(&state, bytes, BlockBytes));
        }

        CryptographicOperations.ZeroMemory(block);
        return state;
    }
}
