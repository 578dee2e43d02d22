using Akka.Actor;
using Cluster.Actors.Tickets;
using Cluster.Media;

namespace Cluster.Actors.Placement;

/// <summary>What a <see cref="MediaNodeActor"/> needs from its surroundings.</summary>
/// <param name="Bridges">This node's region of bridges.</param>
/// <param name="Mediator">Publishes to all nodes.</param>
/// <param name="Seal">Writes the ticket with which the node tries its own media plane.</param>
internal sealed record MediaNodeServices(
    ActorsSettings Settings,
    TimeProvider Time,
    IMediaPlane Media,
    ProcessorClock Processor,
    MediaNodes Nodes,
    IActorRef Bridges,
    IActorRef Mediator,
    TicketSeal Seal);
