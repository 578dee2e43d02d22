using System.Text.Json;
using Akka.Actor;
using Akka.Remote;
using Microsoft.Extensions.DependencyInjection;

namespace Web.Tests.Meetings;

/// <summary>Whole meetings by the protocol alone, from the socket to the room and back.</summary>
public sealed class MeetingTests(NodeUnderTest node) : IClassFixture<NodeUnderTest>
{
    private readonly string _room = $"room-{Guid.NewGuid():N}";

    [Fact]
    public async Task Two_join_see_each_other_and_talk()
    {
        using var ann = await node.ConnectAsync();
        var annJoined = await JoinAsync(ann, "Ann");
        Assert.Equal("answer to offer of Ann", annJoined.GetProperty("sdp").GetString());
        Assert.Equal("moderator", Self(annJoined).GetProperty("role").GetString());

        using var bob = await node.ConnectAsync();
        var bobJoined = await JoinAsync(bob, "Bob");
        Assert.Equal(["Ann", "Bob"], bobJoined.GetProperty("participants").EnumerateArray().Select(person => person.GetProperty("name").GetString()!).Order());
        Assert.Equal("participant", Self(bobJoined).GetProperty("role").GetString());
        Assert.Contains("Bob", await RosterAsync(ann, "came", "Bob"), StringComparison.Ordinal);

        await bob.SendAsync("""{"type":"chat","id":"c","text":"hello"}""");
        Assert.Equal("hello", (await ann.ReceiveAsync("chat")).GetProperty("line").GetProperty("text").GetString());
        Assert.Equal("Bob", (await bob.ReceiveAsync("chat")).GetProperty("line").GetProperty("fromName").GetString());

        await bob.SendAsync("""{"type":"leave"}""");
        Assert.Equal("left", (await bob.ReceiveAsync("ended")).GetProperty("code").GetString());
        while ((await ann.ReceiveAsync("roster")).GetProperty("left").GetArrayLength() == 0)
        {
        }
    }

