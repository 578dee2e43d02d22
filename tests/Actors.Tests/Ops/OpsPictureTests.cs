using System.Text.Json;
using Cluster.Actors.Ops;

namespace Actors.Tests.Ops;

public sealed class OpsPictureTests
{
    private const long Now = 1_795_000_000_000;
    private readonly OpsPicture picture = new(room => room.Length);

    [Fact]
    public void A_room_that_comes_up_elsewhere_says_where_it_was_and_its_node_is_shown_as_gone()
    {
        Members(Now, "a:1", "b:1");
        picture.Take("a:1", Report([new RoomLine("weekly", 3, 0, Now)]), Now);
        Assert.Equal(1, Assert.Single(Step().Nodes, node => node.Node == "a:1").Meetings);

        Members(Now + 1_000, "b:1");
        var lost = Step();
        Assert.Equal(["weekly"], lost.RoomsGone);
        var gone = Assert.Single(lost.Nodes, node => node.Node == "a:1");
        Assert.Equal(("gone", Now + 1_000, 0), (gone.State, gone.StateSinceMs, gone.Meetings));

        picture.Take("b:1", Report([new RoomLine("weekly", 3, 0, Now)]), Now + 9_000);
        var step = Step();
        Assert.Equal(("b:1", "a:1", Now + 9_000), Place(Assert.Single(step.Rooms)));
        Assert.Equal("room-moved", Assert.Single(step.Events).Kind);

        picture.Take("b:1", Report([new RoomLine("weekly", 4, 0, Now)]), Now + 20_000);
        Assert.Equal(("b:1", "a:1", Now + 9_000), Place(Assert.Single(Step().Rooms)));

        Members(Now + 700_000, "b:1");
        Assert.Equal(["a:1"], Step().NodesGone);
    }

    [Fact]
    public void What_a_node_took_away_before_another_says_it_has_it_is_not_taken_from_the_other()
    {
        Members(Now, "a:1", "b:1");
        picture.Take("a:1", Shards(new ShardLine("room", 7, 1, Now)), Now);
        picture.Take("b:1", Shards(new ShardLine("room", 7, 1, Now + 500)), Now + 1_000);
        picture.Take("a:1", Shards() with { Shards = new Changes<ShardLine>(false, 2, true, [], ["room/7"]) }, Now + 1_000);
        var shard = Assert.Single(Step().Shards);
        Assert.Equal(("b:1", "a:1"), (shard.Node, shard.MovedFrom));
    }

    [Fact]
    public void Nothing_new_is_no_step_and_a_snapshot_has_what_the_steps_made()
    {
        Members(Now, "a:1");
        picture.Take("a:1", Report([new RoomLine("weekly", 1, 0, Now), new RoomLine("daily", 2, 1, Now)]), Now);
        Assert.NotNull(picture.Changes("1", Now));
        Assert.Null(picture.Changes("2", Now));
        Assert.Equal(["daily", "weekly"], picture.Snapshot("2", Now).Rooms.Select(room => room.Name).Order(StringComparer.Ordinal));
    }

    // 100 nodes, 1,000 shards in each region, 10,000 rooms: what a page is sent at first, and then every second.
    [Fact]
    public void The_largest_cluster_fits_into_a_page()
    {
        var nodes = Enumerable.Range(0, 100).Select(node => $"node-{node}.example.org:4053").ToArray();
        Members(Now, nodes);
        foreach (var (at, node) in nodes.Index())
        {
            picture.Take(node, Report([.. Enumerable.Range(0, 100).Select(room => new RoomLine($"weekly-planning-{at}-{room}", 4, 0, Now))]), Now);
            picture.Take(node, Shards([.. ((string[])["room", "participant", "bridge", "account"]).SelectMany(region => Enumerable.Range(at * 10, 10).Select(shard => new ShardLine(region, shard, 10, Now)))]), Now);
        }

        Assert.InRange(Bytes(picture.Snapshot("1", Now)), 1_000_000, 4_000_000);
        Step();

        // A second later every node has other figures, and in one meeting of a hundred somebody came or went.
        foreach (var (at, node) in nodes.Index())
        {
            picture.Take(node, Report([new RoomLine($"weekly-planning-{at}-0", 5, 0, Now)], cpu: 500 + at), Now + 1_000);
        }

        var step = Step();
        Assert.Equal((100, 100, 0), (step.Nodes.Count, step.Rooms.Count, step.Shards.Count));
        Assert.InRange(Bytes(step), 20_000, 80_000);
    }

    private static (string, string?, long?) Place(OpsRoom room) => (room.Node, room.MovedFrom, room.MovedAtMs);

    private static int Bytes(OpsStep step) => JsonSerializer.SerializeToUtf8Bytes(step, OpsJson.Default.OpsStep).Length;

    private static NodeReport Report(IReadOnlyList<RoomLine> rooms, int cpu = 100) => new(
        "life", new NodeFacts("1.0", "", Now, 200_000_000, cpu, cpu, 1_000, 1_000_000, 2_000_000, 4, 1, false),
        new Changes<RoomLine>(false, 1, true, rooms, []), new Changes<ShardLine>(false, 1, true, [], []), []);

    private static NodeReport Shards(params IReadOnlyList<ShardLine> shards) =>
        Report([]) with { Shards = new Changes<ShardLine>(false, 1, true, shards, []) };

    private OpsStep Step() => picture.Changes("x", Now) ?? throw new InvalidOperationException("Nothing changed.");

    private void Members(long atMs, params string[] nodes) => picture.SetMembers([.. nodes.Select(node => (node, "up", (IReadOnlyList<string>)["media", "rooms", "web"]))], atMs);
}
