using System.Net;
using Cluster.Host.Tls;
using Cluster.Host.Tls.Acme;
using Host.Tests.Tls;

namespace Host.Tests.Acme;

/// <summary>When a certificate is due: by its authority's wish, else after two thirds of its life, and never too late.</summary>
public sealed class RenewalInfoTests : IDisposable
{
    private static readonly Uri s_directory = new("https://ca.example/directory");

    private readonly TestAuthority _authority = new();

    [Theory]
    [InlineData(40, 41, 40, 41)]
    [InlineData(-2, -1, -2, -1)]
    [InlineData(300, 301, 75, 75)]
    public async Task The_authority_s_window_counts_up_to_a_point(int fromDays, int toDays, int dueFromDays, int dueToDays)
    {
        var (chain, key) = _authority.Sign("meet.example.org");
        var leaf = PemPair.Read(chain, key).Leaf;
        DateTimeOffset born = leaf.NotBefore.ToUniversalTime();
        using var handler = new Answers(born.AddDays(fromDays), born.AddDays(toDays));
        using var http = new HttpClient(handler);
        var due = await new RenewalInfo(http, TimeProvider.System).DueAsync(leaf, s_directory, CancellationToken.None);
        Assert.InRange(due, born.AddDays(dueFromDays).AddMinutes(-1), born.AddDays(dueToDays).AddMinutes(1));
        Assert.Equal($"https://ca.example/renewal/{RenewalInfo.Name(leaf)}", handler.Asked);
    }

    [Fact]
    public async Task Without_an_answer_it_is_two_thirds()
    {
        var (chain, key) = _authority.Sign("meet.example.org");
        var leaf = PemPair.Read(chain, key).Leaf;
        using var http = new HttpClient(new Answers(null, null));
        var due = await new RenewalInfo(http, TimeProvider.System).DueAsync(leaf, s_directory, CancellationToken.None);
        Assert.Equal(leaf.NotBefore.ToUniversalTime().AddDays(60), due.UtcDateTime, TimeSpan.FromSeconds(1));
    }

    /// <summary>The example of RFC 9773 section 4.1.</summary>
    [Fact]
    public void A_certificate_is_called_by_its_authority_s_key_and_its_number()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=x", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(System.Security.Cryptography.X509Certificates.X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(
            Convert.FromHexString("69885B6B87464041E1B37B847BA0AE2CDE01C8D4")));
        using var certificate = request.Create(
            request.SubjectName,
            System.Security.Cryptography.X509Certificates.X509SignatureGenerator.CreateForECDsa(key),
            DateTimeOffset.UtcNow,
            DateTimeOffset.UtcNow.AddDays(1),
            Convert.FromHexString("0087654321"));
        Assert.Equal("aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE", RenewalInfo.Name(certificate));
    }

    [Fact]
    public void Failures_wait_longer_each_time()
    {
        var backOff = new BackOff();
        var now = DateTimeOffset.UtcNow;
        var waits = Enumerable.Range(0, 12).Select(_ => backOff.Failed(now, null)).ToArray();
        Assert.Equal(BackOff.First, waits[0]);
        Assert.Equal(BackOff.First * 2, waits[1]);
        Assert.Equal(BackOff.Longest, waits[^1]);
        Assert.Equal(now + BackOff.Longest, backOff.NextTry);
        backOff.Succeeded();
        Assert.Equal(TimeSpan.FromHours(1), backOff.Failed(now, TimeSpan.FromHours(1)));
    }

    public void Dispose() => _authority.Dispose();

    private sealed class Answers(DateTimeOffset? start, DateTimeOffset? end) : HttpMessageHandler
    {
        public string? Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri == s_directory)
            {
                return Task.FromResult(new HttpResponseMessage { Content = new StringContent(
                    """{"newNonce":"https://ca.example/n","newAccount":"https://ca.example/a","newOrder":"https://ca.example/o","renewalInfo":"https://ca.example/renewal"}""") });
            }

            Asked = request.RequestUri!.AbsoluteUri;
            return Task.FromResult(start is null
                ? new HttpResponseMessage(HttpStatusCode.NotFound)
                : new HttpResponseMessage { Content = new StringContent($$"""{"suggestedWindow":{"start":"{{start:O}}","end":"{{end:O}}"},"explanationURL":"https://ca.example/why"}""") });
        }
    }
}
