using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Web.Api;
using Cluster.Web.Testing;
using Microsoft.Extensions.Time.Testing;
using Web.Tests.Meetings;

namespace Web.Tests.Testing;

/// <summary>The server's side of the connection test, and that nobody can make it work for nothing.</summary>
public sealed class ConnectionTestTests(NodeUnderTest node) : IClassFixture<NodeUnderTest>
{
    private const string Offer = "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:7\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\na=mid:0\r\n";

    [Fact]
    public async Task It_says_where_media_goes_and_who_asks()
    {
        using var http = Http();
        var info = await http.GetFromJsonAsync<JsonElement>("/api/v1/test/info");
        Assert.Equal("""{"candidates":["127.0.0.1:10000"],"detectedFrom":"detected","yourAddress":"127.0.0.1","secure":false}""", info.GetRawText());
    }

    [Fact]
    public async Task A_throw_away_endpoint_answers_an_offer()
    {
        using var http = Http();
        using var answer = await http.PostAsJsonAsync("/api/v1/test/media", new { sdp = Offer });
        Assert.Equal($"answer to {Offer}", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("sdp").GetString());
        Assert.Contains(node.Media.Offers, offer => offer.Sdp == Offer && offer.Slots.Single().Mid == "0" && offer.Sources.Count == 0);
    }

    [Theory]
    [InlineData("""{"sdp":"v=0"}""", "sdp-malformed")]
    [InlineData("""{"sdp":"m=audio 9\r\nm=video 9\r\na=mid:0"}""", "sdp-malformed")]
    [InlineData("""{"sdp":""}""", "sdp-malformed")]
    [InlineData("{}", "bad-request")]
    [InlineData("[]", "bad-request")]
    public async Task What_is_no_offer_is_refused(string body, string code)
    {
        using var http = Http();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var refused = await http.PostAsync(new Uri("/api/v1/test/media", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(code, (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65_537)]
    [InlineData(4 << 20)]
    public async Task Bytes_come_and_go(int bytes)
    {
        using var http = Http();
        var down = await http.GetByteArrayAsync(new Uri($"/api/v1/test/down?bytes={bytes}", UriKind.Relative));
        Assert.Equal(bytes, down.Length);
        using var content = new ByteArrayContent(down);
        using var up = await http.PostAsync(new Uri("/api/v1/test/up", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.NoContent, up.StatusCode);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("4194305")]
    [InlineData("many")]
    [InlineData("")]
    public async Task Only_so_many_bytes_come(string bytes)
    {
        using var http = Http();
        using var refused = await http.GetAsync(new Uri($"/api/v1/test/down?bytes={bytes}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Only_so_many_bytes_go_and_only_from_our_pages()
    {
        using var http = Http();
        using var large = new HttpRequestMessage(HttpMethod.Post, "/api/v1/test/up") { Content = new ByteArrayContent(new byte[(4 << 20) + 1]) };
        // Or it would be refused while it is still being sent.
        large.Headers.ExpectContinue = true;
        using var tooLarge = await http.SendAsync(large);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/test/up") { Content = new ByteArrayContent([1]) };
        request.Headers.Add("Origin", "https://elsewhere.example");
        using var foreign = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using var wrong = await http.GetAsync(new Uri("/api/v1/test/up", UriKind.Relative));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrong.StatusCode);
    }

    [Fact]
    public async Task One_address_measures_only_so_much_and_others_go_on()
    {
        await using var budget = new ConnectionTestBudget();
        var refusals = 0;
        for (var i = 0; i < 140; i++)
        {
            using var turn = await budget.TakeAsync(IPAddress.Parse("192.0.2.1"), ConnectionTestTransfers.BytesMax, CancellationToken.None);
            refusals += turn.Refusal is { Status: 429, RetryAfterMs: > 0 } ? 1 : 0;
        }

        Assert.InRange(refusals, 1, 139);
        using var other = await budget.TakeAsync(IPAddress.Parse("192.0.2.2"), ConnectionTestTransfers.BytesMax, CancellationToken.None);
        Assert.Null(other.Refusal);
    }

    [Fact]
    public async Task Endpoints_are_few_and_end_by_themselves()
    {
        var time = new FakeTimeProvider();
        var media = new AnsweringMediaPlane();
        var test = new ConnectionTestMedia(time);
        for (var i = 0; i < ConnectionTestMedia.EndpointsMax; i++)
        {
            var from = IPAddress.Parse($"192.0.2.{i / ConnectionTestMedia.EndpointsPerAddressMax}");
            Assert.IsNotType<ApiAnswer.Refused>(await test.AnswerAsync(media, from, Offer));
        }

        Assert.Equal(429, Assert.IsType<ApiAnswer.Refused>(await test.AnswerAsync(media, IPAddress.Parse("192.0.2.0"), Offer)).Status);
        Assert.Equal(429, Assert.IsType<ApiAnswer.Refused>(await test.AnswerAsync(media, IPAddress.Parse("192.0.2.99"), Offer)).Status);
        Assert.Equal(ConnectionTestMedia.EndpointsMax, media.ReadCounters().Bridges);
        time.Advance(ConnectionTestMedia.Life);
        using var patience = new CancellationTokenSource(TestClient.Patience);
        while (media.ReadCounters().Bridges > 0)
        {
            await Task.Delay(1, patience.Token);
        }

        Assert.IsNotType<ApiAnswer.Refused>(await test.AnswerAsync(media, IPAddress.Parse("192.0.2.99"), Offer));
    }

    [Fact]
    public async Task A_refused_offer_leaves_no_endpoint()
    {
        var media = new AnsweringMediaPlane { Refuse = true };
        var refused = Assert.IsType<ApiAnswer.Refused>(await new ConnectionTestMedia(TimeProvider.System).AnswerAsync(media, IPAddress.Loopback, Offer));
        Assert.Equal("sdp-malformed", refused.Code);
        Assert.Equal(0, media.ReadCounters().Bridges);
    }

    private HttpClient Http() => new() { BaseAddress = node.Address };
}
