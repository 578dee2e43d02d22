using Akka.Actor;
using Cluster.Actors.Accounts;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Rooms;
using Cluster.Media;

namespace Actors.Tests.Participants;

/// <summary>Waiting, coming back and being moderated, as a participant's entity does it.</summary>
public sealed class ParticipantModerationTests : ParticipantActorTestBase
{
    private static readonly DeviceState AllOn = new(true, true, true);

    [Fact]
    public void Waiting_has_no_time_limit_and_the_kept_offer_is_answered_when_the_room_admits()
    {
        Join();
        Rooms.ExpectMsg<RoomCommand.Admit>();
        Participant.Tell(new RoomReply.Waiting("join", "waiting-for-host", "Not yet."));
        Assert.Equal("waiting-for-host", Connection.ExpectMsg<ParticipantNotice.Waiting>().Code);
        Time.Advance(TimeSpan.FromDays(1));
        Connection.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Participant.Tell(new RoomReply.Admitted("join", 5, Bridge, new DeviceState(true, true, false), DeviceControl.Free, true));
        Answer();
        Rooms.ExpectMsg<RoomCommand.Enter>();
        View();
        Assert.Equal("answer", Connection.ExpectMsg<ParticipantNotice.Joined>().AnswerSdp);
    }

    [Fact]
    public void Once_admitted_it_must_not_take_for_ever()
    {
        Join();
        Rooms.ExpectMsg<RoomCommand.Admit>();
        Participant.Tell(new RoomReply.Waiting("join", "waiting-for-host", "Not yet."));
        Connection.ExpectMsg<ParticipantNotice.Waiting>();
        Participant.Tell(new RoomReply.Admitted("join", 5, Bridge, AllOn, DeviceControl.Free, true));
        Bridges.ExpectMsg<BridgeCommand.Negotiate>();
        Time.Advance(OneNode.Settings.AdmissionTimeout);
        Assert.Equal("try-again", Refused());
    }

    [Fact]
    public void Leaving_or_losing_the_socket_while_waiting_gives_the_place_back()
    {
        Join();
        Rooms.ExpectMsg<RoomCommand.Admit>();
        Participant.Tell(new RoomReply.Waiting("join", "waiting-for-host", "Not yet."));
        Tell(new ParticipantCommand.ConnectionLost(Key));
        Rooms.ExpectMsg<RoomCommand.Leave>();
        IsOver();
    }

