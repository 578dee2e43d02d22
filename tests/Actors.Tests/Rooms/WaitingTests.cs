using Akka.Actor;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;

namespace Actors.Tests.Rooms;

/// <summary>Where only a host opens a meeting.</summary>
public sealed class WaitingTests : RoomActorTestBase
{
    private static readonly ServerPolicy Authenticated = Open with { Creation = RoomCreation.Authenticated };

    [Fact]
    public void A_guest_who_comes_first_waits_and_comes_in_by_itself_when_the_host_is_in()
    {
        var room = NewRoom(Authenticated);
        var bob = Waiting("bob", room);
        var cyd = Waiting("cyd", room);
        var ann = Come("ann", room, Account("ann"));
        ann.Admit();
        ann.Expect<RoomReply.Admitted>();
        bob.Probe.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        ann.Enter();
        Assert.Equal(Role.Moderator, ann.Role);
        Assert.True(ann.Of("ann").Host);
        foreach (var guest in new[] { bob, cyd })
        {
            Assert.Equal("admit", guest.Expect<RoomReply.Admitted>().Request);
            guest.Enter();
            Assert.Equal((Role.Participant, false), (guest.Role, guest.Of(guest.Id).Host));
        }
    }

    [Fact]
    public void Whoever_waits_hears_nothing_and_is_seen_by_nobody()
    {
        var room = NewRoom(Authenticated);
        var bob = Waiting("bob", room);
        room.Tell(new RoomCommand.Say(RoomName, "bob", "say", "hello?", null), bob.Probe.Ref);
        Assert.Equal("expired", bob.Expect<RoomReply.NotIn>().Code);
        Assert.Equal((0, 1), (Details(room).Participants, Details(room).Waiting));
        bob.Probe.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void When_the_server_is_opened_those_who_wait_come_in_at_once()
    {
        var room = NewRoom(Authenticated);
        var bob = Waiting("bob", room);
        room.Tell(new PolicyMirror.Known(Open));
        bob.Expect<RoomReply.Admitted>();
        bob.Enter();
        Assert.Equal(Role.Moderator, bob.Role);
    }

    [Fact]
    public void A_meeting_that_is_under_way_goes_on_when_the_server_is_closed_to_guests()
    {
        var bob = Enter("bob");
        Room.Tell(new PolicyMirror.Known(Authenticated));
        Assert.Equal(RoomCreation.Authenticated, bob.Expect<ParticipantNotice.RoomChanged>().Room.Creation);
        Assert.Equal(Role.Participant, Enter("cyd").Role);
        bob.Leave();
        Assert.Equal(Role.Participant, Enter("dan").Role);
    }

    [Fact]
    public void With_all_gone_the_next_meeting_needs_a_host_again()
    {
        var room = NewRoom(Authenticated);
        var ann = Enter("ann", room: room, account: Account("ann"));
        ann.Leave();
        Waiting("bob", room);
    }

    [Fact]
    public void Leaving_or_dying_ends_the_waiting()
    {
        var room = NewRoom(Authenticated);
        var (bob, cyd) = (Waiting("bob", room), Waiting("cyd", room));
        bob.Leave();
        Sys.Stop(cyd.Probe.Ref);
        AwaitAssert(() => Assert.Equal(0, Details(room).Waiting));
        Enter("ann", room: room, account: Account("ann"));
        bob.Probe.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void The_table_of_those_who_wait_is_bounded()
    {
        var room = NewRoom(Authenticated);
        var probe = CreateTestProbe();
        for (var number = 0; number < OneNode.Settings.ParticipantsLimit; number++)
        {
            new Guest(probe, room, RoomName, $"guest{number}").Admit();
        }

        probe.ReceiveN(OneNode.Settings.ParticipantsLimit, TimeSpan.FromSeconds(10));
        var late = Come("late", room);
        late.Admit();
        Assert.Equal("try-again", late.Refused());
    }

    [Fact]
    public void A_password_is_asked_for_before_waiting_but_never_of_a_host()
    {
        var room = NewRoom(Authenticated);
        Administer(room, new RoomSettingsPatch(Password: "sesame"));
        var bob = Come("bob", room);
        bob.Admit();
        Assert.Equal("password-required", bob.Refused());
        bob.Admit("wrong");
        Assert.Equal("password-wrong", bob.Refused());
        bob.Admit("sesame");
        Assert.Equal("waiting-for-host", bob.Expect<RoomReply.Waiting>().Code);
        Enter("ann", room: room, account: Account("ann"));
        bob.Expect<RoomReply.Admitted>();
    }

    [Fact]
    public void A_password_set_meanwhile_is_asked_of_those_who_wait()
    {
        var room = NewRoom(Authenticated);
        var bob = Waiting("bob", room);
        Administer(room, new RoomSettingsPatch(Password: "sesame"));
        Enter("ann", room: room, account: Account("ann"));
        Assert.Equal("password-required", bob.Refused());
    }

    [Fact]
    public void Where_the_room_names_its_moderators_another_account_waits_like_a_guest_and_an_admin_does_not()
    {
        var room = NewRoom(Authenticated);
        var named = Account("ann");
        Administer(room, new RoomSettingsPatch(), named);
        var bob = Come("bob", room, Account("bob"));
        bob.Admit();
        bob.Expect<RoomReply.Waiting>();
        var root = Enter("root", room: room, account: Account("root", Cluster.Actors.Accounts.AccountRole.Admin));
        Assert.Equal(Role.Moderator, root.Role);
        bob.Expect<RoomReply.Admitted>();
        bob.Enter();
        Assert.Equal(Role.Participant, bob.Role);
    }

    [Fact]
    public void An_account_that_is_named_while_it_waits_comes_in_and_opens()
    {
        var room = NewRoom(Authenticated);
        var bob = Account("bob");
        Administer(room, new RoomSettingsPatch(), Account("ann"));
        var waiting = Come("bob", room, bob);
        waiting.Admit();
        waiting.Expect<RoomReply.Waiting>();
        Administer(room, new RoomSettingsPatch(), bob);
        waiting.Expect<RoomReply.Admitted>();
    }

    [Fact]
    public void A_room_whose_time_is_over_admits_nobody()
    {
        Administer(Room, new RoomSettingsPatch(ExpiresAtMs: Time.GetUtcNow().ToUnixTimeMilliseconds() + 60_000));
        Enter("ann");
        Time.Advance(TimeSpan.FromMinutes(1));
        var bob = Come("bob", account: Account("bob"));
        bob.Admit();
        Assert.Equal("room-expired", bob.Refused());
        Administer(Room, new RoomSettingsPatch(ExpiresAtMs: 0));
        Enter("bob");
    }

    [Fact]
    public void Nobody_gets_in_before_the_policy_is_known()
    {
        var room = UnknowingRoom();
        var bob = Come("bob", room);
        bob.Admit();
        bob.Probe.ExpectNoMsg(TimeSpan.FromMilliseconds(300));
        room.Tell(new PolicyMirror.Known(Authenticated));
        bob.Expect<RoomReply.Waiting>();
    }

    [Fact]
    public void Stopping_the_room_tells_those_who_wait()
    {
        var room = NewRoom(Authenticated);
        var bob = Waiting("bob", room);
        room.Tell(Cluster.Actors.Sharding.StopEntity.Instance);
        Assert.Equal("node-stopping", bob.Expect<RoomReply.NotIn>().Code);
    }

    [Fact]
    public void Guesses_from_one_address_are_slowed_in_every_room_and_the_right_one_does_not_count()
    {
        Administer(Room, new RoomSettingsPatch(Password: "sesame"));
        for (var right = 0; right < 10; right++)
        {
            var friend = Come($"friend{right}", from: "198.51.100.7");
            friend.Admit("sesame");
            friend.Expect<RoomReply.Admitted>();
        }

        var codes = Enumerable.Range(0, 6).Select(number =>
        {
            var eve = Come($"eve{number}", from: "198.51.100.7");
            eve.Admit("wrong");
            return eve.Refused();
        }).ToList();
        Assert.Equal(["password-wrong", "password-wrong", "password-wrong", "password-wrong", "too-many-attempts", "too-many-attempts"], codes);
        var other = Come("other", from: "203.0.113.9");
        other.Admit("sesame");
        other.Expect<RoomReply.Admitted>();
    }

    private Guest Waiting(string id, IActorRef room)
    {
        var guest = Come(id, room);
        guest.Admit();
        Assert.Equal("waiting-for-host", guest.Expect<RoomReply.Waiting>().Code);
        return guest;
    }
}
