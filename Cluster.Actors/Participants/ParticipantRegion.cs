using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Cluster.Actors.Bridges;
using Cluster.Actors.Rooms;
using Cluster.Actors.Sharding;
using Cluster.Actors.Tickets;

namespace Cluster.Actors.Participants;

/// <summary>The region of participants: entity id is <c>room/participant</c>, the shard that of the room.</summary>
internal static class ParticipantRegion
{
    /// <summary>The region's name in the cluster; never changes.</summary>
    public const string TypeName = "participant";

    /// <summary>Reads participants' messages.</summary>
    public static EntityExtractor Extractor(int roomShards) => new(
        message => message is ParticipantCommand { Key: { IsValid: true } key } ? key.ToString() : null,
        entity => ShardFunction.NameOf(entity.Split('/')[0], roomShards));

    /// <summary>Starts the region on this node.</summary>
    public static AkkaConfigurationBuilder AddParticipants(
        this AkkaConfigurationBuilder builder, ActorsSettings settings, TimeProvider time, TicketSeal seal) =>
        builder.WithRoleRegion<ParticipantActor>(
            settings,
            NodeRole.Rooms,
            TypeName,
            (_, registry, _) => entity => entity.Split('/') is [var roomPart, var participant]
                && RoomName.TryCreate(roomPart, out var room, out _)
                ? Props.Create(() => new ParticipantActor(
                    new ParticipantKey(room.Value, participant),
                    room,
                    new ParticipantServices(settings, time, registry.Get<RoomActor>(), registry.Get<BridgeActor>(), seal)))
                : Props.Create<ProbeActor>(),
            Extractor(settings.RoomShards),
            RegionOptions.Create());
}
