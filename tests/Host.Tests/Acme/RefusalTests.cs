using System.Net;
using System.Text;
using Cluster.Host.Tls;
using Cluster.Host.Tls.Acme;
using Cluster.Web.Tls;

namespace Host.Tests.Acme;

/// <summary>What an authority may refuse is said in words, and heeded.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly ShiftedTime _time = new(TimeSpan.Zero);
    private readonly Written<CertificateKeeper> _log = new();

    [Fact]
    public async Task A_rate_limit_is_waited_for()
    {
        using var http = new HttpClient(new FakeAuthority("rateLimited", "too many certificates already issued", TimeSpan.FromHours(30)));
        var keeper = Keeper(http);
        await keeper.LookAsync(CancellationToken.None);
        Assert.Contains("rate limit is reached", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.Contains("\"too many certificates already issued\"", _log.Warnings[0], StringComparison.Ordinal);
        _time.By = TimeSpan.FromHours(29);
        await keeper.LookAsync(CancellationToken.None);
        Assert.Single(_log.Warnings);
        _time.By = TimeSpan.FromHours(31);
        await keeper.LookAsync(CancellationToken.None);
        Assert.Equal(2, _log.Warnings.Count);
    }

    [Theory]
    [InlineData("dns", "found no address of meet.example.org")]
    [InlineData("caa", "CAA records")]
    [InlineData("rejectedIdentifier", "does not sign meet.example.org")]
    [InlineData("externalAccountRequired", "--acme-directory")]
    [InlineData("invalidContact", "--acme-email")]
    [InlineData("badNonce", "refused every number")]
    [InlineData("somethingNew", "gives no more reason")]
    public async Task Each_kind_of_problem_has_its_words(string kind, string said)
    {
        using var http = new HttpClient(new FakeAuthority(kind, "line one\nline two", null));
        await Keeper(http).LookAsync(CancellationToken.None);
        Assert.Contains(said, Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', _log.Warnings[0]);
    }

    [Fact]
    public async Task Terms_nobody_agrees_to_are_named_and_nothing_is_ordered()
    {
        var authority = new FakeAuthority("malformed", "", null);
        using var http = new HttpClient(authority);
        await Keeper(http, agree: false).LookAsync(CancellationToken.None);
        Assert.Contains("https://ca.example/terms", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.Equal(0, authority.Posts);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("""{"newNonce":"http://ca.example/n","newAccount":"http://ca.example/a","newOrder":"http://ca.example/o"}""")]
    public async Task What_is_no_directory_is_said(string body)
    {
        using var http = new HttpClient(new FakeAuthority("malformed", "", null) { Directory = body });
        await Keeper(http).LookAsync(CancellationToken.None);
        Assert.Contains("--acme-directory", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_one_node_orders_at_a_time()
    {
        Assert.True(await _store.Vault(_time).TryTakeTurnAsync(["meet.example.org"]));
        var authority = new FakeAuthority("malformed", "", null);
        using var http = new HttpClient(authority);
        await Keeper(http).LookAsync(CancellationToken.None);
        Assert.Equal(0, authority.Posts);
        // The node that had the turn has died.
        _time.By = TimeSpan.FromMinutes(16);
        await Keeper(http).LookAsync(CancellationToken.None);
        Assert.NotEqual(0, authority.Posts);
    }

    public void Dispose() => _store.Dispose();

    private CertificateKeeper Keeper(HttpClient http, bool agree = true) => new(
        new TlsSettings { Domains = ["meet.example.org"], AcmeDirectory = new("https://ca.example/directory"), AcmeAgreeTerms = agree },
        new CertificateHolder(),
        new Challenges(_time),
        _store.Vault(_time),
        http,
        _time,
        _log);

    private sealed class FakeAuthority(string kind, string detail, TimeSpan? retryAfter) : HttpMessageHandler
    {
        public string Directory { get; init; } = """
            {"newNonce":"https://ca.example/nonce","newAccount":"https://ca.example/account","newOrder":"https://ca.example/order",
             "meta":{"termsOfService":"https://ca.example/terms"},"keyChange":"https://ca.example/key"}
            """;

        public int Posts { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request };
            response.Headers.Add("Replay-Nonce", "number");
            if (request.Method == HttpMethod.Get)
            {
                response.Content = new StringContent(Directory);
            }
            else if (request.Method == HttpMethod.Post)
            {
                Posts++;
                response.StatusCode = HttpStatusCode.Forbidden;
                response.Content = new StringContent(
                    $$"""{"type":"urn:ietf:params:acme:error:{{kind}}","detail":{{System.Text.Json.JsonSerializer.Serialize(detail)}},"status":403}""", Encoding.UTF8, "application/problem+json");
                if (retryAfter is { } wait)
                {
                    response.Headers.RetryAfter = new(wait);
                }
            }

            return Task.FromResult(response);
        }
    }
}
