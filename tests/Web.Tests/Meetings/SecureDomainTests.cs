using System.Text.Json;
using Cluster.Actors.Accounts;
using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;
using Cluster.Media;
using Microsoft.Extensions.DependencyInjection;
using Web.Tests.Accounts;

namespace Web.Tests.Meetings;

/// <summary>The secure domain and a moderator's power by the protocol alone: real sockets, real sign-in, the real control plane.</summary>
public sealed class SecureDomainTests : IAsyncLifetime
{
    private readonly NodeUnderTest _node = new();
    private readonly string _room = $"room-{Guid.NewGuid():N}";
    private string _cookie = "";

    public async Task InitializeAsync()
    {
        await _node.InitializeAsync();
        Assert.IsType<AccountReply.Created>(
            await _node.Services.GetRequiredService<AccountDirectory>().CreateAsync("ann", "Ann", StoreUnderTest.Password, AccountRole.Host));
        using var visitor = new Visitor(_node.Address);
        Assert.True((await visitor.SignInAsync("ann")).Status == System.Net.HttpStatusCode.OK, "sign-in");
        _cookie = visitor.Cookie!;
    }

    public Task DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Guests_wait_for_a_host_learn_nothing_meanwhile_and_come_in_by_themselves()
    {
        await CloseToGuestsAsync();
        using var bob = await _node.ConnectAsync();
        await bob.SendAsync(Join("b", "Bob"));
        var waiting = await bob.ReceiveAsync();
        Assert.Equal(("waiting", "b", "waiting-for-host"), (Text(waiting, "type"), Text(waiting, "id"), Text(waiting, "code")));
        await bob.SendAsync("""{"type":"chat","id":"c","text":"anybody?"}""");
        Assert.Equal("not-joined", Text(await bob.ReceiveAsync(), "code"));
        await bob.SendAsync("""{"type":"ping","number":1}""");
        Assert.Equal("pong", Text(await bob.ReceiveAsync(), "type"));

        using var ann = await _node.ConnectAsync(_cookie);
        var annJoined = await JoinAsync(ann, "Ann");
        Assert.Equal("moderator", Text(Self(annJoined), "role"));
        Assert.True(Self(annJoined).GetProperty("host").GetBoolean());
        Assert.Equal("authenticated", Text(annJoined.GetProperty("room"), "creation"));
        var bobJoined = await bob.ReceiveAsync();
        Assert.Equal(("joined", "b", "participant"), (Text(bobJoined, "type"), Text(bobJoined, "id"), Text(Self(bobJoined), "role")));
    }

    [Fact]
    public async Task Opening_the_server_lets_those_who_wait_in_at_once()
    {
        await CloseToGuestsAsync();
        using var bob = await _node.ConnectAsync();
        await bob.SendAsync(Join("b", "Bob"));
        await bob.ReceiveAsync("waiting");
        Assert.IsType<PolicyReply.Changed>(await _node.Services.GetRequiredService<ServerPolicyDirectory>().ResetAsync("rooms.creation"));
        Assert.Equal("moderator", Text(Self(await bob.ReceiveAsync("joined")), "role"));
    }

    [Fact]
    public async Task Leaving_while_waiting_ends_it()
    {
        await CloseToGuestsAsync();
        using var bob = await _node.ConnectAsync();
        await bob.SendAsync(Join("b", "Bob"));
        await bob.ReceiveAsync("waiting");
        await bob.SendAsync("""{"type":"leave"}""");
        Assert.Equal("left", Text(await bob.ReceiveAsync("ended"), "code"));
        Assert.Equal("1000 left", await bob.ReceiveCloseAsync());
    }

