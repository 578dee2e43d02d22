using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Rooms;

namespace Actors.Tests.Rooms;

/// <summary>What moderators may do, and that the bridge hears of it from the room.</summary>
public sealed class ModerationTests : RoomActorTestBase
{
    private static readonly DeviceState AllOn = new(true, true, true);

    [Theory]
    [InlineData(Device.Microphone, 5u)]
    [InlineData(Device.Camera, 6u)]
    [InlineData(Device.Screen, 7u)]
    public void Muting_one_stops_its_source_at_the_bridge_and_it_may_switch_on_again(Device device, uint source)
    {
        var (ann, bob) = (Enter("ann"), Enter("bob"));
        Say(bob, AllOn);
        ann.Tell(new RoomCommand.Mute(RoomName, "ann", "mute", "bob", device, false));
        Assert.Equal([source], Bridges.ExpectMsg<BridgeCommand.SetMuted>().Muted);
        Assert.Equal(new RoomReply.Muted(device, false, 1, "ann"), bob.Expect<RoomReply.Muted>());
        ann.Expect<ParticipantNotice.Done>();
        Assert.Equal(AllOn.With(device, false), ann.Of("bob").Devices);
        Say(bob, AllOn, mark: 0);
        Assert.Equal(AllOn.With(device, false), ann.Of("bob").Devices);
        Say(bob, AllOn, mark: 1);
        Assert.Equal(AllOn, ann.Of("bob").Devices);
    }

    [Fact]
    public void A_locked_device_stays_off_until_it_is_unlocked()
    {
        var (ann, bob) = (Enter("ann"), Enter("bob"));
        ann.Tell(new RoomCommand.Mute(RoomName, "ann", "mute", "bob", Device.Microphone, true));
        Say(bob, AllOn, mark: long.MaxValue);
        Assert.Equal((false, true), (ann.Of("bob").Devices.MicrophoneOn, ann.Of("bob").Locked.Microphone));
        ann.Tell(new RoomCommand.Unlock(RoomName, "ann", "unlock", "bob", Device.Microphone));
        Assert.Equal(Device.Microphone, bob.Expect<RoomReply.Unlocked>().Device);
        Assert.False(ann.Of("bob").Devices.MicrophoneOn);
        Say(bob, AllOn, mark: 1);
        Assert.True(ann.Of("bob").Devices.MicrophoneOn);
    }

    [Fact]
    public void Muting_all_spares_moderators()
    {
        var (ann, bob, cyd) = (Enter("ann"), Enter("bob"), Enter("cyd"));
        ann.Tell(new RoomCommand.Mute(RoomName, "ann", "mute", null, Device.Microphone, true));
        ann.Expect<ParticipantNotice.Done>();
        Assert.True(bob.Expect<RoomReply.Muted>().Locked);
        Assert.True(cyd.Expect<RoomReply.Muted>().Locked);
        Assert.True(ann.Of("ann").Devices.MicrophoneOn);
        ann.Tell(new RoomCommand.Unlock(RoomName, "ann", "unlock", null, Device.Microphone));
        bob.Expect<RoomReply.Unlocked>();
        cyd.Expect<RoomReply.Unlocked>();
    }

    [Fact]
    public void A_lock_outlives_a_reload()
    {
        var ann = Enter("ann");
        var bob = Enter("bob", returned: "bobs");
        ann.Tell(new RoomCommand.Mute(RoomName, "ann", "mute", "bob", Device.Microphone, true));
        bob.Expect<RoomReply.Muted>();
        bob.Leave();
        var again = Enter("bob2", returned: "bobs");
        Assert.Equal((true, false), (again.Of("bob2").Locked.Microphone, again.Of("bob2").Devices.MicrophoneOn));
    }

    [Fact]
    public void Removing_tells_the_one_and_closes_its_endpoint_at_once()
    {
        var (ann, bob) = (Enter("ann"), Enter("bob"));
        ann.Tell(new RoomCommand.Remove(RoomName, "ann", "remove", "bob"));
        Assert.Equal("bob", Bridges.ExpectMsg<BridgeCommand.CloseEndpoint>().Participant);
        Assert.Equal(("removed", false), bob.Expect<RoomReply.NotIn>() is var it ? (it.Code, it.BridgeClosed) : default);
        ann.Expect<ParticipantNotice.Done>();
        Assert.Equal(["ann"], ann.Look().Participants.Select(info => info.Id));
        ann.Tell(new RoomCommand.Remove(RoomName, "ann", "remove", "ann"));
        Assert.Equal("bad-request", ann.Refused());
    }

    [Fact]
    public void A_removed_moderator_comes_back_as_a_participant()
    {
        var ann = Enter("ann");
        Enter("bob", returned: "bobs");
        ann.Tell(new RoomCommand.GiveRole(RoomName, "ann", "role", "bob", Role.Moderator));
        ann.Expect<ParticipantNotice.Done>();
        ann.Tell(new RoomCommand.Remove(RoomName, "ann", "remove", "bob"));
        ann.Expect<ParticipantNotice.Done>();
        Assert.Equal(Role.Participant, Enter("bob2", returned: "bobs").Role);
        var room = Restart(Room);
        Assert.Equal(Role.Participant, Enter("bob3", room: room, returned: "bobs").Role);
    }

