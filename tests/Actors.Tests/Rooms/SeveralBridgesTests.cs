using Akka.Actor;
using Cluster.Actors;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;
using Cluster.Actors.Tickets;

namespace Actors.Tests.Rooms;

/// <summary>A meeting that has a place for one on each bridge, on nodes that answer for their bridges.</summary>
public sealed class SeveralBridgesTests : SeveralBridgesTestBase
{
    private readonly IActorRef room;

    public SeveralBridgesTests()
    {
        room = RoomWith(RoomName, OneNode.Settings with { EndpointsPerBridge = 1, BridgesPerMeetingMax = 2 }, Placement);
        room.Tell(new PolicyMirror.Known(Open));
    }

    [Fact]
    public void The_second_gets_a_bridge_of_his_own_with_a_relay_and_the_third_fills_one_on()
    {
        var ann = Admit("ann");
        var ben = Admit("ben");
        Assert.NotEqual(ann.Shard, ben.Shard);
        var (one, two) = (NextRelay(), NextRelay());
        Assert.Equal((one.Bridge, one.Peer), (two.Peer, two.Bridge));
        Assert.Equal((one.Sending.Id, one.Receiving.Id, one.Generation), (two.Receiving.Id, two.Sending.Id, two.Generation));
        Assert.Equal($"10.0.0.{one.Peer.Shard}:10000", one.Place);
        Assert.NotEqual(one.PeerLeads, two.PeerLeads);
        Assert.Contains(Admit("cyd"), new[] { ann, ben });
    }

    [Fact]
    public void What_a_bridge_has_not_heard_of_its_relay_is_said_again()
    {
        HearsRelays = false;
        Admit("ann");
        Admit("ben");
        BridgeCommand.Relay[] said = [NextRelay(), NextRelay()];
        Time.Advance(TimeSpan.FromSeconds(1));
        BridgeCommand.Relay[] again = [NextRelay(), NextRelay()];
        Assert.Equal(
            said.Select(it => (it.Bridge, it.Generation, it.Sending.Id, it.Receiving.Id)),
            again.Select(it => (it.Bridge, it.Generation, it.Sending.Id, it.Receiving.Id)));
    }

    [Fact]
    public void Each_has_tickets_for_his_own_bridge_and_for_the_other_one()
    {
        var (ann, ben) = (Come("ann", room), Come("ben", room));
        var (first, second) = (Enter(ann), Enter(ben));
        var (own, other) = TicketsOf(ann, first);
        Assert.Equal((first, second), (own, other));
        (own, other) = TicketsOf(ben, second);
        Assert.Equal((second, first), (own, other));
    }

    [Fact]
    public void Who_is_put_out_and_who_is_muted_are_so_on_every_bridge()
    {
        var (ann, ben) = (Come("ann", room), Come("ben", room));
        BridgeKey[] both = [Enter(ann), Enter(ben)];
        ann.Tell(new RoomCommand.Mute(RoomName, "ann", "mute", "ben", Device.Microphone, false));
        Assert.Equal(both, new[] { Until<BridgeCommand.SetMuted>().Bridge, Until<BridgeCommand.SetMuted>().Bridge }.OrderBy(key => key == both[0] ? 0 : 1));
        ann.Tell(new RoomCommand.Remove(RoomName, "ann", "remove", "ben"));
        Assert.Equal(both, new[] { Until<BridgeCommand.CloseEndpoint>().Bridge, Until<BridgeCommand.CloseEndpoint>().Bridge }.OrderBy(key => key == both[0] ? 0 : 1));
    }

    [Fact]
    public void A_bridge_closes_with_the_last_who_is_on_it_and_all_with_the_meeting()
    {
        var (ann, ben) = (Come("ann", room), Come("ben", room));
        var (first, second) = (Enter(ann), Enter(ben));
        ben.Leave();
        Assert.Equal(second, Until<BridgeCommand.Close>().Bridge);
        Assert.Equal((first, second), Until<BridgeCommand.EndRelay>() is var ended ? (ended.Bridge, ended.Peer) : default);
        ann.Leave();
        Until<BridgeCommand.Close>(it => it.Bridge == first);
    }

    [Fact]
    public void Who_had_to_go_to_the_other_bridge_is_seated_there()
    {
        var (ann, ben) = (Come("ann", room), Come("ben", room));
        var (first, second) = (Enter(ann), Enter(ben));
        ben.Tell(new RoomCommand.UseBridge(RoomName, "ben", first));
        Assert.Equal(second, Until<BridgeCommand.Close>().Bridge);
        Assert.Equal(first, TicketsOf(ben, first).Own);
    }

    private BridgeKey Admit(string id)
    {
        var guest = Come(id, room);
        guest.Admit();
        return guest.Expect<RoomReply.Admitted>().Bridge;
    }

    private static BridgeKey Enter(Guest guest)
    {
        guest.Admit();
        var bridge = guest.Expect<RoomReply.Admitted>().Bridge;
        guest.Enter();
        return bridge;
    }

    /// <summary>The bridges that the next tickets for this one are for.</summary>
    private (BridgeKey Own, BridgeKey? Other) TicketsOf(Guest guest, BridgeKey own)
    {
        Time.Advance(BridgeTicket.Lifetime / 4);
        while (true)
        {
            var tickets = guest.Expect<RoomReply.Tickets>();
            if (tickets.On == own && (tickets.Standby is not null || guest.Id == "ben"))
            {
                var other = tickets.Standby is { } standby ? Seal.Read(standby)!.Bridge : (BridgeKey?)null;
                Assert.Equal(other, Seal.Read(tickets.Bridge)!.Standby);
                return (Seal.Read(tickets.Bridge)!.Bridge, other);
            }
        }
    }

    private BridgeCommand.Relay NextRelay() => Until<BridgeCommand.Relay>();

    private T Until<T>(Predicate<T>? matches = null) =>
        (T)Bridges.FishForMessage(message => message is T it && matches?.Invoke(it) != false, TimeSpan.FromSeconds(10));
}
