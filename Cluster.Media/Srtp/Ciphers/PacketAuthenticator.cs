namespace Cluster.Media.Srtp.Ciphers;

/// <summary>HMAC-SHA1 with one key (RFC 2104). Not for two threads.</summary>
internal abstract class PacketAuthenticator : IDisposable
{
    public const int HashBytes = 20;

    /// <summary>Writes the hash of a packet followed by a suffix.</summary>
    public abstract void Hash(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> suffix, Span<byte> hash);

    public abstract void Dispose();
}
