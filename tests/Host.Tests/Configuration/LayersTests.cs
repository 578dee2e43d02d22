using System.Net;
using Cluster.Host.Configuration;

namespace Host.Tests.Configuration;

/// <summary>What is given later wins: reference, file, <c>--set</c>, flags.</summary>
public sealed class LayersTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void Each_layer_covers_the_one_below_it()
    {
        Assert.Equal(10_000, Read(new StartOptions()).Media.Port);
        File.WriteAllText(_file, "parley { media { port = 20000, workers = 2 }\n web.signalling.message-bytes-max = 64 KiB }");
        var file = new StartOptions { ConfigFile = _file };
        Assert.Equal(20_000, Read(file).Media.Port);
        Assert.Equal(65_536, Read(file).Web.Signalling.MessageBytesMax);
        var set = file with { Sets = ["parley.media.port=20001", "parley.media.port = 20002"] };
        Assert.Equal(20_002, Read(set).Media.Port);
        Assert.Equal(20_003, Read(set with { MediaPort = "20003" }).Media.Port);
        Assert.Equal(2, Read(set).Media.Workers);
    }

    [Fact]
    public void Lists_come_in_brackets_after_commas_or_by_repeating()
    {
        Assert.Equal([IPAddress.Parse("192.0.2.1"), IPAddress.Parse("2001:db8::1")], Read(new StartOptions { MediaAddresses = ["192.0.2.1", "2001:db8::1"] }).Media.Addresses);
        Assert.Equal(["https://a.example", "https://b.example"], Read(new StartOptions { Sets = ["parley.web.allowed-origins=https://a.example, https://b.example"] }).Web.AllowedOrigins);
        Assert.Equal(["https://a.example"], Read(new StartOptions { Sets = ["parley.web.allowed-origins=[\"https://a.example\"]"] }).Web.AllowedOrigins);
        Assert.Empty(Read(new StartOptions { Sets = ["parley.web.allowed-origins="] }).Web.AllowedOrigins);
    }

    [Fact]
    public void A_value_on_the_command_line_is_text_and_nothing_else()
    {
        Assert.Equal("/srv/a \"b\" {c=d} # e", Read(new StartOptions { Data = "/srv/a \"b\" {c=d} # e" }).Host.DataDirectory);
        Assert.Equal("C:\\parley", Read(new StartOptions { Sets = ["parley.data-directory=C:\\parley"] }).Host.DataDirectory);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("http://*:80", "http://[::]")]
    [InlineData("http://[::1]:0", "http://[::1]:0")]
    [InlineData("http://localhost:9000/", "http://localhost:9000")]
    public void Addresses_to_listen_on(string typed, string meant) =>
        Assert.Equal(meant, Read(new StartOptions { Urls = [typed] }).Web.Urls.Single().GetLeftPart(UriPartial.Authority));

    [Theory]
    [InlineData("500 ms", 500)]
    [InlineData("500ms", 500)]
    [InlineData("1.5 s", 1_500)]
    [InlineData("2 m", 120_000)]
    [InlineData("1 h", 3_600_000)]
    public void Durations(string text, double ms)
    {
        Assert.True(Units.TryParseDuration(text, out var duration));
        Assert.Equal(ms, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5 s")]
    [InlineData("5 parsecs")]
    [InlineData("1.2.3 s")]
    [InlineData("99999999999 d")]
    [InlineData("1e3 s")]
    public void What_is_no_duration(string text) => Assert.False(Units.TryParseDuration(text, out _));

    public void Dispose() => File.Delete(_file);

    private static ParleySettings Read(StartOptions options) => ParleySettings.Read(ConfigurationLayers.Build(options));
}
