using Akka.Actor;

namespace Cluster.Actors;

/// <summary>The doors to the shard regions on this node. A message sent to one reaches its entity on whatever node it lives.</summary>
/// <param name="Rooms">Takes no message from the edge.</param>
/// <param name="Participants">Takes <see cref="Participants.ParticipantCommand"/>. It is the region of rooms: who is in a room lives where the room does.</param>
/// <param name="Bridges">Takes no message from the edge.</param>
/// <param name="Accounts">Takes <see cref="Accounts.AccountCommand"/>; see <see cref="Accounts.AccountDirectory"/>.</param>
public sealed record ParleyRegions(IActorRef Rooms, IActorRef Participants, IActorRef Bridges, IActorRef Accounts);
