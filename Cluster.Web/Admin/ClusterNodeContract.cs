namespace Cluster.Web.Admin;

// The cluster's nodes as the admin API shows them.

/// <summary>All nodes, by name.</summary>
public sealed record AdminNodeList(IReadOnlyList<AdminNode> Nodes);

/// <summary>A node of the cluster.</summary>
/// <param name="Node">What it is called: <c>host:port</c> among the nodes.</param>
/// <param name="Self">Whether it is the one that answers.</param>
/// <param name="State"><c>serving</c>, <c>draining</c>, <c>drained</c> or <c>unreachable</c>.</param>
/// <param name="Drain">How far it is; null while it serves.</param>
/// <param name="Load">Null: it has no media.</param>
public sealed record AdminNode(
    string Node, bool Self, string State, IReadOnlyList<string> Roles, string? Region, AdminDrain? Drain, AdminNodeLoad? Load);

/// <summary>How far a node is from carrying no media.</summary>
/// <param name="SinceMs">When it began, Unix time in milliseconds.</param>
/// <param name="Bridges">Bridges still on it.</param>
/// <param name="Participants">People still on them.</param>
/// <param name="BridgesGone">Bridges that have gone.</param>
public sealed record AdminDrain(long SinceMs, int Bridges, int Participants, int BridgesGone);

/// <summary>What a media node is at. Loads are shares of 1000.</summary>
public sealed record AdminNodeLoad(int LoadPermille, int CpuPermille, long PacketsPerSecond, long Endpoints, long Bridges);

/// <summary>Where a meeting's media is to go.</summary>
public sealed record AdminRoomMove(string Node);

/// <summary>How a meeting's media went there.</summary>
/// <param name="Moved">Who went over without a gap.</param>
/// <param name="Dropped">Who did not in time, and came back by himself.</param>
/// <param name="Left">Who is still on the way.</param>
public sealed record AdminRoomMoved(string Room, string Node, int Moved, int Dropped, int Left);
