using Akka.Actor;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Rooms;
using Cluster.Actors.Sharding;
using Cluster.Media;

namespace Actors.Tests.Participants;

public sealed class ParticipantPresentTests : ParticipantActorTestBase
{
    [Fact]
    public void A_further_offer_keeps_numbers_and_tells_the_room()
    {
        Enter();
        Tell(new ParticipantCommand.Renegotiate(Key, "again", Offer(SourceKind.Screen, SourceKind.Microphone)));
        Assert.Equal([7u, 5u], Answer("again").Sources.Select(source => source.Number));
        Assert.Equal("again", Connection.ExpectMsg<ParticipantNotice.Answered>().Request);
        Assert.Equal([SourceKind.Screen, SourceKind.Microphone], Rooms.ExpectMsg<RoomCommand.Publish>().Published);
        var mute = Bridges.ExpectMsg<BridgeCommand.SetMuted>();
        Assert.Equal([7u], mute.Muted);
        Assert.Equal([5u], mute.Heard);
        Tell(new ParticipantCommand.Renegotiate(Key, "bad", Offer(SourceKind.Camera) with { Sdp = "" }));
        Assert.Equal("bad-request", Refused());
    }

    [Theory]
    [InlineData(false, true, false, new uint[] { 5 }, new uint[] { 6 })]
    [InlineData(true, false, false, new uint[] { 6 }, new uint[] { 5 })]
    [InlineData(false, false, true, new uint[] { 5, 6 }, new uint[0])]
    public void A_device_that_is_off_is_not_forwarded(bool microphone, bool camera, bool screen, uint[] muted, uint[] heard)
    {
        Enter();
        Tell(new ParticipantCommand.SetDevices(Key, new DeviceState(microphone, camera, screen)));
        var mute = Bridges.ExpectMsg<BridgeCommand.SetMuted>();
        Assert.Equal(muted, mute.Muted);
        Assert.Equal(heard, mute.Heard);
        Assert.Equal(new DeviceState(microphone, camera, screen), Rooms.ExpectMsg<RoomCommand.SetDevices>().Devices);
    }

    [Fact]
    public void A_view_is_bounded()
    {
        Enter();
        Tell(new ParticipantCommand.View(Key, [new WantedPicture(6, 720), new WantedPicture(2, 100_000)]));
        Assert.Equal([new WantedPicture(6, 720), new WantedPicture(2, 4320)], Bridges.ExpectMsg<BridgeCommand.SetView>().Wanted);
        foreach (var wanted in new IReadOnlyList<WantedPicture>?[]
        {
            null, [new WantedPicture(0, 720)], [new WantedPicture(1, 0)], [null!],
            [.. Enumerable.Range(1, 65).Select(number => new WantedPicture((uint)number, 90))],
        })
        {
            Tell(new ParticipantCommand.View(Key, wanted!));
            Assert.Equal("bad-request", Refused());
        }
    }

    [Fact]
    public void Chat_is_bounded_and_limited()
    {
        Enter();
        Tell(new ParticipantCommand.Say(Key, "say", " ", null));
        Assert.Equal("bad-request", Refused());
        Tell(new ParticipantCommand.Say(Key, "say", new string('a', 4001), null));
        Assert.Equal("bad-request", Refused());
        for (var line = 0; line < OneNode.Settings.ChatRateLines; line++)
        {
            Tell(new ParticipantCommand.Say(Key, "say", "hi", null));
            Rooms.ExpectMsg<RoomCommand.Say>();
        }

        Tell(new ParticipantCommand.Say(Key, "say", "hi", null));
        Assert.Equal("too-many-attempts", Refused());
        Time.Advance(OneNode.Settings.ChatRateWindow);
        Tell(new ParticipantCommand.Say(Key, "say", "hi", "bob"));
        Assert.Equal("bob", Rooms.ExpectMsg<RoomCommand.Say>().To);
    }

    [Fact]
    public void Wishes_for_the_room_are_passed_on_and_its_words_come_back()
    {
        Enter();
        Tell(new ParticipantCommand.RaiseHand(Key, true));
        Assert.True(Rooms.ExpectMsg<RoomCommand.RaiseHand>().Raised);
        Tell(new ParticipantCommand.Rename(Key, "rename", " Bob "));
        Assert.Equal("Bob", Rooms.ExpectMsg<RoomCommand.Rename>().Name);
        Tell(new ParticipantCommand.Rename(Key, "rename", " "));
        Assert.Equal("bad-request", Refused());
        Tell(new ParticipantCommand.ChangeRoom(Key, "change", new RoomSettingsPatch("Daily")));
        Assert.Equal("Daily", Rooms.ExpectMsg<RoomCommand.Change>().Patch.Title);
        Tell(new ParticipantCommand.ChangeRoom(Key, "change", null!));
        Assert.Equal("bad-request", Refused());
        Participant.Tell(new ParticipantNotice.Done("change"));
        Assert.Equal("change", Connection.ExpectMsg<ParticipantNotice.Done>().Request);
    }

    [Fact]
    public void A_lost_media_path_is_told_and_a_new_offer_makes_another()
    {
        Enter();
        Participant.Tell(new BridgeNotice.EndpointLost("consent-expired"));
        var lost = Connection.ExpectMsg<ParticipantNotice.MediaState>();
        Assert.Equal((false, "consent-expired"), (lost.Connected, lost.Reason));
        Tell(new ParticipantCommand.Renegotiate(Key, "again", Offer(SourceKind.Microphone)));
        Answer("again");
        Connection.ExpectMsg<ParticipantNotice.Answered>();
    }

    [Fact]
    public void Leaving_ends_it_everywhere()
    {
        Enter();
        Tell(new ParticipantCommand.Leave(Key));
        Assert.Equal("left", Connection.ExpectMsg<ParticipantNotice.Ended>().Code);
        Bridges.ExpectMsg<BridgeCommand.CloseEndpoint>();
        Rooms.ExpectMsg<RoomCommand.Leave>();
        IsOver();
    }

    [Fact]
    public void A_room_that_lost_its_meeting_ends_it()
    {
        Enter();
        Participant.Tell(new RoomReply.NotIn("meeting-ended", "Over."));
        Assert.Equal("meeting-ended", Connection.ExpectMsg<ParticipantNotice.Ended>().Code);
        IsOver();
    }

    [Fact]
    public void A_stopping_node_says_goodbye_and_leaves_place_and_media_for_the_return()
    {
        Enter();
        Participant.Tell(StopEntity.Instance);
        Assert.Equal("node-stopping", Connection.ExpectMsg<ParticipantNotice.Ended>().Code);
        Rooms.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Bridges.ExpectNoMsg(TimeSpan.Zero);
    }
}
