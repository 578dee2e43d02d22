using Akka.Actor;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Rooms;
using Cluster.Media;

namespace Actors.Tests.Rooms;

/// <summary>The room dies, and the chat is there when it comes up elsewhere.</summary>
public sealed class ChatSurvivesTests : RoomActorTestBase
{
    [Fact]
    public void Every_line_goes_to_the_bridge_and_one_that_begins_anew_gets_all_of_them()
    {
        Bridges.IgnoreNoMessages();
        var ann = Enter("ann");
        var bridge = Bridges.FishForMessage<BridgeCommand.Prepare>(_ => true).Bridge;
        Room.Tell(new BridgeReady(bridge, "akka.tcp://parley@127.0.0.1:1"));
        ann.Tell(new RoomCommand.Say(RoomName, "ann", "1", "one", null));
        Assert.Equal(["one"], Kept());
        ann.Tell(new RoomCommand.Say(RoomName, "ann", "2", "two", null));
        Assert.Equal(["two"], Kept());
        Room.Tell(new BridgeReady(bridge, "akka.tcp://parley@127.0.0.1:1"));
        Assert.Equal(["one", "two"], Kept());
        Room.Tell(new BridgeReady(bridge, "akka.tcp://parley@127.0.0.1:1", 2));
        Bridges.ExpectNoMsg(TimeSpan.FromMilliseconds(100));

        List<string> Kept() => [.. Bridges.FishForMessage<BridgeCommand.KeepChat>(_ => true).Lines.Select(line => line.Text)];
    }

    [Fact]
    public void Who_comes_later_reads_what_was_said_before_the_room_died_and_nobody_anothers_private_line()
    {
        var startedAtMs = Time.GetUtcNow().ToUnixTimeMilliseconds();
        var bridge = new BridgeKey(3, RoomName, 1);
        var ann = Return("ann", bridge, 0, chatSeen: 1);
        Assert.Equal(startedAtMs, Bridges.FishForMessage<BridgeCommand.RecallChat>(_ => true).StartedAtMs);
        var bob = Enter("bob");
        Room.Tell(new ChatKept(bridge, startedAtMs, [Line(1, null, "one"), Line(2, "ann", "for Ann"), Line(3, null, "three")]));
        Assert.Equal(["for Ann", "three"], [Said(ann), Said(ann)]);
        Assert.Equal(["one", "three"], [Said(bob), Said(bob)]);
        Assert.Equal(["one", "three"], Enter("cyd").View!.Chat.Select(line => line.Text));
        ann.Tell(new RoomCommand.Say(RoomName, "ann", "1", "after", null));
        Assert.True(ann.Expect<ParticipantNotice.Said>().Line.Number > 3);
    }

    [Fact]
    public void The_one_that_stood_by_is_asked_too_where_the_bridge_began_anew_with_the_room()
    {
        Bridges.IgnoreNoMessages();
        var startedAtMs = Time.GetUtcNow().ToUnixTimeMilliseconds();
        var (bridge, standby) = (new BridgeKey(3, RoomName, 1), new BridgeKey(5, RoomName, 2));
        Return("ann", bridge, 0, chatSeen: 1, standby);
        Assert.Equal(bridge, Bridges.FishForMessage<BridgeCommand.RecallChat>(_ => true).Bridge);
        Assert.Equal(standby, Bridges.FishForMessage<BridgeCommand.RecallChat>(_ => true).Bridge);
        Room.Tell(new ChatKept(bridge, startedAtMs, []));
        Room.Tell(new ChatKept(standby, startedAtMs, [Line(1, null, "one")]));
        Assert.Equal(["one"], Bridges.FishForMessage<BridgeCommand.KeepChat>(keep => keep.Bridge == bridge).Lines.Select(line => line.Text));
        Assert.Equal(["one"], Enter("bob").View!.Chat.Select(line => line.Text));
    }

    [Fact]
    public void What_nobody_asked_for_or_is_of_another_meeting_is_not_taken()
    {
        var startedAtMs = Time.GetUtcNow().ToUnixTimeMilliseconds();
        var bridge = new BridgeKey(3, RoomName, 1);
        Return("ann", bridge, 0, chatSeen: 0);
        Room.Tell(new ChatKept(new BridgeKey(4, RoomName, 9), startedAtMs, [Line(1, null, "one")]));
        Room.Tell(new ChatKept(bridge, startedAtMs - 1, [Line(2, null, "two")]));
        Room.Tell(new ChatKept(bridge, startedAtMs, []));
        Assert.Empty(Enter("bob").View!.Chat);
    }

    private static ChatLine Line(long number, string? to, string text) => new(number, "dan", "Dan", to, text, 1_000 + number);

    private static string Said(Guest guest) => guest.Expect<ParticipantNotice.Said>().Line.Text;

    private Guest Return(string id, BridgeKey bridge, long order, long chatSeen, BridgeKey? standby = null)
    {
        var nowMs = Time.GetUtcNow().ToUnixTimeMilliseconds();
        var ticket = Actors.Tests.Tickets.TicketSealTests.Ticket with
        {
            Room = RoomName, StartedAtMs = nowMs, Epoch = nowMs, Participant = id, Name = id, Order = order, Bridge = bridge, ExpiresAtMs = nowMs + 60_000, Account = null,
            Standby = standby,
        };
        var guest = Come(id);
        guest.Tell(new RoomCommand.Return(
            RoomName, id, "return", Seal.Sign(ticket), chatSeen, new Announcement(new DeviceState(true, true, false), 0, null, [SourceKind.Microphone])));
        guest.Expect<RoomReply.Viewed>();
        return guest;
    }
}
