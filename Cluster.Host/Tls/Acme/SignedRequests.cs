using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Cluster.Host.Tls.Acme;

/// <summary>
/// Asks an authority something: each request is signed and carries a number the authority gave out and takes once
/// (RFC 8555 section 6). A number that was too old is replaced and the request repeated.
/// </summary>
internal sealed class SignedRequests(HttpClient http, AccountKey key, Uri newNonce, TimeProvider time)
{
    /// <summary>Requests repeated because of their number; an authority that goes on refusing has a fault.</summary>
    private const int NonceTriesMax = 8;

    private string? _nonce;

    /// <summary>The account's address, which stands for the key once it is known (section 6.2).</summary>
    public string? Account { get; set; }

    /// <summary>The authority's host, for messages.</summary>
    public string Authority => newNonce.Host;

    /// <summary>Asks with a document (or, null, only for what is there: POST-as-GET).</summary>
    /// <param name="what">What it is about, for messages.</param>
    /// <exception cref="AcmeException">The authority refuses, or cannot be talked to.</exception>
    public async Task<HttpResponseMessage> AskAsync(Uri url, byte[]? document, string what, CancellationToken cancel, string accept = "application/json")
    {
        for (var tries = 1; ; tries++)
        {
            var nonce = Interlocked.Exchange(ref _nonce, null) ?? await NewNonceAsync(cancel).ConfigureAwait(false);
            using var request = new HttpRequestMessage(HttpMethod.Post, Secure(url))
            {
                Content = new ByteArrayContent(Envelope(url, nonce, document ?? [])),
            };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/jose+json");
            request.Headers.Accept.ParseAdd(accept);
            var response = await SendAsync(request, cancel).ConfigureAwait(false);
            if (response.Headers.TryGetValues("Replay-Nonce", out var fresh))
            {
                _nonce = fresh.First();
            }

            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                var problem = await ProblemAsync(response, cancel).ConfigureAwait(false);
                if (AcmeException.Kinds(problem) != "badNonce" || tries == NonceTriesMax)
                {
                    throw new AcmeException(AcmeWords.Explain(Authority, what, problem), problem, Wait(response));
                }
            }
        }
    }

    /// <summary>Asks, and reads the answer.</summary>
    public async Task<(T Document, TimeSpan? RetryAfter, Uri? Location)> AskAsync<T>(
        Uri url, byte[]? document, JsonTypeInfo<T> type, string what, CancellationToken cancel)
    {
        using var response = await AskAsync(url, document, what, cancel).ConfigureAwait(false);
        return (await ReadAsync(response, type, Authority, cancel).ConfigureAwait(false), Wait(response), response.Headers.Location);
    }

    /// <summary>Reads an answer as what it should be.</summary>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, string authority, CancellationToken cancel)
    {
        try
        {
            var bytes = await response.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false);
            return JsonSerializer.Deserialize(bytes, type) ?? throw new JsonException();
        }
        catch (JsonException cause)
        {
            throw new AcmeException($"{authority} answered something that is no document of ACME: check --acme-directory.", cause: cause);
        }
    }

    /// <summary>What <c>Retry-After</c> says (RFC 9110 section 10.2.3), as a time from now.</summary>
    public TimeSpan? Wait(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
        _ => null,
    };

    private async Task<string> NewNonceAsync(CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, Secure(newNonce));
        using var response = await SendAsync(request, cancel).ConfigureAwait(false);
        return response.Headers.TryGetValues("Replay-Nonce", out var nonce)
            ? nonce.First()
            : throw new AcmeException($"{Authority} gives out no numbers to sign requests with: check --acme-directory.");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            return await http.SendAsync(request, cancel).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is HttpRequestException || (cause is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new AcmeException($"{Authority} cannot be reached ({Deepest(cause)}): this server needs a way out to it by HTTPS.", cause: cause);
        }
    }

    private byte[] Envelope(Uri url, string nonce, byte[] document)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("alg", "ES256");
            json.WriteString("nonce", nonce);
            json.WriteString("url", url.AbsoluteUri);
            if (Account is null)
            {
                json.WritePropertyName("jwk");
                json.WriteRawValue(key.Jwk);
            }
            else
            {
                json.WriteString("kid", Account);
            }

            json.WriteEndObject();
        }

        var head = Base64Url.EncodeToString(bytes.ToArray());
        var body = Base64Url.EncodeToString(document);
        var signature = Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes($"{head}.{body}")));
        return Encoding.ASCII.GetBytes($$"""{"protected":"{{head}}","payload":"{{body}}","signature":"{{signature}}"}""");
    }

    private static async Task<ProblemDocument?> ProblemAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            return JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false), AcmeJson.Default.ProblemDocument);
        }
        catch (JsonException)
        {
            // A proxy's page, say; its status is all there is.
            return response.StatusCode == HttpStatusCode.TooManyRequests
                ? new ProblemDocument("urn:ietf:params:acme:error:rateLimited")
                : new ProblemDocument(Detail: $"HTTP status {(int)response.StatusCode}");
        }
    }

    /// <summary>An authority is talked to by HTTPS only (section 6.1), wherever its documents lead.</summary>
    private Uri Secure(Uri url) => url.Scheme == Uri.UriSchemeHttps
        ? url
        : throw new AcmeException($"{Authority} leads to {url.Host} without HTTPS: check --acme-directory.");

    private static string Deepest(Exception cause)
    {
        while (cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return cause.Message.TrimEnd('.');
    }
}