    [Fact]
    public async Task When_the_last_host_leaves_everyone_is_told_when_it_ends()
    {
        await CloseToGuestsAsync();
        await SetAsync("rooms.when-hosts-leave", "end");
        await SetAsync("rooms.host-grace", "100 ms");
        using var ann = await _node.ConnectAsync(_cookie);
        await JoinAsync(ann, "Ann");
        using var bob = await _node.ConnectAsync();
        Assert.True((await JoinAsync(bob, "Bob")).GetProperty("hosts").GetProperty("present").GetBoolean());
        await ann.SendAsync("""{"type":"leave"}""");
        var hosts = await bob.ReceiveAsync("hosts");
        Assert.False(hosts.GetProperty("present").GetBoolean());
        Assert.True(hosts.GetProperty("endsAtMs").GetInt64() > 0);
        Assert.Equal("host-left", Text(await bob.ReceiveAsync("ended"), "code"));
    }

    [Fact]
    public async Task A_muted_microphone_is_not_forwarded_whatever_its_owner_says_until_a_moderator_unlocks_it()
    {
        using var ann = await _node.ConnectAsync();
        await JoinAsync(ann, "Ann");
        using var bob = await _node.ConnectAsync();
        var joined = await JoinAsync(bob, "Bob");
        var self = Text(joined, "self");
        var source = new SourceNumber((uint)joined.GetProperty("sources")[0].GetProperty("number").GetInt64());
        await bob.SendAsync(Devices(microphoneOn: true, 0));

        await ann.SendAsync($$"""{"type":"mute","id":"m","device":"microphone","locked":true,"participant":"{{self}}"}""");
        Assert.Equal("m", Text(await ann.ReceiveAsync("done"), "id"));
        var muted = await bob.ReceiveAsync("muted");
        Assert.Equal(("microphone", true, 1L, "Ann"), (Text(muted, "device"), muted.GetProperty("locked").GetBoolean(), muted.GetProperty("mark").GetInt64(), Text(muted, "by")));
        await bob.SendAsync(Devices(microphoneOn: true, 1_000));
        await bob.SendAsync("""{"type":"offer","id":"o","sdp":"again","sources":[{"mid":"0","kind":"microphone"}],"slots":[]}""");
        await bob.ReceiveAsync("answer");
        Assert.True(IsMuted(source), "muted sources are not forwarded");
        Assert.True(_node.Media.Offers.Last().Sources.Single().Muted);

        await ann.SendAsync($$"""{"type":"unlock","id":"u","device":"microphone","participant":"{{self}}"}""");
        await ann.ReceiveAsync("done");
        while (!(await bob.ReceiveAsync("roster")).GetProperty("changed").EnumerateArray().Any(person => !person.GetProperty("locked").GetProperty("microphone").GetBoolean()))
        {
        }

        Assert.True(IsMuted(source), "unlocking does not switch on");
        await bob.SendAsync(Devices(microphoneOn: true, 1));
        await bob.SendAsync("""{"type":"rename","id":"n","name":"Bob B."}""");
        await bob.ReceiveAsync("done");
        Assert.False(IsMuted(source), "its owner may switch on again");
    }

    [Fact]
    public async Task A_moderator_promotes_removes_and_ends()
    {
        using var ann = await _node.ConnectAsync();
        await JoinAsync(ann, "Ann");
        using var bob = await _node.ConnectAsync();
        var bobSelf = Text(await JoinAsync(bob, "Bob"), "self");
        using var cyd = await _node.ConnectAsync();
        var cydSelf = Text(await JoinAsync(cyd, "Cyd"), "self");
        await bob.SendAsync($$"""{"type":"remove","id":"r","participant":"{{cydSelf}}"}""");
        Assert.Equal("not-allowed", Text(await bob.ReceiveAsync("refused"), "code"));
        await ann.SendAsync($$"""{"type":"role","id":"p","participant":"{{bobSelf}}","role":"moderator"}""");
        Assert.Equal("p", Text(await ann.ReceiveAsync("done"), "id"));
        await bob.SendAsync($$"""{"type":"remove","id":"r","participant":"{{cydSelf}}"}""");
        Assert.Equal("r", Text(await bob.ReceiveAsync("done"), "id"));
        Assert.Equal("removed", Text(await cyd.ReceiveAsync("ended"), "code"));
        Assert.Equal("1000 removed", await cyd.ReceiveCloseAsync());
        await bob.SendAsync("""{"type":"end-meeting","id":"e"}""");
        Assert.Equal("e", Text(await bob.ReceiveAsync("done"), "id"));
        Assert.Equal("meeting-ended", Text(await bob.ReceiveAsync("ended"), "code"));
        Assert.Equal("meeting-ended", Text(await ann.ReceiveAsync("ended"), "code"));
    }

