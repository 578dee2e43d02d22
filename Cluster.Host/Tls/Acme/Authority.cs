using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Cluster.Host.Tls.Acme;

/// <summary>A certificate authority and our account with it (RFC 8555).</summary>
internal sealed class Authority
{
    private readonly SignedRequests _requests;
    private readonly DirectoryDocument _directory;

    private Authority(SignedRequests requests, DirectoryDocument directory) => (_requests, _directory) = (requests, directory);

    /// <summary>Where the terms are that an account agrees to; null: there are none.</summary>
    public string? Terms => _directory.Meta?.TermsOfService;

    /// <summary>For asking it things.</summary>
    public SignedRequests Requests => _requests;

    /// <summary>A client that trusts the system's roots, or those of a file only.</summary>
    public static HttpClient Connect(string caFile, string version)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(15) };
        if (caFile.Length > 0)
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(caFile);
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(roots);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = 1 << 20 };
        // Authorities ask to be told who comes (section 6.1).
        http.DefaultRequestHeaders.UserAgent.ParseAdd($"Parley/{version}");
        return http;
    }

    /// <summary>Reads the directory.</summary>
    /// <exception cref="AcmeException">It cannot be read.</exception>
    public static async Task<DirectoryDocument> ReadDirectoryAsync(HttpClient http, Uri directory, CancellationToken cancel)
    {
        try
        {
            using var response = await http.GetAsync(directory, cancel).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? await SignedRequests.ReadAsync(response, AcmeJson.Default.DirectoryDocument, directory.Host, cancel).ConfigureAwait(false)
                : throw new AcmeException($"{directory.Host} has no directory at {directory.AbsolutePath} (HTTP status {(int)response.StatusCode}): check --acme-directory.");
        }
        catch (Exception cause) when (cause is HttpRequestException || (cause is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new AcmeException(
                $"{directory.Host} cannot be reached ({cause.GetBaseException().Message.TrimEnd('.')}): this server needs a way out to it by HTTPS; for an authority of your own set parley.tls.acme-ca-file.", cause: cause);
        }
    }

    /// <summary>Signs in, and makes the account when there is none for this key yet: to the authority it is the same request.</summary>
    public static async Task<Authority> OpenAsync(HttpClient http, TlsSettings settings, AccountKey key, TimeProvider time, CancellationToken cancel)
    {
        var directory = await ReadDirectoryAsync(http, settings.AcmeDirectory, cancel).ConfigureAwait(false);
        if (directory.Meta is { ExternalAccountRequired: true })
        {
            var problem = new ProblemDocument("urn:ietf:params:acme:error:externalAccountRequired");
            throw new AcmeException(AcmeWords.Explain(settings.AcmeDirectory.Host, settings.Domains[0], problem), problem);
        }

        if (directory.Meta?.TermsOfService is { } terms && !settings.AcmeAgreeTerms)
        {
            throw new AcmeException($"{settings.AcmeDirectory.Host} wants its terms of service agreed to: read {terms}, then set parley.tls.acme-agree-terms to true.");
        }

        var requests = new SignedRequests(http, key, directory.NewNonce, time);
        var account = new NewAccountDocument(true, settings.AcmeEmail.Length > 0 ? [$"mailto:{settings.AcmeEmail}"] : null);
        using var response = await requests.AskAsync(
            directory.NewAccount, JsonSerializer.SerializeToUtf8Bytes(account, AcmeJson.Default.NewAccountDocument), settings.Domains[0], cancel).ConfigureAwait(false);
        requests.Account = response.Headers.Location?.AbsoluteUri ?? throw new AcmeException($"{settings.AcmeDirectory.Host} does not say where our account is: check --acme-directory.");
        return new Authority(requests, directory);
    }

    /// <summary>Begins an order for these names.</summary>
    public async Task<(OrderDocument Order, Uri Location)> OrderAsync(IReadOnlyList<string> domains, CancellationToken cancel)
    {
        var wanted = new NewOrderDocument([.. domains.Select(name => new IdentifierDocument("dns", name))]);
        var (order, _, location) = await _requests.AskAsync(
            _directory.NewOrder,
            JsonSerializer.SerializeToUtf8Bytes(wanted, AcmeJson.Default.NewOrderDocument),
            AcmeJson.Default.OrderDocument,
            string.Join(", ", domains),
            cancel).ConfigureAwait(false);
        return (order, location ?? throw new AcmeException($"{_requests.Authority} does not say where the order is: check --acme-directory."));
    }
}
