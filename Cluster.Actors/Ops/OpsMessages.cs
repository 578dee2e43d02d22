using Cluster.Actors.Serialization;

namespace Cluster.Actors.Ops;

/// <summary>Asks a node's <see cref="OpsNodeActor"/> how it is and what changed: answered by <see cref="NodeReport"/>.</summary>
/// <param name="Life">Which life of that node is known; empty: none.</param>
/// <param name="Rooms">Up to which change its rooms are known; likewise shards and events.</param>
internal sealed record AskNode(string Life, long Rooms, long Shards, long Events) : IParleyMessage;

/// <summary>How a node is, and a part of what changed.</summary>
internal sealed record NodeReport(
    string Life, NodeFacts Facts, Changes<RoomLine> Rooms, Changes<ShardLine> Shards, IReadOnlyList<Happened> Events) : IParleyMessage;

/// <summary>What a node says of itself. Rates are of the last second or so.</summary>
internal sealed record NodeFacts(
    string Version, string Region, long StartedAtMs, long MemoryBytes, int CpuPermille, int LoadPermille, long PacketsPerSecond, long BitsInPerSecond,
    long BitsOutPerSecond, long Endpoints, long Bridges, bool IsDraining);

/// <summary>A room in a node's memory.</summary>
/// <param name="StartedAtMs">0: no meeting is under way.</param>
internal sealed record RoomLine(string Name, int Participants, int Waiting, long StartedAtMs);

/// <summary>A shard that a node has.</summary>
/// <param name="Region"><c>room</c>, <c>participant</c>, <c>bridge</c> or <c>account</c>.</param>
/// <param name="SinceMs">Since when it is here.</param>
internal sealed record ShardLine(string Region, int Shard, int Entities, long SinceMs)
{
    /// <summary>Its name among all shards.</summary>
    public string Key => $"{Region}/{Shard}";
}
