using Cluster.Actors.Serialization;

namespace Cluster.Actors.Forming;

/// <summary>A node that wants to join says what it is: answered by <see cref="DoorAnswer"/>.</summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="Protocol">What nodes say to each other, see <see cref="ClusterProtocol"/>.</param>
/// <param name="Database">The id of the database it keeps everything in.</param>
internal sealed record Knock(
    string Cluster, int Protocol, string Version, int RoomShards, int BridgeShards, int AccountShards, string Database) : IParleyMessage;

/// <summary>What a node answers who knocks.</summary>
/// <param name="IsFormed">It is in a cluster, which can be joined through it.</param>
/// <param name="Refusal">Why the other one cannot be in one cluster with it, as a sentence; null: it can.</param>
internal sealed record DoorAnswer(bool IsFormed, string? Refusal) : IParleyMessage;
