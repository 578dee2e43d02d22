namespace Cluster.Actors.Ops;

// The cluster as the page /ops and the admin API show it. Times are Unix time in milliseconds.

/// <summary>A node. Figures are the last it gave.</summary>
/// <param name="Node">Its host and port among nodes.</param>
/// <param name="State"><c>joining</c>, <c>up</c>, <c>leaving</c>, <c>silent</c> (not heard, and not given up yet), <c>gone</c> (given up or left; shown for a while).</param>
/// <param name="StateSinceMs">Since when this node sees it so.</param>
/// <param name="Meetings">Of rooms that live on it, those with somebody in them.</param>
public sealed record OpsNode(
    string Node, string State, long StateSinceMs, bool IsDraining, IReadOnlyList<string> Roles, string Version, string Region, long StartedAtMs, long MemoryBytes,
    int CpuPermille, int LoadPermille, long PacketsPerSecond, long BitsInPerSecond, long BitsOutPerSecond, long Endpoints, long Bridges, int Meetings, int Participants);

/// <summary>A shard of a region.</summary>
/// <param name="Region"><c>room</c>, <c>participant</c>, <c>bridge</c> or <c>account</c>.</param>
/// <param name="Node">Where it lives.</param>
/// <param name="MovedFrom">Where it lived before; null: it has not moved since somebody looks.</param>
public sealed record OpsShard(string Region, int Shard, string Node, int Entities, long SinceMs, string? MovedFrom, long? MovedAtMs);

/// <summary>A room that somebody is in or waits for.</summary>
/// <param name="Shard">Its shard among rooms.</param>
/// <param name="StartedAtMs">0: no meeting is under way.</param>
public sealed record OpsRoom(string Name, string Node, int Shard, int Participants, int Waiting, long StartedAtMs, string? MovedFrom, long? MovedAtMs);

/// <summary>Something that happened. Persons are ids; those who came, left or were removed also have the name they had, kept in memory only.</summary>
/// <param name="Node">The node that says so.</param>
public sealed record OpsNews(string Id, long AtMs, string Node, string Kind, string Room, string Subject, string Details);

/// <summary>A step of the stream: all there is, or what changed since the step before.</summary>
/// <param name="Id">What a browser says when it comes back; the number in it counts up by one.</param>
/// <param name="Snapshot">All there is: nothing else holds.</param>
/// <param name="ShardsGone">As <c>region/shard</c>.</param>
public sealed record OpsStep(
    string Id, bool Snapshot, long AtMs, IReadOnlyList<OpsNode> Nodes, IReadOnlyList<string> NodesGone, IReadOnlyList<OpsShard> Shards, IReadOnlyList<string> ShardsGone,
    IReadOnlyList<OpsRoom> Rooms, IReadOnlyList<string> RoomsGone, IReadOnlyList<OpsNews> Events);