    [Fact]
    public void A_return_token_is_told_to_the_client_its_hash_to_the_room_and_it_is_kept()
    {
        var first = Enter();
        Assert.Equal(43, first.ReturnToken.Length);
        Assert.NotEqual(first.ResumeToken, first.ReturnToken);
        var again = CreateTestProbe();
        var key = ParticipantKey.New(Room);
        var entity = Shard.ChildActorOf(Props.Create(() => new ParticipantActor(
            key, Room, new ParticipantServices(OneNode.Settings, Time, Rooms.Ref, Bridges.Ref, Seal))));
        var account = new AccountIdentity(AccountId.New(), "ann", "Ann", AccountRole.Host);
        entity.Tell(
            new ParticipantCommand.Join(
                key, "join", "Ann", null, AllOn, Offer(SourceKind.Microphone), account, first.ReturnToken, "198.51.100.7"),
            again.Ref);
        var admit = Rooms.ExpectMsg<RoomCommand.Admit>();
        Assert.Equal((account, "198.51.100.7", 64), (admit.Account, admit.From, admit.ReturnHash!.Length));
        Assert.DoesNotContain(first.ReturnToken, admit.ReturnHash, StringComparison.Ordinal);
        Assert.Equal(Cluster.Actors.Security.ReturnToken.Of(first.ReturnToken).Hash, admit.ReturnHash);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/")]
    public void What_cannot_be_a_return_token_is_replaced_by_a_new_one(string brought) =>
        Assert.NotEqual(brought, Cluster.Actors.Security.ReturnToken.Of(brought).Text);

    [Fact]
    public void A_mute_stops_the_source_and_a_word_that_was_on_its_way_does_not_undo_it()
    {
        Enter();
        Participant.Tell(new RoomReply.Muted(Device.Microphone, false, 1, "Bob"));
        Assert.Equal([5u], Bridges.ExpectMsg<BridgeCommand.SetMuted>().Muted);
        Assert.Equal(new ParticipantNotice.Muted(Device.Microphone, false, 1, "Bob"), Connection.ExpectMsg<ParticipantNotice.Muted>());
        Tell(new ParticipantCommand.SetDevices(Key, new DeviceState(true, true, false), Mark: 0));
        Bridges.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Tell(new ParticipantCommand.SetDevices(Key, new DeviceState(true, true, false), Mark: 1));
        Assert.Equal([5u, 6u], Bridges.ExpectMsg<BridgeCommand.SetMuted>().Heard.Order());
        Assert.Equal((true, 1L), Rooms.ExpectMsg<RoomCommand.SetDevices>() is var said ? (said.Devices.MicrophoneOn, said.Mark) : default);
    }

    [Fact]
    public void What_is_locked_starts_muted_in_every_further_offer_whatever_the_client_says()
    {
        Enter();
        Participant.Tell(new RoomReply.Muted(Device.Camera, true, 1, "Bob"));
        Bridges.ExpectMsg<BridgeCommand.SetMuted>();
        Tell(new ParticipantCommand.SetDevices(Key, AllOn, Mark: long.MaxValue));
        Tell(new ParticipantCommand.Renegotiate(Key, "offer", Offer(SourceKind.Microphone, SourceKind.Camera)));
        var offer = Bridges.FishForMessage<BridgeCommand.Negotiate>(_ => true);
        Assert.Equal([false, true], offer.Sources.Select(source => source.Muted));
        Participant.Tell(new RoomReply.Unlocked(Device.Camera));
        Tell(new ParticipantCommand.SetDevices(Key, AllOn, Mark: 1));
        Assert.Contains(6u, Bridges.FishForMessage<BridgeCommand.SetMuted>(_ => true).Heard);
    }

    [Fact]
    public void A_screen_that_may_not_be_shared_any_more_stops_and_the_client_is_told()
    {
        Enter();
        Tell(new ParticipantCommand.SetDevices(Key, AllOn));
        Bridges.ExpectMsg<BridgeCommand.SetMuted>();
        Participant.Tell(new RoomReply.SharingChanged(false));
        Assert.Equal(Device.Screen, Connection.ExpectMsg<ParticipantNotice.Muted>().Device);
        Tell(new ParticipantCommand.SetDevices(Key, AllOn, Mark: long.MaxValue));
        Tell(new ParticipantCommand.Renegotiate(Key, "offer", Offer(SourceKind.Screen, SourceKind.ScreenSound)));
        Assert.All(Bridges.FishForMessage<BridgeCommand.Negotiate>(_ => true).Sources, source => Assert.True(source.Muted));
    }

    [Fact]
    public void Whoever_is_put_out_is_told_why_and_its_endpoint_closed()
    {
        Enter();
        Participant.Tell(new RoomReply.NotIn("removed", "Out."));
        Assert.Equal("removed", Connection.ExpectMsg<ParticipantNotice.Ended>().Code);
        Bridges.ExpectMsg<BridgeCommand.CloseEndpoint>();
        IsOver();
    }

    [Fact]
    public void When_the_bridge_is_closed_with_the_meeting_nobody_wakes_it_again()
    {
        Enter();
        Participant.Tell(new RoomReply.NotIn("meeting-ended", "Over.", BridgeClosed: true));
        Assert.Equal("meeting-ended", Connection.ExpectMsg<ParticipantNotice.Ended>().Code);
        Bridges.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        IsOver();
    }

    [Fact]
    public void What_a_moderator_asks_goes_to_the_room_and_not_too_often()
    {
        Enter();
        for (var asked = 0; asked < 60; asked++)
        {
            Tell(new ParticipantCommand.Mute(Key, $"m{asked}", null, Device.Microphone, true));
            Assert.Equal($"m{asked}", Rooms.ExpectMsg<RoomCommand.Mute>().Request);
        }

        Tell(new ParticipantCommand.EndMeeting(Key, "end"));
        Assert.Equal("too-many-attempts", Refused());
        Time.Advance(TimeSpan.FromSeconds(10));
        Tell(new ParticipantCommand.Remove(Key, "r", "bob"));
        Assert.Equal("bob", Rooms.ExpectMsg<RoomCommand.Remove>().Target);
        Tell(new ParticipantCommand.GiveRole(Key, "g", "bob", Role.Moderator));
        Assert.Equal((Role.Moderator, "bob"), Rooms.ExpectMsg<RoomCommand.GiveRole>() is var give ? (give.Role, give.Target) : default);
        Tell(new ParticipantCommand.Unlock(Key, "u", "bob", Device.Screen));
        Assert.Equal(Device.Screen, Rooms.ExpectMsg<RoomCommand.Unlock>().Device);
        Tell(new ParticipantCommand.EndMeeting(Key, "end"));
        Rooms.ExpectMsg<RoomCommand.EndMeeting>();
    }
}
