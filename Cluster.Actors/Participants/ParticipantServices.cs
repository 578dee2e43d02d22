using Akka.Actor;
using Cluster.Actors.Tickets;

namespace Cluster.Actors.Participants;

/// <summary>What a participant needs from its surroundings.</summary>
internal sealed record ParticipantServices(ActorsSettings Settings, TimeProvider Time, IActorRef Rooms, IActorRef Bridges, TicketSeal Seal);
