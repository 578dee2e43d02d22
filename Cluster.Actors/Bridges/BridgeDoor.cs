using Akka.Actor;

namespace Cluster.Actors.Bridges;

/// <summary>
/// A media node's door to its own bridges: whoever knows that a bridge lives here sends to this path, and reaches it without
/// asking the shards' coordinator, which may be dead with the node that was lost.
/// </summary>
internal sealed class BridgeDoor : ReceiveActor
{
    /// <summary>The actor's name under <c>/user</c>; never changes.</summary>
    public const string Name = "bridges";

    public BridgeDoor(IActorRef region) => Receive<BridgeCommand>(region.Forward);

    /// <summary>The door of the node at this address; null when it is none.</summary>
    /// <param name="node">As <see cref="BridgeReady"/> said it.</param>
    public static ActorSelection? Of(ActorSystem system, string node) =>
        Address.TryParse(node, out _) ? system.ActorSelection($"{node}/user/{Name}") : null;
}
