using System.Security.Cryptography.X509Certificates;

namespace Cluster.Web.Tls;

/// <summary>
/// The certificate in use, swapped as a whole while connections come in: whoever has shaken hands keeps what it has, and
/// the next one gets the new certificate.
/// </summary>
public sealed class CertificateHolder
{
    private readonly TaskCompletionSource<ServedCertificate> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ServedCertificate? _current;

    /// <summary>The certificate in use; null until there is one.</summary>
    public ServedCertificate? Current => _current;

    /// <summary>Answers to an authority's questions; null where none asks.</summary>
    public IChallengeAnswers? Challenges { get; set; }

    /// <summary>From now on this one is shown.</summary>
    public void Use(ServedCertificate certificate)
    {
        _current = certificate;
        _first.TrySetResult(certificate);
    }

    /// <summary>The certificate in use, waited for while the node starts.</summary>
    public ValueTask<ServedCertificate> GetAsync(CancellationToken cancel) =>
        _current is { } current ? new(current) : new(_first.Task.WaitAsync(cancel));
}

/// <summary>What an authority asks to see before it signs (RFC 8555 section 8); on whichever node it asks.</summary>
public interface IChallengeAnswers
{
    /// <summary>The key authorization for an HTTP-01 token; null: nobody here asked for one.</summary>
    Task<string?> FindHttpAsync(string token);

    /// <summary>The certificate for a TLS-ALPN-01 handshake about this name; null: nobody here asked for one.</summary>
    Task<X509Certificate2?> FindTlsAsync(string name);
}
