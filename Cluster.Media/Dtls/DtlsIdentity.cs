using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Cluster.Media.Dtls.Crypto;
using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;
using CertificateRequest = System.Security.Cryptography.X509Certificates.CertificateRequest;
using HashAlgorithm = Org.BouncyCastle.Tls.HashAlgorithm;

namespace Cluster.Media.Dtls;

/// <summary>
/// A node's DTLS certificate: self-signed ECDSA P-256, trusted only through the fingerprint in our answers (RFC 8122).
/// </summary>
internal sealed class DtlsIdentity
{
    /// <summary>Browsers do not look at the dates; rotation does.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromDays(30);

    private readonly EcdsaSigner signer;
    private readonly Certificate certificate;

    private DtlsIdentity(BcTlsCrypto crypto, ECDsa key, byte[] encoded, DateTimeOffset expires)
    {
        Crypto = crypto;
        signer = new EcdsaSigner(key);
        certificate = new Certificate([new BcTlsCertificate(crypto, encoded)]);
        Fingerprint = FingerprintOf(encoded);
        Expires = expires;
    }

    /// <summary>SHA-256 of the certificate, upper-case hexadecimal with colons.</summary>
    public string Fingerprint { get; }

    /// <summary>When to have replaced it.</summary>
    public DateTimeOffset Expires { get; }

    internal BcTlsCrypto Crypto { get; }

    /// <summary>A new key and certificate, with the operating system's randomness.</summary>
    public static DtlsIdentity Create(TimeProvider time)
    {
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        DateTimeOffset now = time.GetUtcNow();
        // From yesterday, for clients whose clock is behind.
        using X509Certificate2 signed = new CertificateRequest("CN=parley", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(now.AddDays(-1), now + Validity);
        SecureRandom random = new(new CryptoApiRandomGenerator());
        return new DtlsIdentity(new FrameworkTlsCrypto(random), key, signed.RawData, now + Validity);
    }

    /// <summary>The fingerprint of any certificate in DER.</summary>
    internal static string FingerprintOf(ReadOnlySpan<byte> encoded) =>
        string.Join(':', SHA256.HashData(encoded).Select(octet => octet.ToString("X2")));

    /// <summary>What proves this identity in a handshake, as server or as client.</summary>
    internal TlsCredentialedSigner CreateSigner(TlsContext context) => new DefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        signer,
        certificate,
        new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
}
