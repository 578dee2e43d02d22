using Akka.Actor;
using Cluster.Actors.Placement;
using Cluster.Actors.Rooms;
using Cluster.Actors.Sharding;

namespace Cluster.Actors.Bridges;

/// <summary>Where a meeting's bridges go: the one that carries it, and one on another node that can take over.</summary>
/// <param name="Standby">Null where no other node could take over.</param>
internal sealed record BridgePlaces(BridgeKey Primary, BridgeKey? Standby);

/// <summary>What is wanted of a further bridge of a meeting. Nodes are said by their addresses.</summary>
/// <param name="Near">A node whose region is preferred; null: this one's.</param>
/// <param name="On">The only node that will do; null: any.</param>
/// <param name="NotOn">Nodes that will not do, beside those where the meeting has a bridge.</param>
/// <param name="Region">The only region that will do; null: any.</param>
internal sealed record BridgeWish(string? Near = null, string? On = null, IReadOnlyList<string>? NotOn = null, string? Region = null);

/// <summary>
/// Where a room's next bridge goes: 1. media nodes are ranked, by region where one is wanted and by head-room; 2. the
/// best two are asked for a shard that lives on them, and who does not answer in time is passed over; 3. said is a
/// shard: its place is then Akka's business, and the shard map tells the truth.
/// </summary>
internal sealed class BridgePlacement
{
    // Nodes that are asked before a room does without the best place.
    private const int AskedMax = 4;

    // Longer than a busy node's pauses, and not too long for who waits at the door.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly int bridgeShards;
    private readonly Func<string?, IReadOnlyList<NodeLoad>> rank;
    private readonly Func<string, bool, Task<int?>> ask;
    private readonly Func<string, string?> regionOf;

    /// <param name="bridgeShards">How many there are in the cluster.</param>
    /// <param name="rank">Media nodes, the best first for somebody near this node.</param>
    /// <param name="ask">A shard that lives on this node, to stand by or not; null: it has none to give, or did not answer. Never faults.</param>
    /// <param name="regionOf">Where a node stands; null: not said.</param>
    public BridgePlacement(
        int bridgeShards, Func<string?, IReadOnlyList<NodeLoad>> rank, Func<string, bool, Task<int?>> ask, Func<string, string?>? regionOf = null) =>
        (this.bridgeShards, this.rank, this.ask, this.regionOf) = (bridgeShards, rank, ask, regionOf ?? (_ => null));

    /// <summary>Placement by what this node knows of the others.</summary>
    public static BridgePlacement Of(ActorSystem system, ActorsSettings settings, MediaNodes nodes) =>
        new(
            settings.BridgeShards,
            near => nodes.Rank(nodes.RegionOf(near ?? AkkaCluster.Get(system).SelfAddress.ToString())),
            (node, standby) => AskAsync(system, nodes, node, standby),
            nodes.RegionOf);

    /// <summary>Where a node stands, by its address; null: not said.</summary>
    public string? RegionOf(string? node) => node is null ? null : regionOf(node) is { Length: > 0 } region ? region : null;

    /// <summary>Chooses bridges for a room's meeting. Never faults, and answers within a few seconds whatever nodes do.</summary>
    /// <param name="ordinal">Of the meeting: see <see cref="BridgeKey"/>.</param>
    /// <param name="near">A node, by its address, whose region is preferred; null: this one's.</param>
    public async Task<BridgePlaces> PlaceAsync(RoomName room, long ordinal, string? near)
    {
        // Step 1.
        var ranked = rank(near);
        List<BridgeKey> places = [];
        for (var asked = 0; places.Count < 2 && asked < Math.Min(ranked.Count, AskedMax);)
        {
            // Step 2.
            var some = ranked.Skip(asked).Take(2 - places.Count).ToList();
            asked += some.Count;
            var shards = await Task.WhenAll(some.Select((node, index) => ask(node.Node, places.Count + index > 0))).ConfigureAwait(false);
            places.AddRange(shards.OfType<int>().Select(shard => new BridgeKey(shard, room, ordinal)));
        }

        // Step 3.
        return places switch
        {
            [] => new BridgePlaces(Unplaced(room, ordinal), null),
            [var only] => new BridgePlaces(only, null),
            [var primary, var standby, ..] => new BridgePlaces(primary, standby),
        };
    }

    /// <summary>Chooses one more bridge for a meeting. Never faults.</summary>
    /// <param name="notOn">Addresses of nodes that it does not go to, those of the meeting's other bridges among them.</param>
    /// <param name="taken">The shards of the meeting's other bridges.</param>
    /// <returns>Null where no node is left for it.</returns>
    public async Task<BridgeKey?> PlaceFurtherAsync(
        RoomName room, long ordinal, BridgeWish wish, IReadOnlySet<string> notOn, IReadOnlySet<int> taken)
    {
        var left = rank(wish.Near).Where(node => !notOn.Contains(node.Node)
            && (wish.On is null || node.Node == wish.On)
            && (wish.Region is null || RegionOf(node.Node) == wish.Region));
        foreach (var node in left.Take(AskedMax))
        {
            if (await ask(node.Node, false).ConfigureAwait(false) is { } shard && !taken.Contains(shard))
            {
                return new BridgeKey(shard, room, ordinal);
            }
        }

        return null;
    }

    /// <summary>Chooses a bridge that can take over from one that is there already. Never faults.</summary>
    /// <param name="node">The address of the node that the other lives on, where it is known: this one goes elsewhere.</param>
    /// <returns>Null where no other node could take over.</returns>
    public async Task<BridgeKey?> PlaceStandbyAsync(BridgeKey primary, string? node)
    {
        foreach (var other in rank(node).Where(other => other.Node != node).Take(AskedMax))
        {
            if (await ask(other.Node, true).ConfigureAwait(false) is { } shard && shard != primary.Shard)
            {
                return primary with { Shard = shard };
            }
        }

        return null;
    }

    /// <summary>The bridge of a room that nobody placed: the same on every node.</summary>
    public BridgeKey Unplaced(RoomName room, long ordinal) => new(ShardFunction.ShardOf(room.Value, bridgeShards), room, ordinal);

    private static async Task<int?> AskAsync(ActorSystem system, MediaNodes nodes, string node, bool standby)
    {
        if (!standby)
        {
            nodes.AddPlaced(node);
        }

        try
        {
            var speaker = system.ActorSelection(new RootActorPath(Address.Parse(node)) / "user" / MediaNodeActor.Name);
            var reply = await speaker.Ask<MediaNodeReply>(new MediaNodeCommand.GiveShard(standby), Patience).ConfigureAwait(false);
            if (reply is not MediaNodeReply.Given given)
            {
                return null;
            }

            nodes.Take(given.Load);
            return given.Shard;
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }
}
