namespace Cluster.Media.Srtp.Ciphers;

/// <summary>Whose AES and SHA-1 protect packets.</summary>
internal enum CipherLibrary
{
    /// <summary>The framework's own classes: everywhere to be had.</summary>
    Framework,

    /// <summary>OpenSSL's libcrypto, with contexts kept for each key: less than half the time for a packet.</summary>
    OpenSsl,
}

/// <summary>Makes the primitives of the protection profiles.</summary>
internal static class CipherLibraries
{
    /// <summary>The quickest one this machine has.</summary>
    public static CipherLibrary Best { get; } = LibCrypto.IsUsable ? CipherLibrary.OpenSsl : CipherLibrary.Framework;

    /// <summary>AES-128-GCM with a key of 16 bytes.</summary>
    public static AeadCipher Aead(this CipherLibrary library, ReadOnlySpan<byte> key) =>
        library == CipherLibrary.OpenSsl ? new OpenSslGcm(key) : new FrameworkGcm(key);

    /// <summary>AES-128 in counter mode with a key of 16 bytes and a salt of 14.</summary>
    public static CounterCipher Counter(this CipherLibrary library, byte[] key, byte[] salt) =>
        library == CipherLibrary.OpenSsl ? new OpenSslCounterMode(key, salt) : new FrameworkCounterMode(key, salt);

    /// <summary>HMAC-SHA1 with a key of 20 bytes.</summary>
    public static PacketAuthenticator Authenticator(this CipherLibrary library, byte[] key) =>
        library == CipherLibrary.OpenSsl ? new OpenSslHmacSha1(key) : new FrameworkHmacSha1(key);
}
