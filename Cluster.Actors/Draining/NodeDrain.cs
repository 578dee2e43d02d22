using System.Collections.Immutable;
using Cluster.Actors.Bridges;

namespace Cluster.Actors.Draining;

/// <summary>How far a node is from carrying nothing.</summary>
public enum DrainStage
{
    /// <summary>It takes bridges as ever.</summary>
    Serving,

    /// <summary>It takes no new ones, and those it has are moving away.</summary>
    Draining,

    /// <summary>It has none left.</summary>
    Drained,
}

/// <summary>A node's drain as a value: what it has still to give away, and how that goes. Pure.</summary>
/// <param name="SinceMs">When it began, Unix time in milliseconds; 0 while it serves.</param>
/// <param name="Bridges">Bridges that are on the node.</param>
/// <param name="Participants">How many are still on them, as far as their rooms have said.</param>
/// <param name="BridgesGone">Bridges that have gone since it began.</param>
public sealed record NodeDrain(DrainStage Stage, long SinceMs, int Bridges, int Participants, int BridgesGone)
{
    /// <summary>A node that serves.</summary>
    public static readonly NodeDrain None = new(DrainStage.Serving, 0, 0, 0, 0);
}

/// <summary>Which bridges of a draining node have still to go, and what is known of each. Pure.</summary>
internal sealed record BridgesToGo
{
    /// <summary>A bridge that so many looks in a row find unknown to its room belongs to nobody: its room was lost.</summary>
    public const int LooksUnknownMax = 5;

    /// <summary>Nothing known yet.</summary>
    public static readonly BridgesToGo None = new();

    /// <summary>Participants on each as its room said; null: it has not answered.</summary>
    public ImmutableDictionary<BridgeKey, int?> Left { get; private init; } = ImmutableDictionary<BridgeKey, int?>.Empty;

    /// <summary>How many have gone.</summary>
    public int Gone { get; private init; }

    private ImmutableDictionary<BridgeKey, int> Unknown { get; init; } = ImmutableDictionary<BridgeKey, int>.Empty;

    /// <summary>Participants still on bridges here.</summary>
    public int Participants => Left.Values.Sum(left => left ?? 0);

    /// <summary>These are on the node now.</summary>
    public BridgesToGo See(IReadOnlySet<BridgeKey> there) => this with
    {
        Left = there.ToImmutableDictionary(bridge => bridge, bridge => Left.GetValueOrDefault(bridge)),
        Unknown = Unknown.RemoveRange(Unknown.Keys.Where(bridge => !there.Contains(bridge))),
        Gone = Gone + Left.Keys.Count(bridge => !there.Contains(bridge)),
    };

    /// <summary>A room speaks of its bridge.</summary>
    public BridgesToGo Hear(BridgeLeaves it) => !Left.ContainsKey(it.Bridge)
        ? this
        : this with
        {
            Left = Left.SetItem(it.Bridge, it.Left),
            Unknown = it.IsKnown ? Unknown.Remove(it.Bridge) : Unknown.SetItem(it.Bridge, Unknown.GetValueOrDefault(it.Bridge) + 1),
        };

    /// <summary>Bridges that belong to nobody.</summary>
    public IEnumerable<BridgeKey> Stray => Unknown.Where(entry => entry.Value >= LooksUnknownMax).Select(entry => entry.Key);
}
