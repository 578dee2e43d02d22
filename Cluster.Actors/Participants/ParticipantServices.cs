using Akka.Actor;

namespace Cluster.Actors.Participants;

/// <summary>What a participant needs from its surroundings.</summary>
internal sealed record ParticipantServices(ActorsSettings Settings, TimeProvider Time, IActorRef Rooms, IActorRef Bridges);
