using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;
using Org.BouncyCastle.X509;
using HashAlgorithm = Org.BouncyCastle.Tls.HashAlgorithm;

namespace Cluster.Media.Dtls;

/// <summary>
/// A node's DTLS certificate: self-signed ECDSA P-256, trusted only through the fingerprint in our answers (RFC 8122).
/// </summary>
internal sealed class DtlsIdentity
{
    /// <summary>Browsers do not look at the dates; rotation does.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromDays(30);

    private readonly AsymmetricKeyParameter privateKey;
    private readonly Certificate certificate;

    private DtlsIdentity(BcTlsCrypto crypto, AsymmetricKeyParameter privateKey, byte[] encoded, DateTimeOffset expires)
    {
        Crypto = crypto;
        this.privateKey = privateKey;
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
        SecureRandom random = new(new CryptoApiRandomGenerator());
        ECKeyPairGenerator generator = new();
        generator.Init(new ECKeyGenerationParameters(SecObjectIdentifiers.SecP256r1, random));
        AsymmetricCipherKeyPair pair = generator.GenerateKeyPair();

        DateTimeOffset now = time.GetUtcNow();
        X509Name name = new("CN=parley");
        X509V3CertificateGenerator template = new();
        template.SetSerialNumber(new BigInteger(63, random).Add(BigInteger.One));
        template.SetIssuerDN(name);
        template.SetSubjectDN(name);
        // From yesterday, for clients whose clock is behind.
        template.SetNotBefore(now.UtcDateTime.AddDays(-1));
        template.SetNotAfter((now + Validity).UtcDateTime);
        template.SetPublicKey(pair.Public);
        X509Certificate signed = template.Generate(new Asn1SignatureFactory("SHA256WITHECDSA", pair.Private, random));
        return new DtlsIdentity(new BcTlsCrypto(random), pair.Private, signed.GetEncoded(), now + Validity);
    }

    /// <summary>The fingerprint of any certificate in DER.</summary>
    internal static string FingerprintOf(ReadOnlySpan<byte> encoded) =>
        string.Join(':', SHA256.HashData(encoded).Select(octet => octet.ToString("X2")));

    /// <summary>What proves this identity in a handshake, as server or as client.</summary>
    internal TlsCredentialedSigner CreateSigner(TlsContext context) => new BcDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        Crypto,
        privateKey,
        certificate,
        new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
}
