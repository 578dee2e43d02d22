using System.Security.Cryptography;

namespace Cluster.Media.Srtp.Ciphers;

/// <summary>HMAC-SHA1 by the framework.</summary>
internal sealed class FrameworkHmacSha1(byte[] key) : PacketAuthenticator
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, key);

    public override void Hash(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> suffix, Span<byte> hash)
    {
        _hash.AppendData(packet);
        _hash.AppendData(suffix);
        _hash.GetHashAndReset(hash);
    }

    public override void Dispose() => _hash.Dispose();
}
