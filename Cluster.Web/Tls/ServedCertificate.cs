using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cluster.Web.Tls;

/// <summary>A certificate as the web server shows it: leaf with key, and the intermediates that go with it. Immutable.</summary>
public sealed class ServedCertificate
{
    /// <summary>A certificate with its key and the certificates between it and a root.</summary>
    /// <param name="leaf">With its private key.</param>
    /// <param name="chain">The intermediates; sent with every handshake.</param>
    public ServedCertificate(X509Certificate2 leaf, X509Certificate2Collection chain)
    {
        Leaf = leaf;
        // Offline: the chain is what the authority gave, and no handshake waits for somebody's web server.
        Context = SslStreamCertificateContext.Create(leaf, chain, offline: true);
        Fingerprint = string.Join(':', Convert.ToHexString(leaf.GetCertHash(HashAlgorithmName.SHA256)).Chunk(2).Select(pair => new string(pair)));
        // The names as bytes: who signed itself is trusted by nobody else.
        IsSelfSigned = leaf.SubjectName.RawData.AsSpan().SequenceEqual(leaf.IssuerName.RawData);
    }

    /// <summary>The certificate itself.</summary>
    public X509Certificate2 Leaf { get; }

    /// <summary>What TLS sends.</summary>
    public SslStreamCertificateContext Context { get; }

    /// <summary>SHA-256 over the certificate, as browsers show it: <c>AB:CD:…</c>.</summary>
    public string Fingerprint { get; }

    /// <summary>No authority signed it: browsers warn, and it must never be pinned by HSTS.</summary>
    public bool IsSelfSigned { get; }

    /// <summary>End of validity.</summary>
    public DateTimeOffset ExpiresAt => new(Leaf.NotAfter.ToUniversalTime(), TimeSpan.Zero);
}
