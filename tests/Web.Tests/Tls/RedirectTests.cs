using System.Net;
using Cluster.Web;
using Cluster.Web.Tls;
using Microsoft.AspNetCore.Http;

namespace Web.Tests.Tls;

/// <summary>Where plain HTTP is led, and what of it is not.</summary>
public sealed class RedirectTests
{
    [Theory]
    [InlineData("meet.example.org", "https://meet.example.org", "meet.example.org", "meet.example.org")]
    [InlineData("meet.example.org:80", "https://meet.example.org:8443", "meet.example.org", "meet.example.org:8443")]
    [InlineData("192.0.2.1", "https://meet.example.org", "meet.example.org", "meet.example.org")]
    [InlineData("evil.example", "https://meet.example.org", "meet.example.org", "meet.example.org")]
    [InlineData("TALK.example.org", "https://meet.example.org", "meet.example.org,talk.example.org", "talk.example.org")]
    [InlineData("10.0.0.5:8080", "https://host:8443", "", "10.0.0.5:8443")]
    [InlineData("[2001:db8::1]", "https://host:8443", "", "[2001:db8::1]:8443")]
    [InlineData("", "https://host:8443", "", "host:8443")]
    [InlineData("a b", "https://host", "", "host")]
    public void The_name_asked_for_where_the_certificate_has_it(string asked, string known, string domains, string host) => Assert.Equal(
        host,
        HttpsRedirect.Target(new HostString(asked), new Uri(known), domains.Split(',', StringSplitOptions.RemoveEmptyEntries)),
        ignoreCase: true);

    [Theory]
    [InlineData("/atrium?x=%20y#z", HttpStatusCode.PermanentRedirect)]
    [InlineData("/api/v1/signalling", HttpStatusCode.PermanentRedirect)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/.well-known/acme-challenge/token", HttpStatusCode.OK)]
    [InlineData("/.well-known/acme-challenge/other", HttpStatusCode.NotFound)]
    public async Task Everything_but_challenges_and_health_is_led(string path, HttpStatusCode status)
    {
        var certificates = new CertificateHolder { Challenges = new OneAnswer() };
        await using var edge = await EdgeUnderTest.StartAsync(
            new WebSettings { Urls = [new("http://127.0.0.1:0"), new("https://127.0.0.1:0")], PublicUrl = new("https://127.0.0.1:0") }, certificates: certificates);
        using var response = await edge.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(status, response.StatusCode);
        if (status == HttpStatusCode.PermanentRedirect)
        {
            Assert.Matches("^https://127\\.0\\.0\\.1:[1-9][0-9]*/", response.Headers.Location!.AbsoluteUri);
            Assert.Equal(path.Split('#')[0], response.Headers.Location.PathAndQuery);
        }
    }

    [Theory]
    [InlineData("127.0.0.0/8", "192.0.2.7", HttpStatusCode.OK)]
    [InlineData("10.0.0.0/8", "192.0.2.7", HttpStatusCode.PermanentRedirect)]
    public async Task A_trusted_proxy_that_spoke_HTTPS_is_believed_and_no_other(string trusted, string client, HttpStatusCode status)
    {
        await using var edge = await EdgeUnderTest.StartAsync(
            new WebSettings
            {
                Urls = [new("http://127.0.0.1:0"), new("https://127.0.0.1:0")],
                PublicUrl = new("https://127.0.0.1:0"),
                TrustedProxies = [IPNetwork.Parse(trusted)],
            },
            certificates: new CertificateHolder());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/robots.txt");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", client);
        using var response = await edge.Http.SendAsync(request);
        Assert.Equal(status == HttpStatusCode.OK ? HttpStatusCode.NotFound : status, response.StatusCode);
        // Whose certificate it is that the browser saw, the proxy knows: it was HTTPS, and may stay so.
        Assert.Equal(status == HttpStatusCode.OK, response.Headers.Contains("Strict-Transport-Security"));
    }

    private sealed class OneAnswer : IChallengeAnswers
    {
        public Task<string?> FindHttpAsync(string token) => Task.FromResult(token == "token" ? "token.print" : null);

        public Task<System.Security.Cryptography.X509Certificates.X509Certificate2?> FindTlsAsync(string name) =>
            Task.FromResult<System.Security.Cryptography.X509Certificates.X509Certificate2?>(null);
    }
}
