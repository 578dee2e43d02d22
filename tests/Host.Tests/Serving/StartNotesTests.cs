using System.Net;
using Cluster.Host.Configuration;
using Cluster.Host.Serving;
using Cluster.Media;

namespace Host.Tests.Serving;

/// <summary>What a node's owner is told at start, and what not.</summary>
public sealed class StartNotesTests
{
    [Theory]
    [InlineData("http://*:8080")]
    [InlineData("http://192.0.2.10:8080")]
    [InlineData("http://127.0.0.1:8080,http://[2001:db8::1]:80")]
    public void Plain_HTTP_for_others_says_what_browsers_refuse_and_the_ways_out(string urls)
    {
        var note = Assert.Single(Notes(new StartOptions { Urls = [urls] }, "203.0.113.5"));
        Assert.All(
            ["camera", "microphone", "--domain", "--tls-cert", "--tls self-signed", "parley.web.trusted-proxies"],
            word => Assert.Contains(word, note, StringComparison.Ordinal));
    }

    [Fact]
    public void Plain_HTTP_for_oneself_or_for_a_proxy_is_nothing_to_warn_of()
    {
        Assert.Empty(Notes(new StartOptions(), "192.168.1.5"));
        Assert.Empty(Notes(new StartOptions { Urls = ["http://[::1]:8080"] }, "192.168.1.5"));
        Assert.Empty(Notes(new StartOptions { Urls = ["http://*:8080"], Sets = ["parley.web.trusted-proxies=10.0.0.0/8"] }, "203.0.113.5"));
        Assert.Empty(Notes(new StartOptions { Domains = ["meet.example.org"] }, "203.0.113.5", "2001:db8::5"));
    }

    [Theory]
    [InlineData("10.0.0.5", "Browsers outside this network cannot reach 10.0.0.5")]
    [InlineData("172.31.0.5", "cannot reach 172.31.0.5")]
    [InlineData("100.64.0.5", "cannot reach 100.64.0.5")]
    [InlineData("10.0.0.5 2001:db8::5", "Browsers outside that have no IPv6 cannot reach 10.0.0.5")]
    public void A_private_address_alone_is_said(string addresses, string said)
    {
        var note = Assert.Single(Notes(new StartOptions { Domains = ["meet.example.org"] }, addresses.Split(' ')));
        Assert.Contains(said, note, StringComparison.Ordinal);
        Assert.Contains("--media-address", note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AddressOrigin.Set)]
    [InlineData(AddressOrigin.Stun)]
    public void Whoever_set_or_learned_an_address_knows(AddressOrigin origin) => Assert.Empty(StartNotes.Of(
        Read(new StartOptions { Domains = ["meet.example.org"] }), Info(origin, "10.0.0.5"), null));

    [Fact]
    public void A_STUN_server_without_an_answer_is_said() => Assert.Contains(
        "has not answered",
        Notes(new StartOptions { Sets = ["parley.media.stun-server=stun.example.org:3478"] }, "203.0.113.5").Single(),
        StringComparison.Ordinal);

    private static IEnumerable<string> Notes(StartOptions options, params string[] addresses) =>
        StartNotes.Of(Read(options), Info(AddressOrigin.Detected, addresses), null);

    private static ParleySettings Read(StartOptions options) => ParleySettings.Read(ConfigurationLayers.Build(options));

    private static MediaPlaneInfo Info(AddressOrigin origin, params string[] addresses) =>
        new([.. addresses.Append("127.0.0.1").Select(address => new IPEndPoint(IPAddress.Parse(address), 10_000))], "AA", 1, origin);
}
