using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;

namespace Actors.Tests.Rooms;

/// <summary>Who is a moderator, and stays one.</summary>
public sealed class RoleTests : RoomActorTestBase
{
    private static readonly ServerPolicy Authenticated = Open with { Creation = RoomCreation.Authenticated };

    [Fact]
    public void A_promotion_is_acknowledged_once_it_is_stored_and_outlives_the_process_and_nobodys_word_does()
    {
        var room = NewRoom(Authenticated);
        var ann = Enter("ann", room: room, account: Account("ann"));
        Enter("bob", room: room, returned: "bobs");
        Give(ann, "bob", Role.Moderator);
        ann.Expect<ParticipantNotice.Done>();
        Assert.Equal(Role.Moderator, ann.Of("bob").Role);

        room = Restart(room, Authenticated);
        var again = Enter("dan", room: room, account: Account("dan"));
        Assert.Equal(Role.Moderator, Enter("bob2", room: room, returned: "bobs").Role);
        Assert.Equal(Role.Participant, Enter("eve", room: room, returned: "guess").Role);
        Give(again, "bob2", Role.Participant);
        again.Expect<ParticipantNotice.Done>();
        room = Restart(room, Authenticated);
        Enter("dan", room: room, account: Account("dan"));
        Assert.Equal(Role.Participant, Enter("bob3", room: room, returned: "bobs").Role);
    }

    [Fact]
    public void With_the_database_gone_roles_are_refused_and_everything_else_works()
    {
        var ann = Enter("ann", returned: "anns");
        var bob = Enter("bob", returned: "bobs");
        FailingJournal.Break(RecordId);
        Give(ann, "bob", Role.Moderator);
        Assert.Equal("storage-unavailable", ann.Refused());
        Assert.Equal(Role.Participant, bob.Of("bob").Role);
        ann.Tell(new RoomCommand.Mute(RoomName, "ann", "mute", "bob", Device.Microphone, true));
        ann.Expect<ParticipantNotice.Done>();
        Assert.True(bob.Expect<RoomReply.Muted>().Locked);
        ann.Tell(new RoomCommand.Remove(RoomName, "ann", "remove", "bob"));
        Assert.Equal("removed", bob.Expect<RoomReply.NotIn>().Code);
        ann.Tell(new RoomCommand.EndMeeting(RoomName, "ann", "end"));
        Assert.Equal("meeting-ended", ann.Expect<RoomReply.NotIn>().Code);
        FailingJournal.Mend(RecordId);
    }

    [Fact]
    public void What_could_not_be_stored_is_stored_when_the_database_is_back()
    {
        var ann = Enter("ann", returned: "anns");
        var bob = Enter("bob", returned: "bobs");
        FailingJournal.Break(RecordId);
        ann.Tell(new RoomCommand.Mute(RoomName, "ann", "mute", "bob", Device.Microphone, true));
        ann.Expect<ParticipantNotice.Done>();
        ann.Leave();
        TakesOver(bob, "bob");
        FailingJournal.Mend(RecordId);
        AwaitAssert(
            () =>
            {
                bob.Change(new RoomSettingsPatch("Stored"));
                Assert.IsType<ParticipantNotice.Done>(bob.Probe.FishForMessage(message => message is ParticipantNotice.Done or ParticipantNotice.Refused));
            },
            TimeSpan.FromSeconds(15),
            TimeSpan.FromMilliseconds(200));
        var room = Restart(Room);
        var again = Enter("bob2", room: room, returned: "bobs");
        Assert.Equal((Role.Moderator, true), (again.Role, again.Of("bob2").Locked.Microphone));
    }

    [Fact]
    public void A_moderator_who_loads_the_page_again_finds_its_role_and_no_second_moderator()
    {
        var ann = Enter("ann", returned: "anns");
        var bob = Enter("bob", returned: "bobs");
        ann.Leave();
        Assert.Equal(Role.Participant, bob.Of("bob").Role);
        var again = Enter("ann2", returned: "anns");
        Time.Advance(OneNode.Settings.ModeratorGrace);
        Assert.Equal((Role.Moderator, Role.Participant), (again.Role, again.Of("bob").Role));
    }

    [Fact]
    public void With_the_end_of_the_meeting_roles_end()
    {
        var ann = Enter("ann", returned: "anns");
        var bob = Enter("bob", returned: "bobs");
        Give(ann, "bob", Role.Moderator);
        ann.Expect<ParticipantNotice.Done>();
        ann.Leave();
        bob.Leave();
        Enter("eve");
        Assert.Equal(Role.Participant, Enter("bob2", returned: "bobs").Role);
    }

    [Fact]
    public void A_role_of_yesterday_does_not_count()
    {
        var ann = Enter("ann", returned: "anns");
        Enter("bob", returned: "bobs");
        Give(ann, "bob", Role.Moderator);
        ann.Expect<ParticipantNotice.Done>();
        Time.Advance(TimeSpan.FromHours(24));
        var room = Restart(Room, Authenticated);
        Enter("dan", room: room, account: Account("dan"));
        Assert.Equal(Role.Participant, Enter("bob2", room: room, returned: "bobs").Role);
    }

