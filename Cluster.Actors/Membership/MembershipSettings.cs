namespace Cluster.Actors;

/// <summary>When a node counts as dead, and who goes on when nodes cannot see each other.</summary>
public sealed record MembershipSettings
{
    /// <summary>
    /// Silence of a node, beyond its usual interval, after which the others count it as unreachable: 500 ms to 1 min. It
    /// must be longer than the longest pause of a busy machine.
    /// </summary>
    public TimeSpan HeartbeatPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long the picture of who is unreachable must have been the same before those are given up: 1 s to 5 min. Longer
    /// with many nodes, since news takes longer to be everywhere.
    /// </summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long after a node was given up its work begins elsewhere: 100 ms to 5 min. In this time a node that was cut off
    /// has to notice and to end its own. Never 0, which the engine takes for <see cref="StableAfter"/>.
    /// </summary>
    public TimeSpan RemovalMargin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A node that was silent for so long may have been given up: the first moment at which others can begin its work is the margin later.</summary>
    public TimeSpan TakeOverAfter => HeartbeatPause + StableAfter;
}