    [Fact]
    public async Task A_room_with_a_password_asks_for_it_and_the_socket_may_try_again()
    {
        using var ann = await node.ConnectAsync();
        await JoinAsync(ann, "Ann");
        await ann.SendAsync("""{"type":"room-settings","id":"p","patch":{"password":"open sesame"}}""");
        Assert.Equal("p", (await ann.ReceiveAsync("done")).GetProperty("id").GetString());

        using var bob = await node.ConnectAsync();
        await bob.SendAsync(Join("1", "Bob"));
        Assert.Equal("password-required", (await bob.ReceiveAsync("refused")).GetProperty("code").GetString());
        await bob.SendAsync(Join("2", "Bob", password: "wrong"));
        Assert.Equal("password-wrong", (await bob.ReceiveAsync("refused")).GetProperty("code").GetString());
        await bob.SendAsync(Join("3", "Bob", password: "open sesame"));
        var joined = await bob.ReceiveAsync("joined");
        Assert.Equal("3", joined.GetProperty("id").GetString());
        Assert.DoesNotContain("sesame", joined.GetRawText(), StringComparison.Ordinal);

        await bob.SendAsync("""{"type":"room-settings","id":"q","patch":{"password":""}}""");
        Assert.Equal("not-allowed", (await bob.ReceiveAsync("refused")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_lost_socket_resumes_with_role_place_and_what_was_said_meanwhile()
    {
        using var ann = await node.ConnectAsync();
        var annJoined = await JoinAsync(ann, "Ann");
        using var bob = await node.ConnectAsync();
        await JoinAsync(bob, "Bob");
        var closedBefore = node.Media.Closed.Count;
        ann.Socket.Abort();
        while (!(await bob.ReceiveAsync("roster")).GetProperty("changed").EnumerateArray().Any(person => person.GetProperty("presence").GetString() == "reconnecting"))
        {
        }

        await bob.SendAsync("""{"type":"chat","id":"c","text":"where are you?"}""");
        await bob.ReceiveAsync("chat");

        using var again = await node.ConnectAsync();
        await again.SendAsync(Resume(annJoined, annJoined.GetProperty("resumeToken").GetString()!));
        var resumed = await again.ReceiveAsync("joined");
        Assert.True(resumed.GetProperty("resumed").GetBoolean());
        Assert.Equal(annJoined.GetProperty("self").GetString(), resumed.GetProperty("self").GetString());
        Assert.Equal("moderator", Self(resumed).GetProperty("role").GetString());
        Assert.Equal("where are you?", resumed.GetProperty("chat").EnumerateArray().Single().GetProperty("text").GetString());
        Assert.Equal(closedBefore, node.Media.Closed.Count);
    }

    [Fact]
    public async Task Whoever_has_not_the_token_does_not_resume_another()
    {
        using var ann = await node.ConnectAsync();
        var annJoined = await JoinAsync(ann, "Ann");
        using var eve = await node.ConnectAsync();
        await eve.SendAsync(Resume(annJoined, "guess"));
        Assert.Equal("resume-unknown", (await eve.ReceiveAsync("refused")).GetProperty("code").GetString());
        await ann.SendAsync("""{"type":"ping","number":3}""");
        await ann.ReceiveAsync("pong");
    }

    [Fact]
    public async Task A_second_socket_replaces_the_first()
    {
        using var first = await node.ConnectAsync();
        var joined = await JoinAsync(first, "Ann");
        using var second = await node.ConnectAsync();
        await second.SendAsync(Resume(joined, joined.GetProperty("resumeToken").GetString()!));
        Assert.True((await second.ReceiveAsync("joined")).GetProperty("resumed").GetBoolean());
        Assert.Equal("replaced", (await first.ReceiveAsync("ended")).GetProperty("code").GetString());
        Assert.Equal("1000 replaced", await first.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Whose_bridge_is_on_a_node_to_which_the_connection_broke_hears_it_at_once_and_so_does_who_comes_back()
    {
        using var ann = await node.ConnectAsync();
        var joined = await JoinAsync(ann, "Ann");
        var ticket = (await ann.ReceiveAsync("tickets")).GetProperty("bridge").GetString()!;
        var system = node.Services.GetRequiredService<ActorSystem>();
        var here = Akka.Cluster.Cluster.Get(system).SelfAddress;
        system.EventStream.Publish(new DisassociatedEvent(here, here, inbound: false));
        await ann.ReceiveAsync("doubt");

        using var again = await node.ConnectAsync();
        await again.SendAsync(Resume(joined, joined.GetProperty("resumeToken").GetString()!, ticket));
        await again.ReceiveAsync("doubt");
        system.EventStream.Publish(new AssociatedEvent(here, here, inbound: false));
    }

    [Fact]
    public async Task What_the_media_plane_refuses_comes_back_with_its_code_and_a_further_offer_is_answered()
    {
        using var ann = await node.ConnectAsync();
        await JoinAsync(ann, "Ann");
        await ann.SendAsync("""{"type":"offer","id":"1","sdp":"refuse me","sources":[],"slots":[]}""");
        Assert.Equal("sdp-malformed", (await ann.ReceiveAsync("refused")).GetProperty("code").GetString());
        await ann.SendAsync("""{"type":"offer","id":"2","sdp":"again","sources":[{"mid":"0","kind":"microphone"},{"mid":"4","kind":"screen"}],"slots":[]}""");
        var answer = await ann.ReceiveAsync("answer");
        Assert.Equal("answer to again", answer.GetProperty("sdp").GetString());
        Assert.Equal(["microphone", "screen"], answer.GetProperty("sources").EnumerateArray().Select(source => source.GetProperty("kind").GetString()));
    }

    private static string Resume(JsonElement joined, string token, string? ticket = null) => $$"""
        {"type":"resume","version":1,"id":"r","room":"{{joined.GetProperty("room").GetProperty("name").GetString()}}",
         "self":"{{joined.GetProperty("self").GetString()}}","resumeToken":"{{token}}","chatSeen":0{{(ticket is null ? "" : $",\"ticket\":\"{ticket}\"")}}}
        """;

    private static JsonElement Self(JsonElement joined) =>
        joined.GetProperty("participants").EnumerateArray().Single(person => person.GetProperty("id").GetString() == joined.GetProperty("self").GetString());

    private static async Task<string> RosterAsync(TestClient client, string list, string name)
    {
        while (true)
        {
            var people = (await client.ReceiveAsync("roster")).GetProperty(list).GetRawText();
            if (people.Contains(name, StringComparison.Ordinal))
            {
                return people;
            }
        }
    }

    private string Join(string id, string name, string? password = null) => $$"""
        {"type":"join","version":1,"id":"{{id}}","room":"{{_room}}","name":"{{name}}","devices":{"microphoneOn":true,"cameraOn":false,"screenOn":false},
         "sdp":"offer of {{name}}","sources":[{"mid":"0","kind":"microphone"}],"slots":[{"mid":"1","use":"speech"}]{{(password is null ? "" : $",\"password\":\"{password}\"")}}}
        """;

    private async Task<JsonElement> JoinAsync(TestClient client, string name)
    {
        await client.SendAsync(Join("j", name));
        return await client.ReceiveAsync("joined");
    }
}
