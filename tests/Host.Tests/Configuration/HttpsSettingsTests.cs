using System.Net;
using Cluster.Host.Configuration;
using Cluster.Host.Tls;

namespace Host.Tests.Configuration;

/// <summary>Where a node listens and what it is called, by what was said of certificates.</summary>
public sealed class HttpsSettingsTests
{
    private static readonly StartOptions s_files = new() { TlsCertificate = "chain.pem", TlsKey = "key.pem" };

    [Fact]
    public void A_certificate_opens_443_and_80_for_everybody()
    {
        foreach (var options in new[] { s_files, new StartOptions { Domains = ["meet.example.org"] } })
        {
            Assert.Equal([new Uri("https://[::]:443"), new Uri("http://[::]:80")], Read(options).Web.Urls);
        }

        Assert.Equal([new Uri("https://[::]:8443")], Read(new StartOptions { Tls = "self-signed" }).Web.Urls);
        Assert.Equal([new Uri("http://127.0.0.1:8080")], Read(new StartOptions()).Web.Urls);
        Assert.Equal([new Uri("http://127.0.0.1:8080")], Read(new StartOptions { Domains = ["meet.example.org"], Tls = "off" }).Web.Urls);
    }

    [Theory]
    [InlineData("https://*:443", "https://meet.example.org")]
    [InlineData("http://*:80,https://[::]:8443", "https://meet.example.org:8443")]
    public void A_domain_is_the_public_address(string urls, string known)
    {
        var web = Read(new StartOptions { Domains = ["Meet.Example.org", "other.example.org"], Urls = [urls] }).Web;
        Assert.Equal(known, web.PublicUrl.GetLeftPart(UriPartial.Authority));
        Assert.Equal(["meet.example.org", "other.example.org"], web.Domains);
    }

    [Fact]
    public void The_public_address_is_what_is_set_before_all_else()
    {
        var web = Read(new StartOptions { Domains = ["meet.example.org"], Sets = ["parley.web.public-url=https://talk.example.org:444"] }).Web;
        Assert.Equal("https://talk.example.org:444/", web.PublicUrl.ToString());
        Assert.Equal("http://127.0.0.1:9000/", Read(new StartOptions { Urls = ["http://127.0.0.1:9000"] }).Web.PublicUrl.ToString());
        Assert.Equal($"http://{Dns.GetHostName()}:9000/", Read(new StartOptions { Urls = ["http://*:9000"] }).Web.PublicUrl.ToString());
    }

    [Fact]
    public void Without_plain_HTTP_nobody_is_asked_by_it()
    {
        var options = new StartOptions { Domains = ["meet.example.org"] };
        Assert.Equal([ChallengeKind.Http01, ChallengeKind.TlsAlpn01], Read(options).Tls.AcmeChallenges);
        Assert.Equal([ChallengeKind.TlsAlpn01], Read(options with { Urls = ["https://*:443"] }).Tls.AcmeChallenges);
    }

    [Fact]
    public void Proxies_are_addresses_and_networks() => Assert.Equal(
        [IPNetwork.Parse("127.0.0.1/32"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("2001:db8::1/128"), IPNetwork.Parse("fd00::/8")],
        Read(new StartOptions { Sets = ["parley.web.trusted-proxies=127.0.0.1, 10.0.0.0/8, 2001:db8::1, fd00::/8"] }).Web.TrustedProxies);

    [Theory]
    [InlineData("münchen.example", "xn--mnchen-3ya.example")]
    [InlineData("MEET.example.org", "meet.example.org")]
    public void Names_are_written_as_the_DNS_has_them(string typed, string meant) =>
        Assert.Equal([meant], Read(new StartOptions { Domains = [typed] }).Tls.Domains);

    [Theory]
    [InlineData("localhost")]
    [InlineData("*.example.org")]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1")]
    [InlineData("meet.example.org/x")]
    [InlineData("meet..org")]
    [InlineData("-meet.example.org")]
    [InlineData("meet example.org")]
    public void What_is_no_name_is_refused(string typed) =>
        Assert.Contains("names that lead here", Refused(new StartOptions { Domains = [typed] }), StringComparison.Ordinal);

    [Fact]
    public void Contradictions_are_refused_in_words()
    {
        Assert.Contains("go together", Refused(new StartOptions { TlsCertificate = "chain.pem" }), StringComparison.Ordinal);
        Assert.Contains("go together", Refused(new StartOptions { TlsKey = "key.pem" }), StringComparison.Ordinal);
        Assert.Contains("but not both", Refused(s_files with { Domains = ["meet.example.org"] }), StringComparison.Ordinal);
        Assert.Contains("no other certificate", Refused(s_files with { Tls = "self-signed" }), StringComparison.Ordinal);
        Assert.Contains("needs a certificate", Refused(new StartOptions { Urls = ["https://*:443"] }), StringComparison.Ordinal);
        Assert.Contains("no https address", Refused(s_files with { Urls = ["http://*:80"] }), StringComparison.Ordinal);
        Assert.Contains("one of automatic, self-signed, off", Refused(new StartOptions { Tls = "maybe" }), StringComparison.Ordinal);
        Assert.Contains("https address", Refused(new StartOptions { AcmeDirectory = "http://ca.example.org/dir" }), StringComparison.Ordinal);
        Assert.Contains("--acme-email", Refused(new StartOptions { AcmeEmail = "nobody" }), StringComparison.Ordinal);
        Assert.Contains("some of http-01, tls-alpn-01", Refused(new StartOptions { Sets = ["parley.tls.acme-challenges=dns-01"] }), StringComparison.Ordinal);
        Assert.Contains("a host and a port", Refused(new StartOptions { Sets = ["parley.media.stun-server=stun.example.org"] }), StringComparison.Ordinal);
        Assert.Contains("addresses and networks", Refused(new StartOptions { Sets = ["parley.web.trusted-proxies=10.0.0.1/8"] }), StringComparison.Ordinal);
        Assert.Contains("https://meet.example.org", Refused(new StartOptions { Sets = ["parley.web.public-url=meet.example.org"] }), StringComparison.Ordinal);
        Assert.Contains("without a path", Refused(new StartOptions { Sets = ["parley.web.public-url=https://meet.example.org/parley"] }), StringComparison.Ordinal);
    }

    private static ParleySettings Read(StartOptions options) => ParleySettings.Read(ConfigurationLayers.Build(options));

    private static string Refused(StartOptions options)
    {
        var refusal = Assert.Throws<StartRefusedException>(() => Read(options));
        Assert.Equal(ExitCode.Configuration, refusal.ExitCode);
        Assert.DoesNotContain('\n', refusal.Message);
        return refusal.Message;
    }
}
