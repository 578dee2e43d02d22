using Akka.Actor;
using Cluster.Actors.Bridges;
using Cluster.Actors.Limits;
using Cluster.Actors.Security;
using Cluster.Actors.Tickets;

namespace Cluster.Actors.Rooms;

/// <summary>What a room needs from its surroundings.</summary>
/// <param name="Placement">Says where a meeting's bridges go.</param>
/// <param name="Policy">This node's mirror of the server's policy.</param>
/// <param name="Guard">Slows down who guesses at many rooms' passwords.</param>
/// <param name="Store">Where what is stored of a room can be listed and deleted.</param>
/// <param name="Live">The rooms in this node's memory.</param>
internal sealed record RoomServices(
    ActorsSettings Settings,
    TimeProvider Time,
    PasswordHashing Passwords,
    IActorRef Bridges,
    BridgePlacement Placement,
    IActorRef Policy,
    AddressGuard Guard,
    IRoomRows Store,
    LiveRooms Live,
    TicketSeal Seal);
