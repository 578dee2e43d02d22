using Akka.Actor;
using Cluster.Actors.Tickets;
using Cluster.Media;

namespace Cluster.Actors.Bridges;

/// <summary>What a bridge needs from its surroundings.</summary>
internal sealed record BridgeServices(ActorsSettings Settings, TimeProvider Time, IMediaPlane Media, IActorRef Rooms, TicketSeal Seal);
