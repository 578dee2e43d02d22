using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Host.Tests.Tls;

/// <summary>A certificate authority of the test's own: a root, an intermediate, and what it signs.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _intermediate;
    private int _serial;

    public TestAuthority()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = Request("CN=Test root", rootKey);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        root.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(root.PublicKey, false));
        _root = root.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-1), DateTimeOffset.UtcNow.AddYears(1));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var between = Request("CN=Test intermediate", key);
        between.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        between.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(between.PublicKey, false));
        between.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_root, true, false));
        using var signed = between.Create(_root, DateTimeOffset.UtcNow.AddDays(-300), DateTimeOffset.UtcNow.AddDays(300), Serial());
        _intermediate = signed.CopyWithPrivateKey(key);
    }

    public string RootPem => _root.ExportCertificatePem();

    /// <summary>A leaf with its chain, and its key in PKCS#8, both PEM.</summary>
    public (string Chain, string Key) Sign(string name, DateTimeOffset? notAfter = null, bool rsa = false)
    {
        using AsymmetricAlgorithm key = rsa ? RSA.Create(2_048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = key is RSA r ? new CertificateRequest($"CN={name}", r, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : Request($"CN={name}", (ECDsa)key);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_intermediate, true, false));
        var end = notAfter ?? DateTimeOffset.UtcNow.AddDays(90);
        using var leaf = request.Create(
            _intermediate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(_intermediate.GetECDsaPrivateKey()!),
            end.AddDays(-90),
            end,
            Serial());
        return ($"{leaf.ExportCertificatePem()}\n{_intermediate.ExportCertificatePem()}\n", key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        _root.Dispose();
        _intermediate.Dispose();
    }

    private static CertificateRequest Request(string subject, ECDsa key) => new(subject, key, HashAlgorithmName.SHA256);

    private byte[] Serial() => [1, (byte)++_serial];
}
