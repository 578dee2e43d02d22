using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cluster.Host.Tls;

/// <summary>The certificate authority of one cluster's nodes: ECDSA on P-256, for nothing but these certificates.</summary>
internal static class NodeAuthority
{
    private static readonly TimeSpan s_authorityLifetime = TimeSpan.FromDays(3_650);
    private static readonly TimeSpan s_nodeLifetime = TimeSpan.FromDays(730);

    /// <summary>A new authority, with its key.</summary>
    public static X509Certificate2 Make(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Parley cluster", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now.AddHours(-1), now + s_authorityLifetime);
    }

    /// <summary>A node's certificate with its key: for both sides of a connection, named after the node's address or name.</summary>
    public static X509Certificate2 Sign(X509Certificate2 authority, string node, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={node}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(node, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(node);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
        var end = now + s_nodeLifetime < authority.NotAfter ? now + s_nodeLifetime : authority.NotAfter;
        using var signed = request.Create(authority, now.AddHours(-1), end, RandomNumberGenerator.GetBytes(16));
        return signed.CopyWithPrivateKey(key);
    }
}
