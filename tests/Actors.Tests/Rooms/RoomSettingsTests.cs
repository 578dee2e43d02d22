using Akka.Actor;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Rooms;

namespace Actors.Tests.Rooms;

public sealed class RoomSettingsTests : RoomActorTestBase
{
    [Fact]
    public void Only_a_moderator_changes_settings_and_everyone_sees_them()
    {
        var (ann, bob) = (Enter("ann"), Enter("bob"));
        bob.Change(new RoomSettingsPatch("Mine"));
        Assert.Equal("not-allowed", bob.Refused());
        ann.Change(new RoomSettingsPatch("Daily", StartsMuted: true));
        var room = bob.Expect<ParticipantNotice.RoomChanged>().Room;
        Assert.Equal(("Daily", true), (room.Title, room.StartsMuted));
        Assert.Equal("change", ann.Expect<ParticipantNotice.Done>().Request);
        ann.Change(new RoomSettingsPatch(ParticipantsMax: 100_000));
        Assert.Equal("bad-request", ann.Refused());
    }

    [Fact]
    public void A_password_is_asked_for_and_checked()
    {
        var ann = Enter("ann");
        ann.Change(new RoomSettingsPatch(Password: "sesame"));
        ann.Expect<ParticipantNotice.Done>();
        var bob = Come("bob");
        bob.Admit();
        Assert.Equal("password-required", bob.Refused());
        bob.Admit("wrong");
        Assert.Equal("password-wrong", bob.Refused());
        Assert.True(Enter("bob", "sesame").View!.Room.HasPassword);
        ann.Change(new RoomSettingsPatch(Password: "other"));
        ann.Expect<ParticipantNotice.Done>();
        var eve = Come("eve");
        eve.Admit("sesame");
        Assert.Equal("password-wrong", eve.Refused());
        ann.Change(new RoomSettingsPatch(Password: ""));
        ann.Expect<ParticipantNotice.Done>();
        Assert.False(Enter("eve").View!.Room.HasPassword);
    }

    [Fact]
    public void After_too_many_wrong_passwords_even_the_right_one_waits()
    {
        var ann = Enter("ann");
        ann.Change(new RoomSettingsPatch(Password: "sesame"));
        ann.Expect<ParticipantNotice.Done>();
        var eve = Come("eve");
        for (var attempt = 0; attempt <= OneNode.Settings.PasswordFreeAttempts; attempt++)
        {
            eve.Admit("wrong");
            Assert.Equal("password-wrong", eve.Refused());
        }

        eve.Admit("sesame");
        Assert.Equal("too-many-attempts", eve.Refused());
        Time.Advance(OneNode.Settings.PasswordBackOff);
        Enter("bob", "sesame");
    }

    [Fact]
    public void Guesses_all_at_once_gain_nothing()
    {
        var ann = Enter("ann");
        ann.Change(new RoomSettingsPatch(Password: "sesame"));
        ann.Expect<ParticipantNotice.Done>();
        var guessers = Enumerable.Range(0, 30).Select(number => Come($"eve{number}")).ToList();
        guessers.ForEach(guesser => guesser.Admit("wrong"));
        var codes = guessers.CountBy(guesser => guesser.Refused()).ToDictionary();
        Assert.Equal(OneNode.Settings.PasswordFreeAttempts + 1, codes["password-wrong"]);
        Assert.Equal(29 - OneNode.Settings.PasswordFreeAttempts, codes["too-many-attempts"]);
    }

    [Fact]
    public void In_a_room_that_starts_muted_who_comes_later_is_muted()
    {
        var ann = Enter("ann");
        ann.Change(new RoomSettingsPatch(StartsMuted: true, StartsHidden: true));
        ann.Expect<ParticipantNotice.Done>();
        var bob = Come("bob");
        bob.Admit();
        Assert.Equal(new DeviceState(false, false, false), bob.Expect<RoomReply.Admitted>().Devices);
    }

    [Fact]
    public void The_record_outlives_the_room()
    {
        var ann = Enter("ann");
        for (var change = 0; change < OneNode.Settings.SnapshotEvery + 3; change++)
        {
            ann.Change(new RoomSettingsPatch($"Title {change}", change == 0 ? "sesame" : null));
            ann.Expect<ParticipantNotice.Done>();
        }

        Watch(Room);
        Room.Tell(Cluster.Actors.Sharding.StopEntity.Instance);
        ExpectTerminated(Room, TimeSpan.FromSeconds(5));
        var again = NewRoom();
        var bob = Come("bob", again);
        bob.Admit();
        Assert.Equal("password-required", bob.Refused());
        Assert.Equal($"Title {OneNode.Settings.SnapshotEvery + 2}", Enter("bob", "sesame", again).View!.Room.Title);
    }

    [Fact]
    public void With_the_database_gone_nothing_is_acknowledged_the_meeting_goes_on_and_later_it_works_again()
    {
        var (ann, bob) = (Enter("ann"), Enter("bob"));
        FailingJournal.Break(RecordId);
        ann.Change(new RoomSettingsPatch("Lost"));
        Assert.Equal("storage-unavailable", ann.Refused());
        ann.Change(new RoomSettingsPatch("Lost too"));
        Assert.Equal("storage-unavailable", ann.Refused());
        ann.Tell(new RoomCommand.Say(RoomName, "ann", "say", "still here", null));
        Assert.Equal("still here", bob.Expect<ParticipantNotice.Said>().Line.Text);
        Assert.Equal("", Enter("eve").View!.Room.Title);

        FailingJournal.Mend(RecordId);
        AwaitAssert(
            () =>
            {
                ann.Change(new RoomSettingsPatch("Kept"));
                var answer = ann.Probe.FishForMessage(message => message is ParticipantNotice.Done or ParticipantNotice.Refused);
                Assert.IsType<ParticipantNotice.Done>(answer);
            },
            TimeSpan.FromSeconds(15),
            TimeSpan.FromMilliseconds(200));
        Assert.Equal("Kept", bob.Expect<ParticipantNotice.RoomChanged>().Room.Title);
    }

    [Fact]
    public void Nobody_gets_in_before_the_record_is_known()
    {
        var name = Names.Room($"unread-{Guid.NewGuid():N}");
        FailingJournal.Break($"room-{name.Value}");
        var room = UnknowingRoom(name);
        room.Tell(new Cluster.Actors.Policy.PolicyMirror.Known(Open));
        var ann = new Guest(CreateTestProbe("ann"), room, name, "ann");
        ann.Admit();
        ann.Probe.ExpectNoMsg(TimeSpan.FromMilliseconds(300));
        Time.Advance(OneNode.Settings.StorageTimeout);
        Assert.Equal("storage-unavailable", ann.Refused());
        FailingJournal.Mend($"room-{name.Value}");
        ann.Admit();
        ann.Expect<RoomReply.Admitted>();
    }
}