    [Fact]
    public void Ending_the_meeting_sends_everyone_away_and_the_next_one_starts_anew()
    {
        var (ann, bob) = (Enter("ann"), Enter("bob"));
        var cyd = Come("cyd");
        cyd.Admit();
        cyd.Expect<RoomReply.Admitted>();
        ann.Tell(new RoomCommand.EndMeeting(RoomName, "ann", "end"));
        ann.Expect<ParticipantNotice.Done>();
        foreach (var guest in new[] { ann, bob, cyd })
        {
            Assert.Equal(("meeting-ended", true), guest.Expect<RoomReply.NotIn>() is var it ? (it.Code, it.BridgeClosed) : default);
        }

        Bridges.ExpectMsg<BridgeCommand.Close>();
        Assert.Single(Enter("eve").View!.Participants);
    }

    [Fact]
    public void A_participant_moderates_nothing()
    {
        var (_, bob) = (Enter("ann"), Enter("bob"));
        foreach (var command in new RoomCommand[]
        {
            new RoomCommand.Mute(RoomName, "bob", "r", "ann", Device.Microphone, false),
            new RoomCommand.Mute(RoomName, "bob", "r", null, Device.Microphone, false),
            new RoomCommand.Unlock(RoomName, "bob", "r", null, Device.Microphone),
            new RoomCommand.Remove(RoomName, "bob", "r", "ann"),
            new RoomCommand.GiveRole(RoomName, "bob", "r", "bob", Role.Moderator),
            new RoomCommand.EndMeeting(RoomName, "bob", "r"),
        })
        {
            bob.Tell(command);
            Assert.Equal("not-allowed", bob.Refused());
        }
    }

    [Fact]
    public void A_moderator_who_is_no_host_has_no_power_over_a_host_but_to_mute_it_once()
    {
        var ann = Enter("ann", account: Account("ann"));
        var bob = Enter("bob", returned: "bobs");
        ann.Tell(new RoomCommand.GiveRole(RoomName, "ann", "role", "bob", Role.Moderator));
        ann.Expect<ParticipantNotice.Done>();
        foreach (var command in new RoomCommand[]
        {
            new RoomCommand.Mute(RoomName, "bob", "r", "ann", Device.Microphone, true),
            new RoomCommand.Remove(RoomName, "bob", "r", "ann"),
            new RoomCommand.GiveRole(RoomName, "bob", "r", "ann", Role.Participant),
        })
        {
            bob.Tell(command);
            Assert.Equal("not-allowed", bob.Refused());
        }

        bob.Tell(new RoomCommand.Mute(RoomName, "bob", "r", "ann", Device.Microphone, false));
        bob.Expect<ParticipantNotice.Done>();
        ann.Expect<RoomReply.Muted>();
        ann.Tell(new RoomCommand.Remove(RoomName, "ann", "r", "bob"));
        Assert.Equal("removed", bob.Expect<RoomReply.NotIn>().Code);
    }

    [Fact]
    public void Where_only_moderators_share_a_participants_screen_goes_off_and_a_new_moderator_may_share()
    {
        var (ann, bob) = (Enter("ann"), Enter("bob"));
        Say(bob, AllOn);
        ann.Change(new RoomSettingsPatch(MayShare: Allowed.Moderators));
        Assert.False(bob.Expect<RoomReply.SharingChanged>().May);
        Say(bob, AllOn, mark: 9);
        Assert.False(ann.Of("bob").Devices.ScreenOn);
        var cyd = Come("cyd");
        cyd.Admit();
        Assert.False(cyd.Expect<RoomReply.Admitted>().MayShare);
        ann.Tell(new RoomCommand.GiveRole(RoomName, "ann", "role", "bob", Role.Moderator));
        Assert.True(bob.Expect<RoomReply.SharingChanged>().May);
        Say(bob, AllOn, mark: 9);
        Assert.True(ann.Of("bob").Devices.ScreenOn);
    }

    [Fact]
    public void Where_only_moderators_chat_a_participant_is_refused()
    {
        var (ann, bob) = (Enter("ann"), Enter("bob"));
        ann.Change(new RoomSettingsPatch(MayChat: Allowed.Moderators));
        ann.Expect<ParticipantNotice.Done>();
        bob.Tell(new RoomCommand.Say(RoomName, "bob", "say", "hello", null));
        Assert.Equal("not-allowed", bob.Refused());
        ann.Tell(new RoomCommand.Say(RoomName, "ann", "say", "hello", null));
        Assert.Equal("hello", bob.Expect<ParticipantNotice.Said>().Line.Text);
    }

    [Fact]
    public void Without_history_who_comes_late_sees_nothing_of_the_chat_and_who_resumes_misses_nothing()
    {
        var ann = Enter("ann");
        ann.Change(new RoomSettingsPatch(ChatHistory: ChatHistory.Off));
        ann.Expect<ParticipantNotice.Done>();
        ann.Tell(new RoomCommand.Say(RoomName, "ann", "say", "early", null));
        var bob = Enter("bob");
        Assert.Empty(bob.View!.Chat);
        ann.Tell(new RoomCommand.Say(RoomName, "ann", "say", "late", null));
        Assert.Equal("late", Assert.Single(bob.Look().Chat).Text);
        Assert.Equal(["early", "late"], ann.Look().Chat.Select(line => line.Text));
    }

    private void Say(Guest guest, DeviceState devices, long mark = 0) =>
        guest.Tell(new RoomCommand.SetDevices(RoomName, guest.Id, devices, mark));
}
