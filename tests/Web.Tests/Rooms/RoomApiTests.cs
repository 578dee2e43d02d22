using System.Net;
using System.Text.Json;
using Cluster.Actors.Policy;
using Microsoft.Extensions.DependencyInjection;
using Web.Tests.Accounts;

namespace Web.Tests.Rooms;

/// <summary>Rooms over HTTP: what anybody sees, what those see and change who run one, and whom a socket belongs to.</summary>
public sealed class RoomApiTests(SharedStore shared) : IClassFixture<SharedStore>
{
    private static int s_rooms;

    private readonly string _room = $"room{Interlocked.Increment(ref s_rooms)}";

    private string Path => $"/api/v1/rooms/{_room}";

    [Fact]
    public async Task Anybody_sees_whether_a_room_can_be_entered_and_no_more()
    {
        var ann = await AnnAsync();
        await PatchAsync(ann, new { title = "Quarterly secrets", password = "a word passed on" });
        using var guest = new Visitor(shared.Edge);
        var entry = await guest.GetAsync($"{Path}/entry");
        Assert.Equal("""{"creation":"open","underway":false,"mayOpen":true,"hasPassword":true,"expired":false}""", entry.Text);
        Assert.Equal(entry.Text, (await guest.GetAsync($"/api/v1/rooms/{_room.ToUpperInvariant()}/entry")).Text);
        Assert.True(entry.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task A_host_sets_a_room_up_before_anybody_is_in_and_finds_it_again()
    {
        var ann = await AnnAsync();
        var changed = await PatchAsync(ann, new { title = "Stand-up", startsMuted = true, mayShare = "moderators", chatHistory = "off", participantsMax = 12, moderators = Logins("ann") });
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        var info = changed.Json.GetProperty("info");
        Assert.Equal(("Stand-up", true, "moderators", "off", 12, true), (
            info.GetProperty("title").GetString(), info.GetProperty("startsMuted").GetBoolean(), info.GetProperty("mayShare").GetString(),
            info.GetProperty("chatHistory").GetString(), info.GetProperty("participantsMax").GetInt32(), info.GetProperty("namesModerators").GetBoolean()));
        Assert.Equal("""[{"login":"ann","name":"ann Example"}]""", changed.Json.GetProperty("moderators").GetRawText());
        Assert.Equal(changed.Text, (await ann.GetAsync(Path)).Text);
        var own = (await ann.GetAsync("/api/v1/rooms")).Json.GetProperty("rooms").EnumerateArray();
        Assert.Contains(own, room => room.GetProperty("name").GetString() == _room);
        Assert.DoesNotContain("password", changed.Text[..changed.Text.IndexOf("hasPassword", StringComparison.Ordinal)], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Moderators_are_named_by_login_and_a_wrong_one_is_named()
    {
        var ann = await AnnAsync();
        var unknown = await PatchAsync(ann, new { title = "Never", moderators = Logins("ann", "an") });
        Assert.Equal((HttpStatusCode.BadRequest, "account-unknown"), (unknown.Status, unknown.Code));
        Assert.Contains("\"an\"", unknown.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("", (await ann.GetAsync(Path)).Json.GetProperty("info").GetProperty("title").GetString());
        var many = await PatchAsync(ann, new { moderators = Enumerable.Range(0, 101).Select(i => $"x{i}") });
        Assert.Equal("bad-request", many.Code);
    }

    [Fact]
    public async Task A_host_the_room_does_not_name_sees_and_changes_nothing()
    {
        var login = $"{_room}host";
        await shared.Store.AddAsync(login);
        await PatchAsync(await AnnAsync(), new { title = "Ours", moderators = Logins("ann") });
        using var other = new Visitor(shared.Edge);
        await other.SignInAsync(login);
        foreach (var answer in (Answer[])[await other.GetAsync(Path), await PatchAsync(other, new { title = "Mine" }), await other.PostAsync($"{Path}/close")])
        {
            Assert.Equal((HttpStatusCode.Forbidden, "not-allowed"), (answer.Status, answer.Code));
            Assert.DoesNotContain("Ours", answer.Text, StringComparison.Ordinal);
        }

        Assert.Empty((await other.GetAsync("/api/v1/rooms")).Json.GetProperty("rooms").EnumerateArray());
    }

    [Theory]
    [InlineData("""{"title":7}""")]
    [InlineData("""{"mayShare":"nobody"}""")]
    [InlineData("""{"mayShare":1}""")]
    [InlineData("""{"participantsMax":"many"}""")]
    [InlineData("""{"participantsMax":0}""")]
    [InlineData("""{"participantsMax":2147483648}""")]
    [InlineData("""{"expiresAtMs":1}""")]
    [InlineData("""{"expiresAtMs":-1}""")]
    [InlineData("""{"moderators":"ann"}""")]
    [InlineData("""{"moderators":[7]}""")]
    [InlineData("[]")]
    public async Task A_change_that_is_none_is_refused_in_words(string change)
    {
        var answer = await (await AnnAsync()).SendAsync(HttpMethod.Patch, Path, change);
        Assert.Equal((HttpStatusCode.BadRequest, "bad-request"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("a%2Fb")]
    [InlineData("%1F")]
    [InlineData("%20")]
    [InlineData("..%2F..")]
    public async Task A_name_that_is_none_is_refused(string name)
    {
        using var guest = new Visitor(shared.Edge);
        Assert.Equal("bad-request", (await guest.GetAsync($"/api/v1/rooms/{name}/entry")).Code);
    }

    [Fact]
    public async Task The_socket_belongs_to_the_account_of_its_cookie()
    {
        var policy = shared.Store.Services.GetRequiredService<ServerPolicyDirectory>();
        Assert.IsType<PolicyReply.Changed>(await policy.SetAsync("rooms.creation", "authenticated"));
        try
        {
            var ann = await AnnAsync();
            Assert.Equal("authenticated", (await ann.GetAsync("/api/v1/me")).Json.GetProperty("rooms").GetProperty("creation").GetString());
            using var guest = await ConnectAsync(null);
            await guest.SendAsync(TestClient.JoinMessage("g", room: _room));
            Assert.Equal("waiting-for-host", (await guest.ReceiveAsync("waiting")).GetProperty("code").GetString());
            using var visitor = new Visitor(shared.Edge);
            Assert.False((await visitor.GetAsync($"{Path}/entry")).Json.GetProperty("mayOpen").GetBoolean());
            Assert.True((await ann.GetAsync($"{Path}/entry")).Json.GetProperty("mayOpen").GetBoolean());

            using var host = await ConnectAsync(ann.Cookie);
            await host.SendAsync(TestClient.JoinMessage("h", room: _room));
            Assert.Equal("moderator", OwnRole(await host.ReceiveAsync("joined")));
            Assert.Equal("participant", OwnRole(await guest.ReceiveAsync("joined")));
            Assert.Equal(2, (await ann.GetAsync(Path)).Json.GetProperty("participants").GetInt32());

            Assert.Equal(HttpStatusCode.NoContent, (await ann.PostAsync($"{Path}/close")).Status);
            Assert.Equal("meeting-ended", (await guest.ReceiveAsync("ended")).GetProperty("code").GetString());
        }
        finally
        {
            await policy.ResetAsync("rooms.creation");
        }
    }

    private async Task<Visitor> AnnAsync()
    {
        var ann = shared.Store.Visit(shared.Edge);
        Assert.Equal(HttpStatusCode.OK, (await ann.SignInAsync("ann")).Status);
        return ann;
    }

    private static string? OwnRole(JsonElement joined) => joined.GetProperty("participants").EnumerateArray()
        .Single(one => one.GetProperty("id").GetString() == joined.GetProperty("self").GetString()).GetProperty("role").GetString();

    private static string[] Logins(params string[] logins) => logins;

    private Task<Answer> PatchAsync(Visitor visitor, object change) => visitor.SendAsync(HttpMethod.Patch, Path, JsonSerializer.Serialize(change));

    private Task<TestClient> ConnectAsync(string? cookie) =>
        TestClient.ConnectAsync(new UriBuilder(shared.Edge) { Scheme = "ws", Path = "/api/v1/signalling" }.Uri, null, "parley.v1", cookie);
}