    [Fact]
    public void After_a_crash_coming_first_is_not_enough_until_the_moderator_had_time_to_come_back()
    {
        Enter("ann", returned: "anns");
        Enter("bob", returned: "bobs");
        var room = Restart(Room);
        var bob = Enter("bob2", room: room, returned: "bobs");
        Assert.Equal(Role.Participant, bob.Role);
        var ann = Enter("ann2", room: room, returned: "anns");
        Assert.Equal(Role.Moderator, ann.Role);

        room = Restart(room);
        bob = Enter("bob3", room: room, returned: "bobs");
        Time.Advance(OneNode.Settings.ModeratorGrace);
        AwaitAssert(() => Assert.Equal(Role.Moderator, bob.Of("bob3").Role));
    }

    [Fact]
    public void Whoever_comes_back_replaces_its_former_self_with_role_locks_and_hand()
    {
        var ann = Enter("ann", returned: "anns");
        var bob = Enter("bob", returned: "bobs");
        ann.Tell(new RoomCommand.Mute(RoomName, "ann", "mute", "bob", Device.Camera, true));
        bob.Expect<RoomReply.Muted>();
        bob.Tell(new RoomCommand.RaiseHand(RoomName, "bob", true));
        var again = Come("bob2", returned: "bobs");
        again.Admit();
        var admitted = again.Expect<RoomReply.Admitted>();
        Assert.Equal((new DeviceLocks(false, true, false), false), (admitted.Locks, admitted.Devices.CameraOn));
        again.Enter();
        Assert.Equal("replaced", bob.Expect<RoomReply.NotIn>().Code);
        Assert.Equal(["ann", "bob2"], again.View!.Participants.Select(info => info.Id));
        var self = again.Of("bob2");
        Assert.True(self is { Locked.Camera: true, HandRaisedAtMs: not null, Devices.CameraOn: false });

        var annAgain = Enter("ann2", returned: "anns");
        Assert.Equal(Role.Moderator, annAgain.Role);
    }

    [Fact]
    public void Somebody_who_is_still_in_comes_back_without_a_password_and_into_a_full_room()
    {
        var ann = Enter("ann", returned: "anns");
        ann.Change(new RoomSettingsPatch(Password: "sesame", ParticipantsMax: 1));
        ann.Expect<ParticipantNotice.Done>();
        var eve = Come("eve", returned: "other");
        eve.Admit();
        Assert.Equal("password-required", eve.Refused());
        Assert.Equal(Role.Moderator, Enter("ann2", returned: "anns").Role);
    }

    [Fact]
    public void A_former_host_that_is_no_longer_signed_in_comes_back_as_a_guest()
    {
        var room = NewRoom(Authenticated);
        Enter("ann", room: room, account: Account("ann"), returned: "anns");
        Assert.Equal(Role.Participant, Enter("ann2", room: room, returned: "anns").Role);
    }

    [Fact]
    public void In_a_room_that_names_its_moderators_nobody_else_becomes_one_by_coming_first_or_staying_longest()
    {
        var named = Account("ann");
        Administer(Room, new RoomSettingsPatch(), named);
        var bob = Enter("bob", account: Account("bob"));
        Assert.Equal((Role.Participant, true), (bob.Role, bob.View!.Room.NamesModerators));
        var ann = Enter("ann", account: named);
        Assert.Equal(Role.Moderator, ann.Role);
        ann.Leave();
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Role.Participant, bob.Of("bob").Role);
    }

    [Fact]
    public void Naming_others_takes_effect_on_those_who_are_in()
    {
        var (ann, bob) = (Account("ann"), Account("bob"));
        var first = Enter("ann", account: ann);
        Enter("bob", account: bob);
        Administer(Room, new RoomSettingsPatch(), ann);
        Assert.Equal((Role.Moderator, Role.Participant), (first.Of("ann").Role, first.Of("bob").Role));
        Administer(Room, new RoomSettingsPatch(), bob);
        Assert.Equal((Role.Participant, Role.Moderator), (first.Of("ann").Role, first.Of("bob").Role));
    }

    [Fact]
    public void The_last_moderator_cannot_step_down_and_nobody_gives_a_role_to_one_who_is_not_in()
    {
        var ann = Enter("ann");
        var bob = Enter("bob");
        Give(ann, "ann", Role.Participant);
        Assert.Equal("bad-request", ann.Refused());
        Give(ann, "nobody", Role.Moderator);
        Assert.Equal("bad-request", ann.Refused());
        Give(bob, "bob", Role.Moderator);
        Assert.Equal("not-allowed", bob.Refused());
        Give(ann, "ann", Role.Moderator);
        ann.Expect<ParticipantNotice.Done>();
    }

    private void Give(Guest by, string to, Role role) => by.Tell(new RoomCommand.GiveRole(RoomName, by.Id, "role", to, role));
}
