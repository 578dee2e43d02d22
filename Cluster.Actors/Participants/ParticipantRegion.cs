using Akka.Actor;
using Akka.Hosting;
using Cluster.Actors.Bridges;
using Cluster.Actors.Rooms;

namespace Cluster.Actors.Participants;

/// <summary>
/// Participants as entities: their id is <c>room/participant</c>, and they live in the room's own shard, in one region
/// with it. So a node's death costs the rooms it held, and nobody else's participants.
/// </summary>
internal static class ParticipantRegion
{
    /// <summary>The entity that a message is for; null: for none.</summary>
    public static string? EntityOf(object message) => message is ParticipantCommand { Key: { IsValid: true } key } ? key.ToString() : null;

    /// <summary>The room in a participant's id.</summary>
    public static string RoomOf(string entity) => entity.Split('/')[0];

    /// <summary>How a participant is made; null: the id is none of a participant's.</summary>
    public static Props? PropsOf(string entity, RoomSurroundings around, IActorRegistry registry) =>
        entity.Split('/') is [var roomPart, var participant] && RoomName.TryCreate(roomPart, out var room, out _)
            ? Props.Create(() => new ParticipantActor(
                new ParticipantKey(room.Value, participant),
                room,
                new ParticipantServices(around.Settings, around.Time, registry.Get<RoomActor>(), registry.Get<BridgeActor>(), around.Seal)))
            : null;
}