    [Fact]
    public async Task After_a_reload_a_moderator_is_one_still_and_the_old_tile_is_gone()
    {
        using var ann = await _node.ConnectAsync();
        var joined = await JoinAsync(ann, "Ann");
        using var bob = await _node.ConnectAsync();
        await JoinAsync(bob, "Bob");
        ann.Socket.Abort();
        using var again = await _node.ConnectAsync();
        await again.SendAsync(Join("j", "Ann", Text(joined, "returnToken")));
        var back = await again.ReceiveAsync("joined");
        Assert.Equal("moderator", Text(Self(back), "role"));
        Assert.Equal(Text(joined, "returnToken"), Text(back, "returnToken"));
        Assert.Equal(["Ann", "Bob"], back.GetProperty("participants").EnumerateArray().Select(person => Text(person, "name")).Order());
        using var eve = await _node.ConnectAsync();
        await eve.SendAsync(Join("j", "Ann", new string('A', 43)));
        Assert.Equal("participant", Text(Self(await eve.ReceiveAsync("joined")), "role"));
    }

    [Fact]
    public async Task A_patch_that_names_moderators_over_the_socket_names_nobody()
    {
        using var ann = await _node.ConnectAsync();
        await JoinAsync(ann, "Ann");
        await ann.SendAsync("""{"type":"room-settings","id":"s","patch":{"title":"T","moderators":["00112233445566778899aabbccddeeff"]}}""");
        await ann.ReceiveAsync("done");
        Assert.True(RoomName.TryCreate(_room, out var name, out _));
        var shown = Assert.IsType<RoomAnswer.Shown>(await _node.Services.GetRequiredService<RoomDirectory>().ShowAsync(name, null));
        Assert.Equal(("T", 0), (shown.Details.Info.Title, shown.Details.Moderators.Count));
    }

    private bool IsMuted(SourceNumber source) => _node.Media.Muted.Single(entry => entry.Key.Source == source).Value;

    private Task CloseToGuestsAsync() => SetAsync("rooms.creation", "authenticated");

    private async Task SetAsync(string key, string value) =>
        Assert.IsType<PolicyReply.Changed>(await _node.Services.GetRequiredService<ServerPolicyDirectory>().SetAsync(key, value));

    private async Task<JsonElement> JoinAsync(TestClient client, string name)
    {
        await client.SendAsync(Join("j", name));
        return await client.ReceiveAsync("joined");
    }

    private string Join(string id, string name, string? returnToken = null) => $$"""
        {"type":"join","version":1,"id":"{{id}}","room":"{{_room}}","name":"{{name}}","devices":{"microphoneOn":true,"cameraOn":false,"screenOn":false},
         "sdp":"offer of {{name}}","sources":[{"mid":"0","kind":"microphone"}],"slots":[{"mid":"1","use":"speech"}]{{(returnToken is null ? "" : $",\"returnToken\":\"{returnToken}\"")}}}
        """;

    private static string Devices(bool microphoneOn, long mark) =>
        $$"""{"type":"devices","state":{"microphoneOn":{{(microphoneOn ? "true" : "false")}},"cameraOn":false,"screenOn":false},"mark":{{mark}}}""";

    private static string Text(JsonElement element, string field) => element.GetProperty(field).GetString()!;

    private static JsonElement Self(JsonElement joined) =>
        joined.GetProperty("participants").EnumerateArray().Single(person => Text(person, "id") == Text(joined, "self"));
}
