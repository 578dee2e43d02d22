using System.Buffers.Text;
using System.Security.Cryptography.X509Certificates;

namespace Cluster.Host.Tls.Acme;

/// <summary>
/// When a certificate is to be renewed: when its authority says (RFC 9773), which knows of revocations to come and spreads
/// its load, else after two thirds of its life.
/// </summary>
internal sealed class RenewalInfo(HttpClient http, TimeProvider time)
{
    /// <summary>How often an authority is asked that does not say itself (section 4.3.2).</summary>
    private static readonly TimeSpan s_askEvery = TimeSpan.FromHours(6);

    private string _of = "";
    private DateTimeOffset _due;
    private DateTimeOffset _askAgainAt;

    /// <summary>After two thirds of its life.</summary>
    public static DateTimeOffset TwoThirds(X509Certificate2 certificate)
    {
        var (from, to) = (new DateTimeOffset(certificate.NotBefore.ToUniversalTime()), new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));
        return from + ((to - from) * 2 / 3);
    }

    /// <summary>When this certificate is due. Never later than two thirds and a sixth of its life, whatever the authority says.</summary>
    public async Task<DateTimeOffset> DueAsync(X509Certificate2 certificate, Uri directory, CancellationToken cancel)
    {
        if (_of != certificate.Thumbprint)
        {
            (_of, _due, _askAgainAt) = (certificate.Thumbprint, TwoThirds(certificate), DateTimeOffset.MinValue);
        }

        var now = time.GetUtcNow();
        if (now < _askAgainAt || now >= _due)
        {
            return _due;
        }

        _askAgainAt = now + s_askEvery;
        if (await AskAsync(certificate, directory, cancel).ConfigureAwait(false) is { } window)
        {
            // Anywhere in the window, so that not everybody comes at once.
            var wished = window.Start + ((window.End - window.Start) * Random.Shared.NextDouble());
            var latest = TwoThirds(certificate) + ((new DateTimeOffset(certificate.NotAfter.ToUniversalTime()) - TwoThirds(certificate)) / 2);
            _due = wished < latest ? wished : latest;
        }

        return _due;
    }

    /// <summary>What a certificate is called there: its authority's key and its number (section 4.1); null: it does not name the key.</summary>
    internal static string? Name(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier is { } authority
            ? $"{Base64Url.EncodeToString(authority.Span)}.{Base64Url.EncodeToString(certificate.SerialNumberBytes.Span)}"
            : null;

    private async Task<RenewalWindow?> AskAsync(X509Certificate2 certificate, Uri directory, CancellationToken cancel)
    {
        try
        {
            var document = await Authority.ReadDirectoryAsync(http, directory, cancel).ConfigureAwait(false);
            if (document.RenewalInfo is not { Scheme: "https" } service || Name(certificate) is not { } name)
            {
                return null;
            }

            using var response = await http.GetAsync(new Uri($"{service.AbsoluteUri.TrimEnd('/')}/{name}"), cancel).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                return null;
            }

            var found = await SignedRequests.ReadAsync(response, AcmeJson.Default.RenewalInfoDocument, directory.Host, cancel).ConfigureAwait(false);
            return found.SuggestedWindow.End > found.SuggestedWindow.Start ? found.SuggestedWindow : null;
        }
        catch (Exception fault) when (fault is AcmeException or HttpRequestException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // Advice that cannot be had: two thirds it stays.
            return null;
        }
    }
}
