using Akka.Actor;
using Akka.TestKit;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Rooms;

namespace Actors.Tests.Participants;

public sealed class ParticipantResumeTests : ParticipantActorTestBase
{
    [Fact]
    public void A_lost_socket_shows_as_reconnecting_and_a_resume_brings_everything_back_with_media_untouched()
    {
        var joined = Enter();
        Participant.Tell(new BridgeNotice.EndpointConnected());
        Assert.True(Connection.ExpectMsg<ParticipantNotice.MediaState>().Connected);
        Sys.Stop(Connection.Ref);
        Assert.Equal(Presence.Reconnecting, Rooms.ExpectMsg<RoomCommand.SetPresence>().Presence);
        Time.Advance(OneNode.Settings.ResumeGrace - TimeSpan.FromSeconds(1));

        var newer = CreateTestProbe();
        Tell(new ParticipantCommand.Resume(Key, "resume", joined.ResumeToken, 7), newer);
        Assert.Equal(Presence.Present, Rooms.ExpectMsg<RoomCommand.SetPresence>().Presence);
        Assert.Equal(7, Rooms.ExpectMsg<RoomCommand.Look>().ChatSeen);
        Participant.Tell(new ParticipantNotice.SpeakersChanged([9]));
        View("resume");
        var again = newer.ExpectMsg<ParticipantNotice.Joined>();
        Assert.Equal((true, null, joined.ResumeToken, true), (again.Resumed, again.AnswerSdp, again.ResumeToken, again.MediaConnected));
        Time.Advance(OneNode.Settings.ResumeGrace * 2);
        newer.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Bridges.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void After_the_grace_period_it_leaves()
    {
        Enter();
        Tell(new ParticipantCommand.ConnectionLost(Key));
        Rooms.ExpectMsg<RoomCommand.SetPresence>();
        Time.Advance(OneNode.Settings.ResumeGrace);
        Assert.Equal("expired", Connection.ExpectMsg<ParticipantNotice.Ended>().Code);
        Bridges.ExpectMsg<BridgeCommand.CloseEndpoint>();
        Rooms.ExpectMsg<RoomCommand.Leave>();
        IsOver();
    }

    [Fact]
    public void Who_was_told_to_come_by_another_node_is_not_shown_as_reconnecting_unless_it_takes_long()
    {
        var joined = Enter();
        Tell(new ParticipantCommand.ConnectionLost(Key, ComesBack: true));
        var other = CreateTestProbe();
        Tell(new ParticipantCommand.Resume(Key, "resume", joined.ResumeToken, 0), other);
        Rooms.ExpectMsg<RoomCommand.Look>();
        View("resume");
        other.ExpectMsg<ParticipantNotice.Joined>();

        Tell(new ParticipantCommand.ConnectionLost(Key, ComesBack: true), other);
        Rooms.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(Presence.Reconnecting, Rooms.ExpectMsg<RoomCommand.SetPresence>().Presence);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData(null)]
    public void A_wrong_token_changes_nothing(string? token)
    {
        var joined = Enter();
        var stranger = CreateTestProbe();
        Tell(new ParticipantCommand.Resume(Key, "resume", token!, 0), stranger);
        Assert.Equal("resume-unknown", Refused(stranger));
        Participant.Tell(new ParticipantNotice.Said(new ChatLine(1, "b", "Bob", null, "hi", 1)));
        Assert.Equal("hi", Connection.ExpectMsg<ParticipantNotice.Said>().Line.Text);
        Assert.Equal(43, joined.ResumeToken.Length);
        Rooms.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_newer_connection_replaces_the_older()
    {
        var joined = Enter();
        var newer = CreateTestProbe();
        Tell(new ParticipantCommand.Resume(Key, "resume", joined.ResumeToken, 0), newer);
        Assert.Equal("replaced", Connection.ExpectMsg<ParticipantNotice.Ended>().Code);
        Rooms.ExpectMsg<RoomCommand.Look>();
        View("resume");
        newer.ExpectMsg<ParticipantNotice.Joined>();
        Tell(new ParticipantCommand.ConnectionLost(Key));
        Tell(new ParticipantCommand.Leave(Key));
        Tell(new ParticipantCommand.Rename(Key, "rename", "Eve"));
        Assert.Equal("not-allowed", Refused());
        Rooms.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }
}
