using Akka.Actor;
using Akka.Hosting;
using Cluster.Actors.Bridges;
using Cluster.Actors.Participants;
using Cluster.Actors.Placement;
using Cluster.Actors.Policy;
using Cluster.Actors.Sharding;

namespace Cluster.Actors.Rooms;

/// <summary>
/// The region of rooms: a room's entity id is its name. Participants are in it as well, see <see cref="ParticipantRegion"/>:
/// a room and those in it are in one shard, and so on one node, whatever happens.
/// </summary>
internal static class RoomRegion
{
    /// <summary>The region's name in the cluster; never changes.</summary>
    public const string TypeName = "room";

    /// <summary>Reads messages to rooms and to participants.</summary>
    public static EntityExtractor Extractor(int shards) => new(
        message => message is RoomCommand { Room.Value: { Length: > 0 } room } ? room : ParticipantRegion.EntityOf(message),
        entity => ShardFunction.NameOf(ParticipantRegion.RoomOf(entity), shards));

    /// <summary>Starts the region on this node.</summary>
    public static AkkaConfigurationBuilder AddRooms(
        this AkkaConfigurationBuilder builder, RoomSurroundings around) =>
        builder.WithRoleRegion<RoomActor>(
            around.Settings,
            NodeRole.Rooms,
            TypeName,
            (system, registry) => entity => RoomName.TryCreate(entity, out var name, out _)
                ? Props.Create(() => new RoomActor(name, new RoomServices(
                    around.Settings, around.Time, around.Passwords, registry.Get<BridgeActor>(),
                    BridgePlacement.Of(system, around.Settings, around.Nodes), registry.Get<PolicyMirror>(), around.Guard, around.Table, around.Live, around.Seal)))
                : ParticipantRegion.PropsOf(entity, around, registry) ?? Props.Create<ProbeActor>(),
            Extractor(around.Settings.RoomShards),
            () => new EmptyShardAllocation(around.Nodes, claimed: false, ShardOffers.EmptyOf))
            .WithActors((_, registry) => registry.Register<ParticipantActor>(registry.Get<RoomActor>()))
            .WithActors((system, _) => system.ActorOf(Props.Create(() => new RoomCensus(around.Live)), RoomCensus.Name));
}
