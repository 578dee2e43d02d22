using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Cluster.Host.Tls.Acme;

/// <summary>One certificate from an authority, from the order to the chain.</summary>
/// <remarks>
/// 1. The names are ordered. 2. For each name that is not proven yet the challenge's answer is put where the authority
/// will look, the authority is told, and waited for. 3. A new key's request is handed in and waited for. 4. The chain is
/// fetched. The answers are taken away in the end, however it ended.
/// </remarks>
internal sealed class CertificateOrder(Authority authority, AccountKey key, Challenges challenges, TimeProvider time)
{
    /// <summary>An authority that takes longer is asked again later.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(10);

    private SignedRequests Requests => authority.Requests;

    /// <summary>The certificate with its chain and its key, in one PEM text.</summary>
    /// <exception cref="AcmeException">The authority refuses, or does not come to an end.</exception>
    public async Task<string> RunAsync(IReadOnlyList<string> domains, ChallengeKind kind, CancellationToken cancel)
    {
        var what = string.Join(", ", domains);
        // Step 1
        var (order, location) = await authority.OrderAsync(domains, cancel).ConfigureAwait(false);
        // Step 2
        foreach (var url in order.Authorizations)
        {
            await ProveAsync(url, kind, cancel).ConfigureAwait(false);
        }

        order = await WaitAsync(location, AcmeJson.Default.OrderDocument, found => found.Status is not ("pending" or "processing"), what, cancel).ConfigureAwait(false);
        // Step 3
        using var certificateKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (order.Status == "ready")
        {
            var wish = new FinalizeDocument(Base64Url.EncodeToString(Request(domains, certificateKey)));
            await Requests.AskAsync(
                order.Finalize, JsonSerializer.SerializeToUtf8Bytes(wish, AcmeJson.Default.FinalizeDocument), AcmeJson.Default.OrderDocument, what, cancel).ConfigureAwait(false);
            order = await WaitAsync(location, AcmeJson.Default.OrderDocument, found => found.Status is "valid" or "invalid", what, cancel).ConfigureAwait(false);
        }

        if (order is not { Status: "valid", Certificate: { } certificate })
        {
            throw new AcmeException(AcmeWords.Explain(Requests.Authority, what, order.Error, kind), order.Error);
        }

        // Step 4
        using var answer = await Requests.AskAsync(certificate, null, what, cancel, "application/pem-certificate-chain").ConfigureAwait(false);
        var chain = await answer.Content.ReadAsStringAsync(cancel).ConfigureAwait(false);
        return $"{chain.TrimEnd()}\n{certificateKey.ExportPkcs8PrivateKeyPem()}\n";
    }

    private async Task ProveAsync(Uri url, ChallengeKind kind, CancellationToken cancel)
    {
        var (found, _, _) = await Requests.AskAsync(url, null, AcmeJson.Default.AuthorizationDocument, "the domain", cancel).ConfigureAwait(false);
        if (found.Status == "valid")
        {
            return;
        }

        var name = found.Identifier.Value;
        var type = kind == ChallengeKind.Http01 ? "http-01" : "tls-alpn-01";
        if (found.Challenges.FirstOrDefault(offered => offered.Type == type && offered.Token is { Length: > 0 }) is not { Token: { } token } challenge)
        {
            throw new AcmeException($"{Requests.Authority} does not offer {type} for {name}: add another way to parley.tls.acme-challenges.");
        }

        await challenges.PutUpAsync(kind, name, token, key.Authorize(token)).ConfigureAwait(false);
        try
        {
            // An empty object, and not nothing: it says that the answer is there (section 7.5.1).
            await Requests.AskAsync(challenge.Url, "{}"u8.ToArray(), AcmeJson.Default.ChallengeDocument, name, cancel).ConfigureAwait(false);
            found = await WaitAsync(url, AcmeJson.Default.AuthorizationDocument, seen => seen.Status != "pending", name, cancel).ConfigureAwait(false);
        }
        finally
        {
            await challenges.TakeDownAsync(kind, name, token).ConfigureAwait(false);
        }

        if (found.Status != "valid")
        {
            var error = found.Challenges.FirstOrDefault(tried => tried.Error is not null)?.Error;
            throw new AcmeException(AcmeWords.Explain(Requests.Authority, name, error, kind), error);
        }
    }

    /// <summary>Asks again and again, as often as the authority says or a little less each time.</summary>
    private async Task<T> WaitAsync<T>(
        Uri url, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, Func<T, bool> isDone, string what, CancellationToken cancel)
    {
        var until = time.GetUtcNow() + s_patience;
        for (var wait = s_firstWait; ; wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 3 / 2, s_longestWait.Ticks)))
        {
            var (found, retryAfter, _) = await Requests.AskAsync(url, null, type, what, cancel).ConfigureAwait(false);
            if (isDone(found))
            {
                return found;
            }

            if (time.GetUtcNow() > until)
            {
                throw new AcmeException($"{Requests.Authority} did not decide about {what} within {s_patience.TotalMinutes:0} minutes: it is tried again.");
            }

            var pause = retryAfter is { } asked && asked > wait ? asked : wait;
            await Task.Delay(pause < s_longestWait ? pause : s_longestWait, time, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>What the authority signs: the names and a key of their own (RFC 2986).</summary>
    private static byte[] Request(IReadOnlyList<string> domains, ECDsa key)
    {
        var request = new CertificateRequest("", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in domains)
        {
            names.AddDnsName(name);
        }

        // Without a subject the names are critical (RFC 5280 section 4.2.1.6).
        request.CertificateExtensions.Add(names.Build(critical: true));
        return request.CreateSigningRequest();
    }
}
