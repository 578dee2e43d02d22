using Akka.Actor;
using Akka.TestKit;
using Cluster.Actors;
using Cluster.Actors.Bridges;
using Cluster.Actors.Draining;
using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;

namespace Actors.Tests.Rooms;

/// <summary>A meeting goes from one bridge to another on another node.</summary>
public sealed class RoomMovingTests : SeveralBridgesTestBase
{
    private readonly IActorRef room;
    private readonly TestProbe operators;

    public RoomMovingTests()
    {
        room = RoomWith(RoomName, OneNode.Settings, Placement);
        room.Tell(new PolicyMirror.Known(Open));
        operators = CreateTestProbe("operators");
    }

    [Fact]
    public void All_go_over_and_the_bridge_before_closes_a_moment_later()
    {
        Guest[] people = [Come("ann", room), Come("ben", room)];
        var from = people.Select(Enter).Distinct().Single();
        var to = Elsewhere(from);
        Begin(to);
        var moves = people.Select(person => AskedToMove(person)).ToArray();
        Assert.All(moves, move => Assert.Equal(Nodes[move.To.Shard], to));
        foreach (var (person, asked) in people.Zip(moves))
        {
            person.Tell(new RoomCommand.Moved(RoomName, person.Id, asked.Number, null));
        }

        // Those who have gone over may still show somebody from where he was before.
        Assert.Equal(new RoomAnswer.Moving(2, 0, 0, IsOver: false), Look());
        Pass(BridgeMove.Linger - TimeSpan.FromMilliseconds(500));
        Assert.False(Look().IsOver);
        Pass(TimeSpan.FromSeconds(1.5));
        AwaitAssert(() => Assert.Equal(new RoomAnswer.Moving(2, 0, 0, IsOver: true), Look()));
        Assert.Equal(from, Until<BridgeCommand.Close>().Bridge);
    }

    [Fact]
    public void Nobody_is_asked_before_the_relays_are_open_or_do_not_open_for_long()
    {
        HearsRelays = false;
        var ann = Come("ann", room);
        var from = Enter(ann);
        Begin(Elsewhere(from));
        Until<BridgeCommand.Relay>();
        Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(0, Look().Moved);
        Assert.False(ann.Probe.HasMessages && ann.Probe.ReceiveWhile(TimeSpan.FromMilliseconds(10), message => message).OfType<RoomReply.Move>().Any());
        Pass(TimeSpan.FromSeconds(4));
        ann.Expect<RoomReply.Move>();
    }

    [Fact]
    public void Who_does_not_answer_is_left_behind_and_goes_by_the_ticket()
    {
        Guest[] people = [Come("ann", room), Come("ben", room)];
        var from = people.Select(Enter).Distinct().Single();
        Begin(Elsewhere(from));
        var move = AskedToMove(people[0]);
        people[0].Tell(new RoomCommand.Moved(RoomName, "ann", move.Number, null));
        Pass(OneNode.Settings.MoveTimeout + TimeSpan.FromSeconds(3));
        people[1].Expect<RoomReply.MoveOver>();
        Pass(BridgeMove.Linger + TimeSpan.FromSeconds(1));
        AwaitAssert(() => Assert.Equal(new RoomAnswer.Moving(1, 1, 0, IsOver: true), Look()));
        Assert.Equal(from, Until<BridgeCommand.Close>().Bridge);
        var tickets = (RoomReply.Tickets)people[1].Probe.FishForMessage(message => message is RoomReply.Tickets it && it.On == move.To, TimeSpan.FromSeconds(10));
        Assert.Equal(move.To, Seal.Read(tickets.Bridge)!.Bridge);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        room.Tell(new RoomCommand.MoveTo(RoomName, Nodes[0]), operators);
        Assert.Equal("room-empty", operators.ExpectMsg<RoomAnswer.Refused>().Code);
        var from = Enter(Come("ann", room));
        room.Tell(new RoomCommand.MoveTo(RoomName, Nodes[from.Shard]), operators);
        Assert.True(operators.ExpectMsg<RoomAnswer.Moving>().IsOver);
        Begin(Elsewhere(from));
        room.Tell(new RoomCommand.MoveTo(RoomName, Elsewhere(from)), operators);
        Assert.Equal("move-underway", operators.ExpectMsg<RoomAnswer.Refused>().Code);
    }

    [Fact]
    public void A_bridge_that_is_to_go_is_left_for_another_node_and_an_unknown_one_is_said_to_be_unknown()
    {
        var ann = Come("ann", room);
        var from = Enter(ann);
        room.Tell(new LeaveBridge(RoomName, from, Nodes[from.Shard]), operators);
        Assert.Equal(new BridgeLeaves(from, IsKnown: true, 1), operators.ExpectMsg<BridgeLeaves>());
        Assert.NotEqual(from.Shard, AskedToMove(ann).To.Shard);
        var unknown = new BridgeKey(from.Shard == 2 ? 1 : 2, RoomName, 99);
        room.Tell(new LeaveBridge(RoomName, unknown, Nodes[unknown.Shard]), operators);
        Assert.False(operators.ExpectMsg<BridgeLeaves>().IsKnown);
    }

    private static BridgeKey Enter(Guest guest)
    {
        guest.Admit();
        var bridge = guest.Expect<RoomReply.Admitted>().Bridge;
        guest.Enter();
        return bridge;
    }

    private static string Elsewhere(BridgeKey from) => Nodes[(from.Shard + 1) % Nodes.Length];

    private void Begin(string node)
    {
        room.Tell(new RoomCommand.MoveTo(RoomName, node), operators);
        Assert.False(operators.ExpectMsg<RoomAnswer.Moving>().IsOver);
    }

    private RoomReply.Move AskedToMove(Guest guest)
    {
        RoomReply.Move? move = null;
        AwaitAssert(() =>
        {
            Pass(TimeSpan.FromMilliseconds(500));
            move = guest.Probe.ReceiveWhile(TimeSpan.FromMilliseconds(50), message => message).OfType<RoomReply.Move>().FirstOrDefault();
            Assert.NotNull(move);
        });
        return move!;
    }

    private RoomAnswer.Moving Look()
    {
        room.Tell(new RoomCommand.LookAtMove(RoomName), operators);
        return operators.ExpectMsg<RoomAnswer.Moving>();
    }

    /// <summary>Lets time pass in steps that the room follows.</summary>
    private void Pass(TimeSpan span)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += TimeSpan.FromMilliseconds(500))
        {
            Time.Advance(TimeSpan.FromMilliseconds(500));
            _ = Look();
        }
    }

    private T Until<T>(Predicate<T>? matches = null) =>
        (T)Bridges.FishForMessage(message => message is T it && matches?.Invoke(it) != false, TimeSpan.FromSeconds(10));
}
