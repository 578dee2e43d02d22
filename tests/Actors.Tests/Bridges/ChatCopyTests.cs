using Akka.Actor;
using Akka.TestKit.Xunit2;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Tickets;
using CsCheck;

namespace Actors.Tests.Bridges;

/// <summary>What a bridge keeps of a meeting's chat.</summary>
public sealed class ChatCopyTests : TestKit
{
    [Fact]
    public void In_whatever_order_and_however_often_lines_come_it_is_the_newest_by_number_within_the_bounds() =>
        Gen.Select(Gen.Int[1, 40].Array[0, 80], Gen.Int[1, 30], Gen.Int[0, 300]).Sample((numbers, linesMax, charsMax) =>
        {
            var copy = numbers.Aggregate(ChatCopy.Empty, (kept, number) => kept.Keep(7, [Line(number)], linesMax, charsMax)).Of(7);
            var chars = copy.Sum(line => line.Text.Length);
            return copy.SequenceEqual(copy.OrderBy(line => line.Number).DistinctBy(line => line.Number))
                && copy.Count <= linesMax && chars <= charsMax
                && (numbers.Length == 0 || Line(numbers[^1]).Text.Length > charsMax || copy.Count > 0);
        });

    [Fact]
    public void All_at_once_the_newest_stay()
    {
        var copy = ChatCopy.Empty.Keep(7, Enumerable.Range(1, 10).Select(number => Line(number)), 3, 1_000);
        Assert.Equal([8L, 9, 10], copy.Of(7).Select(line => line.Number));
        Assert.Equal([10L], copy.Keep(7, [], 3, Line(10).Text.Length).Of(7).Select(line => line.Number));
    }

    [Fact]
    public void Another_meeting_forgets_the_one_before_and_is_told_nothing_of_it()
    {
        var copy = ChatCopy.Empty.Keep(7, [Line(1)], 10, 1_000);
        Assert.Empty(copy.Of(8));
        Assert.Equal([2L], copy.Keep(8, [Line(2)], 10, 1_000).Of(8).Select(line => line.Number));
    }

    [Fact]
    public void A_bridge_gives_back_what_it_was_given_and_says_how_much_it_has()
    {
        var key = new BridgeKey(3, Names.Room("standup"), 1);
        var bridge = Sys.ActorOf(Props.Create(() => new BridgeActor(
            key, new BridgeServices(OneNode.Settings, TimeProvider.System, new RecordingMediaPlane(), ActorRefs.Nobody, TicketSeal.Of(null)))));
        bridge.Tell(new BridgeCommand.KeepChat(key, 7, [Line(1), Line(2)]));
        bridge.Tell(new BridgeCommand.RecallChat(key, 7), TestActor);
        Assert.Equal([Line(1), Line(2)], ExpectMsg<ChatKept>().Lines);
        bridge.Tell(new BridgeCommand.Prepare(key, 1, []), TestActor);
        Assert.Equal(2, ExpectMsg<BridgeReady>().ChatLines);
    }

    private static ChatLine Line(int number) => new(number, "ann", "Ann", null, new string('x', 1 + (number % 17)), 1_000 + number);
}
