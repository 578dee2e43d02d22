namespace Cluster.Media.Srtp.Ciphers;

/// <summary>AES-128-GCM with one key, in place. Not for two threads.</summary>
internal abstract class AeadCipher : IDisposable
{
    public const int TagBytes = 16;
    public const int NonceBytes = 12;

    /// <summary>Encrypts <paramref name="data"/> and writes the tag of it and of <paramref name="associated"/>.</summary>
    public abstract void Seal(ReadOnlySpan<byte> nonce, Span<byte> data, Span<byte> tag, ReadOnlySpan<byte> associated);

    /// <summary>Undoes <see cref="Seal"/>; false when the tag is not right, and then the data is spoilt.</summary>
    public abstract bool TryOpen(ReadOnlySpan<byte> nonce, Span<byte> data, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> associated);

    public abstract void Dispose();
}
