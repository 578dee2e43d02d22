using Cluster.Actors.Placement;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Placement;

public sealed class MediaNodesTests
{
    private readonly FakeTimeProvider time = new();
    private readonly MediaNodes nodes;

    public MediaNodesTests() => nodes = new MediaNodes(time);

    [Fact]
    public void The_node_with_the_most_room_is_first_and_one_that_drains_is_none()
    {
        Say("a", 500);
        Say("b", 200);
        Say("c", 100, draining: true);
        Assert.Equal(["b", "a"], Ranked(null));
        Assert.True(nodes.IsDraining("c"));
    }

    [Fact]
    public void What_was_placed_counts_until_the_node_has_spoken_again()
    {
        Say("a", 100);
        Say("b", 102);
        nodes.AddPlaced("a");
        Assert.Equal(["b", "a"], Ranked(null));
        Say("a", 100);
        Assert.Equal(["a", "b"], Ranked(null));
    }

    [Fact]
    public void The_wanted_region_is_first_unless_it_is_full()
    {
        Say("a", 100);
        Say("b", 850);
        nodes.SetRegion("b", "south");
        Assert.Equal(["b", "a"], Ranked("south"));
        Assert.Equal(["a", "b"], Ranked("north"));
        Say("b", 950);
        Assert.Equal(["a", "b"], Ranked("south"));
    }

    [Fact]
    public void Who_is_silent_unreachable_or_gone_is_none()
    {
        Say("a", 100);
        Say("b", 100);
        Say("c", 100);
        nodes.SetReachable("a", false);
        nodes.Remove("b");
        Assert.Equal(["c"], Ranked(null));
        nodes.SetReachable("a", true);
        time.Advance(TimeSpan.FromSeconds(9));
        Say("a", 300);
        Assert.Equal(["c", "a"], Ranked(null));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["a"], Ranked(null));
    }

    private void Say(string node, int load, bool draining = false) => nodes.Take(new NodeLoad(node, draining, load, load, 0, 0, 0));

    private string[] Ranked(string? region) => [.. nodes.Rank(region).Select(load => load.Node)];
}
