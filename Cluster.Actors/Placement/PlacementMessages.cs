using Cluster.Actors.Serialization;

namespace Cluster.Actors.Placement;

/// <summary>What a media node tells all others of itself, every second or so.</summary>
/// <param name="Node">Its address in the cluster.</param>
/// <param name="IsDraining">It takes no new bridges.</param>
/// <param name="LoadPermille">How much of it is in use, 0 to 1000: see <see cref="LoadMeter"/>.</param>
/// <param name="CpuPermille">Share of the machine's processors that the process used, 0 to 1000.</param>
/// <param name="PacketsPerSecond">Media packets that came and went.</param>
/// <param name="Endpoints">Participants' media paths.</param>
/// <param name="Bridges">Open bridges.</param>
internal sealed record NodeLoad(
    string Node, bool IsDraining, int LoadPermille, int CpuPermille, long PacketsPerSecond, long Endpoints, long Bridges) : IParleyMessage;

/// <summary>What is asked of a media node's <see cref="MediaNodeActor"/>.</summary>
internal abstract record MediaNodeCommand : IParleyMessage
{
    private MediaNodeCommand()
    {
    }

    /// <summary>A bridge shard of this node for a new bridge: answered by <see cref="MediaNodeReply.Given"/> or <see cref="MediaNodeReply.Refused"/>.</summary>
    /// <param name="IsStandby">The bridge will only open if another one fails.</param>
    public sealed record GiveShard(bool IsStandby) : MediaNodeCommand;

    /// <summary>
    /// At most so many shards without a bridge that may move to another node: answered by <see cref="MediaNodeReply.Offered"/>.
    /// What was offered is not used for a while.
    /// </summary>
    public sealed record OfferShards(int Max) : MediaNodeCommand;

    /// <summary>From now on the node takes no new bridges, or does again.</summary>
    public sealed record SetDraining(bool IsDraining) : MediaNodeCommand;
}

/// <summary>What a media node answers.</summary>
internal abstract record MediaNodeReply : IParleyMessage
{
    private MediaNodeReply()
    {
    }

    /// <summary>A bridge in this shard lives on that node.</summary>
    /// <param name="Load">What is in use with it: many rooms place bridges before the node speaks to all again.</param>
    public sealed record Given(int Shard, NodeLoad Load) : MediaNodeReply;

    /// <summary>Not here: it drains, or has no shard yet.</summary>
    public sealed record Refused(string Reason) : MediaNodeReply;

    /// <summary>These may move.</summary>
    public sealed record Offered(IReadOnlyList<int> Shards) : MediaNodeReply;
}

/// <summary>
/// Sent by a node through its own region into a bridge shard: one that is nowhere yet comes to that node. Answered by
/// <see cref="ShardAt"/>.
/// </summary>
internal sealed record ClaimShard(int Shard) : IParleyMessage
{
    /// <summary>The entity that answers; '#' cannot stand in a bridge's id.</summary>
    public string Entity => $"{Shard}:#claim";
}

/// <summary>Where a bridge shard lives.</summary>
/// <param name="Node">That node's address in the cluster.</param>
internal sealed record ShardAt(int Shard, string Node) : IParleyMessage;
