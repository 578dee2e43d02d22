using Akka.Actor;
using Akka.Cluster.Sharding;
using Cluster.Actors.Bridges;
using Cluster.Actors.Participants;
using Cluster.Actors.Placement;

namespace Actors.Tests.Placement;

/// <summary>Bridges go where there is room, and those that carry somebody stay.</summary>
public sealed class PlacementTests
{
    [Fact]
    public async Task New_meetings_are_spread_over_all_nodes_and_one_that_joins_gets_its_share()
    {
        await using var nodes = await SeveralNodes.StartAsync(2);
        await KnownAsync(nodes);
        await MeetAsync(nodes[0], "early", 20);
        Assert.All(nodes.All, node => Assert.InRange(node.Media.Open.Count(), 7, 13));

        var late = await nodes.JoinAsync();
        await KnownAsync(nodes);
        var before = nodes.All.Select(node => node.Media.Calls.Count(IsClose)).ToList();
        await MeetAsync(nodes[1], "late", 30);
        Assert.InRange(late.Media.Open.Count(), 10, 25);
        Assert.Equal(50, nodes.All.Sum(node => node.Media.Open.Count()));
        Assert.Equal(before, nodes.All.Select(node => node.Media.Calls.Count(IsClose)));
    }

    [Fact]
    public async Task A_node_that_drains_gets_no_bridge_and_does_not_stand_by()
    {
        await using var nodes = await SeveralNodes.StartAsync(3);
        await KnownAsync(nodes);
        var draining = nodes[1];
        draining.System.ActorSelection($"/user/{MediaNodeActor.Name}").Tell(new MediaNodeCommand.SetDraining(true));
        await Until.TrueAsync("all to know who drains", () => nodes.All.All(node => node.MediaNodes.IsDraining(Address(draining))));
        await MeetAsync(nodes[0], "room", 12);
        Assert.Empty(draining.Media.Open);
        foreach (var ordinal in Enumerable.Range(1, 10))
        {
            var places = await PlaceAsync(nodes[1], ordinal);
            var homes = new[] { await HomeAsync(nodes[0], places.Primary), await HomeAsync(nodes[0], places.Standby!.Value) };
            Assert.Equal(new[] { Address(nodes[0]), Address(nodes[2]) }.Order(), homes.Order());
        }
    }

    [Fact]
    public async Task A_node_alone_has_nobody_to_stand_by()
    {
        await using var node = await OneNode.StartAsync(OneNode.Settings);
        await Until.TrueAsync("the node to have shards for use", async () => (await PlaceAsync(node, 1)).Primary.Shard != Unplaced.Shard);
        Assert.Null((await PlaceAsync(node, 2)).Standby);
    }

    [Fact]
    public async Task The_region_of_the_participants_edge_is_preferred()
    {
        await using var nodes = await SeveralNodes.StartAsync(
            3, number => OneNode.Settings with { NodeRegion = number == 2 ? "south" : "north", BridgesMax = 100 });
        await KnownAsync(nodes);
        await MeetAsync(nodes[2], "south", 8);
        Assert.Equal(8, nodes[2].Media.Open.Count());
        await MeetAsync(nodes[0], "north", 8);
        Assert.Equal(8, nodes[2].Media.Open.Count());
    }

    [Fact]
    public async Task Who_is_in_a_room_lives_where_the_room_does_also_after_a_node_has_died()
    {
        await using var nodes = await SeveralNodes.StartAsync(3);
        await MeetAsync(nodes[0], "room", 24);
        await TogetherAsync(nodes.All);
        await nodes.IsolateAsync(nodes[0]);
        OneNode[] rest = [nodes[1], nodes[2]];
        await Until.TrueAsync("the others to give the silent one up", () => rest.All(node => SeveralNodes.Up(node) == 2));
        await Until.TrueAsync("all regions to answer", async () =>
            (await nodes[1].Health.CheckAsync(TimeSpan.FromSeconds(1))).Values.All(answers => answers));
        await MeetAsync(nodes[1], "room", 24);
        await TogetherAsync(rest);
    }

    private static BridgeKey Unplaced => new BridgePlacement(OneNode.Settings.BridgeShards, _ => [], (_, _) => Task.FromResult<int?>(null))
        .Unplaced(Names.Room("standup"), 1);

    private static bool IsClose(string call) => call.StartsWith("close", StringComparison.Ordinal);

    private static string Address(OneNode node) => node.Cluster.SelfAddress.ToString();

    private static Task<BridgePlaces> PlaceAsync(OneNode node, long ordinal) =>
        BridgePlacement.Of(node.System, OneNode.Settings, node.MediaNodes).PlaceAsync(Names.Room("standup"), ordinal, null);

    private static async Task<string> HomeAsync(OneNode asker, BridgeKey bridge) =>
        (await asker.Regions.Bridges.Ask<ShardAt>(new ClaimShard(bridge.Shard), TimeSpan.FromSeconds(20))).Node;

    // Every node has heard every other, and every one has shards to give.
    private static async Task KnownAsync(SeveralNodes nodes)
    {
        await Until.TrueAsync("all media nodes to know each other", () => nodes.All.All(node => node.MediaNodes.Known.Count == nodes.All.Count));
        foreach (var node in nodes.All)
        {
            await Until.TrueAsync("a node to have shards for use", async () =>
                await node.System.ActorSelection($"/user/{MediaNodeActor.Name}").Ask<MediaNodeReply>(new MediaNodeCommand.GiveShard(IsStandby: true)) is MediaNodeReply.Given);
        }
    }

    private static async Task MeetAsync(OneNode edge, string name, int rooms)
    {
        foreach (var number in Enumerable.Range(0, rooms))
        {
            Assert.IsType<ParticipantNotice.Joined>(await new Browser(edge, $"{name}-{number}").JoinAsync("Ann"));
        }
    }

    private static async Task TogetherAsync(IEnumerable<OneNode> nodes)
    {
        var rooms = 0;
        foreach (var node in nodes)
        {
            var state = await node.Regions.Rooms.Ask<CurrentShardRegionState>(GetShardRegionState.Instance, TimeSpan.FromSeconds(20));
            foreach (var shard in state.Shards)
            {
                var names = shard.EntityIds.Where(entity => !entity.Contains('/', StringComparison.Ordinal)).ToHashSet();
                rooms += names.Count;
                Assert.All(
                    shard.EntityIds.Where(entity => entity.Contains('/', StringComparison.Ordinal)),
                    participant => Assert.Contains(ParticipantRegion.RoomOf(participant), names));
            }
        }

        Assert.Equal(24, rooms);
    }
}
