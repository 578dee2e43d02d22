using Akka.Actor;
using Akka.Cluster.Sharding;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;

namespace Actors.Tests.Rooms;

/// <summary>What comes from the command line, room pages and the page before joining.</summary>
public sealed class AdministrationTests : RoomActorTestBase
{
    [Fact]
    public void What_anybody_may_know_of_a_room_holds_no_title_and_no_names()
    {
        var room = NewRoom(Open with { Creation = RoomCreation.Authenticated });
        Administer(room, new RoomSettingsPatch("Secret project", "sesame"));
        Assert.Equal(new RoomEntry(RoomCreation.Authenticated, false, false, true, false), LookAtDoor(room));
        Assert.True(LookAtDoor(room, Account("ann")).MayOpen);
        Enter("ann", room: room, account: Account("ann"));
        Assert.Equal(new RoomEntry(RoomCreation.Authenticated, true, true, true, false), LookAtDoor(room));
    }

    [Fact]
    public void An_account_changes_the_rooms_it_moderates_and_no_others()
    {
        var (ann, bob) = (Account("ann"), Account("bob"));
        Administer(Room, new RoomSettingsPatch("Anns"), ann);
        Room.Tell(new RoomCommand.Administer(RoomName, new RoomSettingsPatch("Bobs"), null, bob), TestActor);
        Assert.Equal("not-allowed", ExpectMsg<RoomAnswer.Refused>().Code);
        Room.Tell(new RoomCommand.Show(RoomName, bob), TestActor);
        Assert.Equal("not-allowed", ExpectMsg<RoomAnswer.Refused>().Code);
        Room.Tell(new RoomCommand.Shut(RoomName, bob), TestActor);
        Assert.Equal("not-allowed", ExpectMsg<RoomAnswer.Refused>().Code);
        Room.Tell(new RoomCommand.Administer(RoomName, new RoomSettingsPatch("Ours"), [ann.Account, bob.Account], ann), TestActor);
        var shown = ExpectMsg<RoomAnswer.Shown>().Details;
        Assert.Equal(("Ours", true, false), (shown.Info.Title, shown.Remembered, shown.Underway));
        Assert.Equal([ann.Account, bob.Account], shown.Moderators);
        // What was acknowledged is in the list already.
        Assert.Equal("Ours", Rows.Put[RoomName].Title);
    }

    [Fact]
    public void A_row_that_a_crash_left_behind_is_written_when_the_room_is_next_needed()
    {
        Administer(Room, new RoomSettingsPatch("Ours"));
        Rows.Put[RoomName] = new RoomRecord("From before");
        var room = Restart(Room);
        Assert.Equal("Ours", Details(room).Info.Title);
        AwaitAssert(() => Assert.Equal("Ours", Rows.Put[RoomName].Title));
    }

    [Fact]
    public void Closing_ends_the_meeting_for_everyone()
    {
        var ann = Enter("ann");
        Room.Tell(new RoomCommand.Shut(RoomName, null), TestActor);
        Assert.Equal(1, ExpectMsg<RoomAnswer.Closed>().Participants);
        Assert.Equal("meeting-ended", ann.Expect<RoomReply.NotIn>().Code);
        Room.Tell(new RoomCommand.Shut(RoomName, null), TestActor);
        Assert.Equal(0, ExpectMsg<RoomAnswer.Closed>().Participants);
    }

    [Fact]
    public void Removing_ends_the_meeting_and_leaves_nothing_to_remember()
    {
        Administer(Room, new RoomSettingsPatch("Secret project", "sesame"));
        var ann = Enter("ann", "sesame");
        Room.Tell(new RoomCommand.Forget(RoomName), TestActor);
        ExpectMsg<RoomAnswer.Removed>();
        Assert.Equal("room-removed", ann.Expect<RoomReply.NotIn>().Code);
        Assert.Equal(RoomRecord.Empty, Rows.Put[RoomName]);
        var room = Restart(Room);
        Assert.Equal((false, ""), (Details(room).Remembered, Details(room).Info.Title));
        Enter("bob", room: room);
    }

    [Fact]
    public void With_the_database_gone_nothing_is_changed_or_removed()
    {
        var ann = Enter("ann");
        FailingJournal.Break(RecordId);
        Room.Tell(new RoomCommand.Forget(RoomName), TestActor);
        Assert.Equal("storage-unavailable", ExpectMsg<RoomAnswer.Refused>().Code);
        Room.Tell(new RoomCommand.Administer(RoomName, new RoomSettingsPatch("x"), null, null), TestActor);
        Assert.Equal("storage-unavailable", ExpectMsg<RoomAnswer.Refused>().Code);
        Assert.Single(ann.Look().Participants);
        FailingJournal.Mend(RecordId);
    }

    [Fact]
    public void Asking_is_answered_also_when_nothing_can_be_read()
    {
        var room = UnknowingRoom();
        room.Tell(new RoomCommand.Show(RoomName, null), TestActor);
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        Time.Advance(OneNode.Settings.StorageTimeout);
        Assert.Equal("storage-unavailable", ExpectMsg<RoomAnswer.Refused>().Code);
    }

    [Fact]
    public void A_room_that_was_only_asked_about_does_not_stay_and_one_where_somebody_guessed_does()
    {
        Details(Room);
        Time.Advance(TimeSpan.FromSeconds(15));
        Shard.ExpectMsg<Passivate>();
        var guessed = NewRoom();
        Administer(guessed, new RoomSettingsPatch(Password: "sesame"));
        var eve = Come("eve", guessed);
        eve.Admit("wrong");
        Assert.Equal("password-wrong", eve.Refused());
        Details(guessed);
        Time.Advance(TimeSpan.FromSeconds(15));
        Shard.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Theory]
    [InlineData(1L)]
    [InlineData(long.MaxValue)]
    [InlineData(-1L)]
    public void An_expiry_is_in_a_future_that_comes(long atMs)
    {
        Room.Tell(new RoomCommand.Administer(RoomName, new RoomSettingsPatch(ExpiresAtMs: atMs), null, null), TestActor);
        Assert.Equal("bad-request", ExpectMsg<RoomAnswer.Refused>().Code);
    }

    [Fact]
    public void Moderators_are_bounded()
    {
        var many = Enumerable.Range(0, RoomSettingsCheck.ModeratorsMax + 1).Select(_ => Cluster.Actors.Accounts.AccountId.New()).ToList();
        Room.Tell(new RoomCommand.Administer(RoomName, new RoomSettingsPatch(), many, null), TestActor);
        Assert.Equal("bad-request", ExpectMsg<RoomAnswer.Refused>().Code);
    }

    private RoomEntry LookAtDoor(IActorRef room, Cluster.Actors.Accounts.AccountIdentity? account = null)
    {
        room.Tell(new RoomCommand.LookAtDoor(RoomName, account), TestActor);
        return ExpectMsg<RoomAnswer.Entry>().Room;
    }
}
