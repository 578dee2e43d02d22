using Akka.Actor;
using Cluster.Actors.Participants;

namespace Web.Tests.Signalling;

/// <summary>A meeting as a client on a real socket lives it.</summary>
public sealed class SignallingTests
{
    [Fact]
    public async Task A_join_reaches_the_participant_and_its_answer_the_client()
    {
        await using var edge = await EdgeUnderTest.StartAsync();
        using var client = await edge.ConnectAsync();
        Assert.Equal("parley.v1", client.Socket.SubProtocol);
        await client.SendAsync(TestClient.JoinMessage("j1", room: " Big Room "));

        var (command, connection) = await edge.NextAskedAsync();
        var join = Assert.IsType<ParticipantCommand.Join>(command);
        Assert.Equal("big-room", join.Key.Room);
        Assert.Equal(22, join.Key.Participant.Length);
        Assert.Equal("Ann", join.Name);
        Assert.Equal("0", join.Media.Sources.Single().Mid);

        connection.Tell(Samples.Joined("j1", join.Key.Participant), ActorRefs.NoSender);
        var joined = await client.ReceiveAsync();
        Assert.Equal("joined", joined.GetProperty("type").GetString());
        Assert.Equal(join.Key.Participant, joined.GetProperty("self").GetString());
        Assert.Equal("v=0", joined.GetProperty("sdp").GetString());
    }

    [Fact]
    public async Task Participant_ids_are_never_the_same()
    {
        await using var edge = await EdgeUnderTest.StartAsync();
        using var client = await edge.ConnectAsync();
        await client.SendAsync(TestClient.JoinMessage("j1"));
        var first = await edge.NextAskedAsync();
        first.Connection.Tell(new ParticipantNotice.Refused("j1", "password-required", "This room has a password."), ActorRefs.NoSender);
        Assert.Equal("password-required", (await client.ReceiveAsync()).GetProperty("code").GetString());
        await client.SendAsync(TestClient.JoinMessage("j2"));
        var second = await edge.NextAskedAsync();
        Assert.NotEqual(first.Command.Key.Participant, second.Command.Key.Participant);
    }

    [Fact]
    public async Task A_socket_lost_without_a_word_is_reported_once()
    {
        await using var edge = await EdgeUnderTest.StartAsync();
        var (client, join, _) = await edge.JoinAsync();
        client.Socket.Abort();
        var lost = Assert.IsType<ParticipantCommand.ConnectionLost>((await edge.NextAskedAsync()).Command);
        Assert.Equal(join.Command.Key, lost.Key);
    }

    [Fact]
    public async Task A_lost_client_resumes_on_a_new_socket()
    {
        await using var edge = await EdgeUnderTest.StartAsync();
        var (first, join, self) = await edge.JoinAsync();
        first.Socket.Abort();
        await edge.NextAskedAsync();
        using var second = await edge.ConnectAsync();
        await second.SendAsync($$"""{"type":"resume","version":1,"id":"r","room":"atrium","self":"{{self}}","resumeToken":"token","chatSeen":3}""");
        var (command, connection) = await edge.NextAskedAsync();
        Assert.Equal(new ParticipantCommand.Resume(join.Command.Key, "r", "token", 3), command);
        connection.Tell(Samples.Joined("r", self, resumed: true), ActorRefs.NoSender);
        var joined = await second.ReceiveAsync();
        Assert.True(joined.GetProperty("resumed").GetBoolean());
        Assert.False(joined.TryGetProperty("sdp", out _));
    }

    [Fact]
    public async Task Leaving_is_answered_and_closes_the_socket_without_a_lost_connection()
    {
        await using var edge = await EdgeUnderTest.StartAsync();
        var (client, join, _) = await edge.JoinAsync();
        await client.SendAsync("""{"type":"leave"}""");
        Assert.Equal(new ParticipantCommand.Leave(join.Command.Key), (await edge.NextAskedAsync()).Command);
        join.Connection.Tell(new ParticipantNotice.Ended("left", "You left."), ActorRefs.NoSender);
        Assert.Equal("left", (await client.ReceiveAsync()).GetProperty("code").GetString());
        Assert.Equal("1000 left", await client.ReceiveCloseAsync());

        // The next command the region hears is another client's: nothing came from the one that left.
        using var other = await edge.ConnectAsync();
        await other.SendAsync(TestClient.JoinMessage("j9"));
        Assert.IsType<ParticipantCommand.Join>((await edge.NextAskedAsync()).Command);
    }

    [Fact]
    public async Task A_stopping_node_tells_everyone()
    {
        await using var edge = await EdgeUnderTest.StartAsync();
        var (client, _, _) = await edge.JoinAsync();
        using var outside = await edge.ConnectAsync();
        await outside.SendAsync("""{"type":"ping","number":1}""");
        await outside.ReceiveAsync("pong");
        edge.Gate.Close();
        Assert.Equal("node-stopping", (await client.ReceiveAsync("ended")).GetProperty("code").GetString());
        Assert.Equal("1001 node-stopping", await client.ReceiveCloseAsync());
        Assert.Equal("1001 node-stopping", await outside.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Requests_are_answered_by_their_ids_and_notices_go_through()
    {
        await using var edge = await EdgeUnderTest.StartAsync();
        var (client, join, _) = await edge.JoinAsync();
        await client.SendAsync("""{"type":"offer","id":"o","sdp":"v=1","sources":[],"slots":[]}""");
        Assert.Equal("v=1", Assert.IsType<ParticipantCommand.Renegotiate>((await edge.NextAskedAsync()).Command).Media.Sdp);
        join.Connection.Tell(new ParticipantNotice.SpeakersChanged([4]), ActorRefs.NoSender);
        join.Connection.Tell(new ParticipantNotice.Answered("o", "v=2", []), ActorRefs.NoSender);
        join.Connection.Tell(new ParticipantNotice.Refused("", "sdp-lost", "Lost."), ActorRefs.NoSender);
        Assert.Equal(4, (await client.ReceiveAsync()).GetProperty("sources")[0].GetInt32());
        Assert.Equal("v=2", (await client.ReceiveAsync()).GetProperty("sdp").GetString());
        Assert.False((await client.ReceiveAsync()).TryGetProperty("id", out _));
    }
}
