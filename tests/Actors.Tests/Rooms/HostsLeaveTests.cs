using Akka.Actor;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;

namespace Actors.Tests.Rooms;

/// <summary>What becomes of a meeting that only a host could open when the last host has left.</summary>
public sealed class HostsLeaveTests : RoomActorTestBase
{
    private static readonly ServerPolicy Continuing = Open with { Creation = RoomCreation.Authenticated };
    private static readonly ServerPolicy Ending = Continuing with { WhenHostsLeave = WhenHostsLeave.End };

    [Fact]
    public void By_one_setting_it_goes_on_without_a_moderator_and_everyone_is_told()
    {
        var (_, ann, bob) = Meeting(Continuing);
        Assert.Equal(new HostPresence(true, null), bob.View!.Hosts);
        ann.Leave();
        Assert.Equal(new HostPresence(false, null), bob.Expect<ParticipantNotice.HostsChanged>().Hosts);
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Role.Participant, bob.Of("bob").Role);
        Assert.Equal(new HostPresence(false, null), bob.Look().Hosts);
    }

    [Fact]
    public void By_the_other_it_ends_after_the_grace_period_for_everyone()
    {
        var (_, ann, bob) = Meeting(Ending);
        ann.Leave();
        var notice = bob.Expect<ParticipantNotice.HostsChanged>().Hosts;
        Assert.Equal(new HostPresence(false, Time.GetUtcNow().ToUnixTimeMilliseconds() + 120_000), notice);
        Time.Advance(TimeSpan.FromSeconds(119));
        bob.Look();
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(("host-left", true), (bob.Expect<RoomReply.NotIn>() is var it ? it.Code : "", it.BridgeClosed));
        Bridges.ExpectMsg<BridgeCommand.Close>();
    }

    [Fact]
    public void Unless_a_host_is_back_in_time()
    {
        var (room, ann, bob) = Meeting(Ending);
        ann.Leave();
        bob.Expect<ParticipantNotice.HostsChanged>();
        Time.Advance(TimeSpan.FromSeconds(119));
        Enter("dan", room: room, account: Account("dan"));
        Assert.Equal(new HostPresence(true, null), bob.Expect<ParticipantNotice.HostsChanged>().Hosts);
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, bob.Look().Participants.Count);
    }

    [Fact]
    public void A_change_of_the_setting_takes_effect_while_the_time_runs()
    {
        var (room, ann, bob) = Meeting(Ending);
        ann.Leave();
        bob.Expect<ParticipantNotice.HostsChanged>();
        room.Tell(new PolicyMirror.Known(Continuing));
        Assert.Equal(new HostPresence(false, null), bob.Expect<ParticipantNotice.HostsChanged>().Hosts);
        Time.Advance(TimeSpan.FromHours(1));
        bob.Look();
        room.Tell(new PolicyMirror.Known(Ending));
        Assert.NotNull(bob.Expect<ParticipantNotice.HostsChanged>().Hosts.EndsAtMs);
    }

    [Fact]
    public void A_host_whose_connection_is_lost_has_not_left()
    {
        var (_, ann, bob) = Meeting(Ending);
        ann.Tell(new RoomCommand.SetPresence(RoomName, "ann", Presence.Reconnecting));
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(new HostPresence(true, null), bob.Look().Hosts);
    }

    [Fact]
    public void In_a_meeting_that_anyone_may_open_hosts_do_not_matter()
    {
        var ann = Enter("ann", account: Account("ann"));
        var bob = Enter("bob");
        Assert.Null(bob.View!.Hosts);
        ann.Leave();
        TakesOver(bob, "bob");
        Assert.Null(bob.Look().Hosts);
    }

    private (IActorRef Room, Guest Ann, Guest Bob) Meeting(ServerPolicy policy)
    {
        var room = NewRoom(policy);
        return (room, Enter("ann", room: room, account: Account("ann")), Enter("bob", room: room));
    }
}
