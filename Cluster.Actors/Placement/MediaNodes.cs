using System.Collections.Immutable;

namespace Cluster.Actors.Placement;

/// <summary>
/// What this node knows of all media nodes, from what they say of themselves. A node that has not said anything for a
/// while, or that cannot be reached, is none. Safe for all threads.
/// </summary>
internal sealed class MediaNodes(TimeProvider time)
{
    /// <summary>What a bridge is taken to cost until its node has measured it.</summary>
    public const int BridgePermille = 5;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    // Below that much room a node of the wanted region is no better than one elsewhere.
    private const int RoomPermilleMin = 100;

    private readonly Lock gate = new();
    private ImmutableDictionary<string, Heard> heard = ImmutableDictionary<string, Heard>.Empty;
    private ImmutableDictionary<string, string> regions = ImmutableDictionary<string, string>.Empty;

    /// <summary>The nodes that count now.</summary>
    public IReadOnlyList<NodeLoad> Known => [.. Counting().Select(it => it.Load)];

    /// <summary>A node has spoken.</summary>
    public void Take(NodeLoad load) => Change(all => all.SetItem(load.Node, new Heard(load, time.GetTimestamp(), 0, true)));

    /// <summary>A node can be reached, or no longer.</summary>
    public void SetReachable(string node, bool reachable) =>
        Change(all => all.TryGetValue(node, out var known) ? all.SetItem(node, known with { IsReachable = reachable }) : all);

    /// <summary>A node, of whatever roles, stands in that region.</summary>
    public void SetRegion(string node, string region)
    {
        lock (gate)
        {
            regions = regions.SetItem(node, region);
        }
    }

    /// <summary>Where a node stands; null: not said.</summary>
    public string? RegionOf(string node) => regions.GetValueOrDefault(node);

    /// <summary>A node has left the cluster.</summary>
    public void Remove(string node)
    {
        lock (gate)
        {
            (heard, regions) = (heard.Remove(node), regions.Remove(node));
        }
    }

    /// <summary>A bridge was placed there, which the node's own figures do not show yet.</summary>
    public void AddPlaced(string node) =>
        Change(all => all.TryGetValue(node, out var known) ? all.SetItem(node, known with { Placed = known.Placed + 1 }) : all);

    /// <summary>What a node said of itself last, also when it cannot be reached any more; null: nothing.</summary>
    public NodeLoad? LoadOf(string node) => heard.GetValueOrDefault(node)?.Load;

    /// <summary>Whether a node is known to take no new work.</summary>
    public bool IsDraining(string node) => heard.TryGetValue(node, out var known) && known.Load.IsDraining;

    /// <summary>Nodes for a new bridge, the best first: those of the wanted region with room left, then the others, by head-room.</summary>
    /// <param name="region">Null: any.</param>
    public IReadOnlyList<NodeLoad> Rank(string? region) =>
    [
        .. Counting()
            .Where(it => !it.Load.IsDraining)
            .OrderByDescending(it => region is not null && RegionOf(it.Load.Node) == region && it.Room >= RoomPermilleMin)
            .ThenByDescending(it => it.Room)
            .ThenBy(it => it.Load.Bridges)
            .ThenBy(_ => Random.Shared.Next())
            .Select(it => it.Load),
    ];

    private IEnumerable<Heard> Counting() => heard.Values.Where(it => it.IsReachable && time.GetElapsedTime(it.At) < Fresh);

    private void Change(Func<ImmutableDictionary<string, Heard>, ImmutableDictionary<string, Heard>> change)
    {
        lock (gate)
        {
            heard = change(heard);
        }
    }

    private sealed record Heard(NodeLoad Load, long At, int Placed, bool IsReachable)
    {
        public int Room => 1000 - Load.LoadPermille - (Placed * BridgePermille);
    }
}
