using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Cluster.Actors.Security;

/// <summary>
/// Seals texts with a key that the database does not hold, so that a copy of the database alone opens nothing:
/// AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce for each text. A text sealed for one purpose does not open
/// for another.
/// </summary>
public sealed class SecretBox
{
    /// <summary>Bytes of the key.</summary>
    public const int KeyBytes = 32;

    private const string Version = "v1.";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] key;

    private SecretBox(byte[] key) => this.key = key;

    /// <summary>A box with this key.</summary>
    /// <exception cref="ArgumentException">The key does not have 32 bytes.</exception>
    public static SecretBox Of(ReadOnlySpan<byte> key32) => key32.Length == KeyBytes
        ? new SecretBox(key32.ToArray())
        : throw new ArgumentException($"A key has {KeyBytes} bytes.", nameof(key32));

    /// <summary>Seals a text; the same text twice looks different.</summary>
    public string Protect(string text, string purpose)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(
            box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), Encoding.UTF8.GetBytes(purpose));
        return Version + Base64Url.EncodeToString(box);
    }

    /// <summary>Opens what <see cref="Protect"/> sealed for the same purpose with the same key; null for anything else. Never throws.</summary>
    public string? Unprotect(string text, string purpose)
    {
        if (!text.StartsWith(Version, StringComparison.Ordinal) || !Base64Url.IsValid(text.AsSpan(Version.Length)))
        {
            return null;
        }

        var box = Base64Url.DecodeFromChars(text.AsSpan(Version.Length));
        if (box.Length < NonceBytes + TagBytes)
        {
            return null;
        }

        var plain = new byte[box.Length - NonceBytes - TagBytes];
        try
        {
            using var cipher = new AesGcm(key, TagBytes);
            cipher.Decrypt(
                box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), plain, Encoding.UTF8.GetBytes(purpose));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
