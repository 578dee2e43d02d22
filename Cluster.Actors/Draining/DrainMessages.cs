using Cluster.Actors.Bridges;
using Cluster.Actors.Rooms;
using Cluster.Actors.Serialization;

namespace Cluster.Actors.Draining;

/// <summary>What is asked of a node's <see cref="NodeDrainActor"/>: answered by <see cref="DrainReply"/>.</summary>
internal abstract record DrainCommand : IParleyMessage
{
    private DrainCommand()
    {
    }

    /// <summary>The node takes no new bridges from now on, and the meetings on it go elsewhere.</summary>
    /// <param name="IsLeaving">It is about to stop: one that drains already goes on with that.</param>
    public sealed record Begin(bool IsLeaving) : DrainCommand;

    /// <summary>The node takes new bridges again. What has gone stays where it went.</summary>
    public sealed record End : DrainCommand;

    /// <summary>How it stands.</summary>
    public sealed record Look : DrainCommand;
}

/// <summary>What a node's drain answers.</summary>
internal abstract record DrainReply : IParleyMessage
{
    private DrainReply()
    {
    }

    /// <summary>How it stands.</summary>
    public sealed record State(NodeDrain Drain) : DrainReply;

    /// <summary>Refused: <c>single-node</c>, <c>last-media-node</c>, <c>already-draining</c>, <c>drain-underway</c>, <c>not-draining</c>, <c>storage-unavailable</c>.</summary>
    public sealed record Refused(string Code, string Message) : DrainReply;
}

/// <summary>A bridge of a node that drains has to go: asked again and again, answered by <see cref="BridgeLeaves"/>.</summary>
/// <param name="Node">The address of the node that it is on.</param>
internal sealed record LeaveBridge(RoomName Room, BridgeKey Bridge, string Node) : RoomCommand(Room);

/// <summary>What a room says of a bridge that has to go.</summary>
/// <param name="IsKnown">Whether the room's meeting has this bridge.</param>
/// <param name="Left">How many participants are still on it.</param>
internal sealed record BridgeLeaves(BridgeKey Bridge, bool IsKnown, int Left) : IParleyMessage;
