using System.Security.Cryptography;

namespace Cluster.Media.Srtp.Ciphers;

/// <summary>AES-128-GCM by the framework.</summary>
internal sealed class FrameworkGcm(ReadOnlySpan<byte> key) : AeadCipher
{
    private readonly AesGcm _gcm = new(key, TagBytes);

    public override void Seal(ReadOnlySpan<byte> nonce, Span<byte> data, Span<byte> tag, ReadOnlySpan<byte> associated) =>
        _gcm.Encrypt(nonce, data, data, tag, associated);

    public override bool TryOpen(ReadOnlySpan<byte> nonce, Span<byte> data, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> associated)
    {
        try
        {
            _gcm.Decrypt(nonce, data, tag, data, associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            // The framework has no other way of saying so.
            return false;
        }
    }

    public override void Dispose() => _gcm.Dispose();
}
