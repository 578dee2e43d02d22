using Akka.Actor;
using Cluster.Actors.Security;

namespace Cluster.Actors.Rooms;

/// <summary>What a room needs from its surroundings.</summary>
internal sealed record RoomServices(ActorsSettings Settings, TimeProvider Time, PasswordHashing Passwords, IActorRef Bridges);
