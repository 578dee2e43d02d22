using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Cluster.Host.Tls.Acme;

/// <summary>The certificate an authority asks to see in a TLS-ALPN-01 handshake: it names the domain and carries the digest of the key authorization (RFC 8737 section 3).</summary>
internal static class ProofCertificate
{
    private const string IdentifierExtension = "1.3.6.1.5.5.7.1.31";

    /// <summary>Made for one handshake; nobody keeps it.</summary>
    public static X509Certificate2 Make(string name, string keyAuthorization, DateTimeOffset now)
    {
        var digest = new AsnWriter(AsnEncodingRules.DER);
        digest.WriteOctetString(SHA256.HashData(Encoding.ASCII.GetBytes(keyAuthorization)));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=challenge", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509Extension(IdentifierExtension, digest.Encode(), critical: true));
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
