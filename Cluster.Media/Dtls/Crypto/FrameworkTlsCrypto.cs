using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Cluster.Media.Dtls.Crypto;

/// <summary>
/// BouncyCastle's TLS with the framework's elliptic curves (OpenSSL's, on Linux). BouncyCastle computes them in managed big
/// numbers: half a megabyte of garbage for a handshake's two ends, and twice the time.
/// </summary>
internal sealed class FrameworkTlsCrypto(SecureRandom random) : BcTlsCrypto(random)
{
    public override TlsECDomain CreateECDomain(TlsECConfig ecConfig) =>
        ecConfig.NamedGroup == NamedGroup.secp256r1 ? new P256Domain(this) : base.CreateECDomain(ecConfig);

    public override TlsCertificate CreateCertificate(short type, byte[] encoding) => type == CertificateType.X509
        ? new FrameworkTlsCertificate(this, encoding)
        : base.CreateCertificate(type, encoding);

    private sealed class FrameworkTlsCertificate(BcTlsCrypto crypto, byte[] encoding) : BcTlsCertificate(crypto, encoding)
    {
        public override TlsVerifier CreateVerifier(short signatureAlgorithm) =>
            signatureAlgorithm == SignatureAlgorithm.ecdsa && SupportsSignatureAlgorithm(signatureAlgorithm)
                ? new EcdsaVerifier(SubjectPublicKeyInfo.GetDerEncoded())
                : base.CreateVerifier(signatureAlgorithm);
    }

    private sealed class P256Domain(TlsCrypto crypto) : TlsECDomain
    {
        public TlsAgreement CreateECDH() => new P256Agreement(crypto);
    }
}
