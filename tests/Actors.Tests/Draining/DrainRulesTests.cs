using Cluster.Actors.Bridges;
using Cluster.Actors.Draining;
using Cluster.Actors.Placement;

namespace Actors.Tests.Draining;

public sealed class DrainRulesTests
{
    private const string Self = "akka://a";
    private const string Other = "akka://b";

    private static readonly BridgeKey First = new(1, Names.Room("standup"), 1);
    private static readonly BridgeKey Second = new(2, Names.Room("retro"), 1);

    private static NodeLoad Media(string node, bool draining = false) => new(node, draining, 0, 0, 0, 0, 0);

    [Fact]
    public void A_node_drains_where_another_one_takes_media() =>
        Assert.Null(DrainRules.Refuse(DrainStage.Serving, Self, [Self, Other], [Media(Self), Media(Other)]));

    [Fact]
    public void A_node_without_media_drains_whoever_else_has_some() =>
        Assert.Null(DrainRules.Refuse(DrainStage.Serving, Self, [Self, Other], [Media(Other)]));

    [Theory]
    [InlineData("already-draining", DrainStage.Draining, Other, false)]
    [InlineData("already-draining", DrainStage.Drained, Other, false)]
    [InlineData("single-node", DrainStage.Serving, Self, false)]
    [InlineData("last-media-node", DrainStage.Serving, Other, true)]
    public void Where_there_is_nowhere_to_go_it_is_refused(string code, DrainStage stage, string other, bool otherDrains) =>
        Assert.Equal(code, DrainRules.Refuse(stage, Self, [Self, other], [Media(Self), Media(other, otherDrains)])?.Code);

    [Fact]
    public void A_node_that_is_no_member_any_more_takes_nothing() =>
        Assert.Equal("last-media-node", DrainRules.Refuse(DrainStage.Serving, Self, [Self, "akka://c"], [Media(Self), Media(Other)])?.Code);

    [Fact]
    public void What_has_gone_is_counted_and_what_is_left_known()
    {
        var bridges = BridgesToGo.None.See(new HashSet<BridgeKey> { First, Second })
            .Hear(new BridgeLeaves(First, true, 3)).Hear(new BridgeLeaves(Second, true, 2));
        Assert.Equal((2, 5, 0), (bridges.Left.Count, bridges.Participants, bridges.Gone));
        bridges = bridges.See(new HashSet<BridgeKey> { Second }).Hear(new BridgeLeaves(First, true, 3));
        Assert.Equal((1, 2, 1), (bridges.Left.Count, bridges.Participants, bridges.Gone));
    }

    [Fact]
    public void A_bridge_belongs_to_nobody_only_when_its_room_says_so_again_and_again()
    {
        var bridges = BridgesToGo.None.See(new HashSet<BridgeKey> { First });
        for (var look = 1; look < BridgesToGo.LooksUnknownMax; look++)
        {
            bridges = bridges.Hear(new BridgeLeaves(First, false, 0));
        }

        Assert.Empty(bridges.Stray);
        Assert.Equal([First], bridges.Hear(new BridgeLeaves(First, false, 0)).Stray);
        Assert.Empty(bridges.Hear(new BridgeLeaves(First, true, 1)).Hear(new BridgeLeaves(First, false, 0)).Stray);
    }
}
