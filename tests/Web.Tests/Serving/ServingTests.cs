using System.IO.Compression;
using System.Net;
using Cluster.Web;

namespace Web.Tests.Serving;

/// <summary>The client's files, the page for every room's link, and the headers on all of it.</summary>
public sealed class ServingTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("parley-client-").FullName;
    private readonly string _script = string.Concat(Enumerable.Repeat("export const answer = 42;\n", 100));

    public ServingTests()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "assets"));
        File.WriteAllText(Path.Combine(_directory, "index.html"), "<!doctype html><title>Parley</title>");
        File.WriteAllText(Path.Combine(_directory, "assets", "main-1a2b.js"), _script);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/atrium")]
    [InlineData("/Atrium/")]
    [InlineData("/team.meeting")]
    [InlineData("/%C3%A9t%C3%A9")]
    [InlineData("/index.html")]
    [InlineData("/test")]
    [InlineData("/account")]
    [InlineData("/account/")]
    [InlineData("/account/sign-in")]
    [InlineData("/account/link")]
    [InlineData("/ops")]
    [InlineData("/rooms/atrium")]
    [InlineData("/rooms/%C3%A9t%C3%A9")]
    [InlineData("/rooms/account")]
    [InlineData("/accounts")]
    public async Task The_page_is_the_start_and_every_room(string path)
    {
        await using var edge = await StartAsync();
        var response = await edge.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-cache", response.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("/assets/gone-1a2b.js")]
    [InlineData("/assets")]
    [InlineData("/favicon.ico")]
    [InlineData("/wp-login.php")]
    [InlineData("/a/b")]
    [InlineData("/api")]
    [InlineData("/rooms")]
    [InlineData("/ROOMS/")]
    [InlineData("/rooms/a/b")]
    [InlineData("/rooms/a%2fb")]
    [InlineData("/account/nothing")]
    [InlineData("/test/nothing")]
    [InlineData("/..%2f..%2fetc%2fpasswd")]
    [InlineData("/assets/..%2f..%2f..%2f..%2fetc%2fpasswd")]
    public async Task What_is_not_there_is_not_the_page(string path)
    {
        await using var edge = await StartAsync();
        var response = await edge.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Assets_travel_compressed_and_are_kept_for_good(string encoding)
    {
        await using var edge = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/main-1a2b.js");
        request.Headers.AcceptEncoding.ParseAdd(encoding);
        var response = await edge.Http.SendAsync(request);
        Assert.Equal([encoding], response.Content.Headers.ContentEncoding);
        Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        await using var body = await response.Content.ReadAsStreamAsync();
        await using Stream plain = encoding == "br" ? new BrotliStream(body, CompressionMode.Decompress) : new GZipStream(body, CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        Assert.Equal(_script, await reader.ReadToEndAsync());
        Assert.True(response.Content.Headers.ContentLength < _script.Length / 4);
    }

    [Fact]
    public async Task An_unchanged_file_is_not_sent_again()
    {
        await using var edge = await StartAsync();
        var tag = (await edge.Http.GetAsync(new Uri("/", UriKind.Relative))).Headers.ETag!;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.IfNoneMatch.Add(tag);
        Assert.Equal(HttpStatusCode.NotModified, (await edge.Http.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/assets/main-1a2b.js")]
    [InlineData("/api/nothing")]
    [InlineData("/health/live")]
    public async Task Every_answer_has_the_security_headers(string path)
    {
        await using var edge = await StartAsync(new WebSettings { EmbeddingOrigins = ["https://intranet.example"], Addresses = ["https://two.example:8443"] });
        var response = await edge.Http.GetAsync(new Uri(path, UriKind.Relative));
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self' wss://two.example:8443;", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'self' https://intranet.example", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Only_reading_is_possible()
    {
        await using var edge = await StartAsync();
        using var content = new StringContent("x");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await edge.Http.PostAsync(new Uri("/atrium", UriKind.Relative), content)).StatusCode);
    }

    [Fact]
    public async Task Without_a_built_client_the_page_says_so()
    {
        await using var edge = await EdgeUnderTest.StartAsync(new WebSettings { ClientDirectory = Path.Combine(_directory, "nowhere") });
        var response = await edge.Http.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("not built", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_is_said_only_when_every_region_answers()
    {
        await using var edge = await EdgeUnderTest.StartAsync(open: false);
        Assert.Equal(HttpStatusCode.OK, (await edge.Http.GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await edge.Http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);
        edge.Open();
        Assert.Equal("""{"ready":true,"silent":[]}""", await edge.Http.GetStringAsync(new Uri("/health/ready", UriKind.Relative)));
        edge.SilentRegions = ["room"];
        var silent = await edge.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, silent.StatusCode);
        Assert.Contains("room", await silent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        edge.SilentRegions = [];
        edge.Gate.Leave();
        Assert.Contains("stopping", await (await edge.Http.GetAsync(new Uri("/health/ready", UriKind.Relative))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await edge.Http.GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private Task<EdgeUnderTest> StartAsync(WebSettings? settings = null) =>
        EdgeUnderTest.StartAsync((settings ?? new WebSettings()) with { ClientDirectory = _directory });
}
