using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Cluster.Actors.Bridges;
using Cluster.Actors.Policy;
using Cluster.Actors.Sharding;

namespace Cluster.Actors.Rooms;

/// <summary>The region of rooms: entity id is the room's name.</summary>
internal static class RoomRegion
{
    /// <summary>The region's name in the cluster; never changes.</summary>
    public const string TypeName = "room";

    /// <summary>Reads room messages.</summary>
    public static EntityExtractor Extractor(int shards) => new(
        message => message is RoomCommand { Room.Value: { Length: > 0 } room } ? room : null,
        entity => ShardFunction.NameOf(entity, shards));

    /// <summary>Starts the region on this node.</summary>
    public static AkkaConfigurationBuilder AddRooms(
        this AkkaConfigurationBuilder builder, RoomSurroundings around) =>
        builder.WithRoleRegion<RoomActor>(
            around.Settings,
            NodeRole.Rooms,
            TypeName,
            (_, registry, _) => entity => RoomName.TryCreate(entity, out var name, out _)
                ? Props.Create(() => new RoomActor(name, new RoomServices(
                    around.Settings, around.Time, around.Passwords, registry.Get<BridgeActor>(),
                    new BridgePlacement(around.Settings.BridgeShards), registry.Get<PolicyMirror>(), around.Guard, around.Table, around.Live, around.Seal)))
                : Props.Create<ProbeActor>(),
            Extractor(around.Settings.RoomShards),
            RegionOptions.Create())
            .WithActors((system, _) => system.ActorOf(Props.Create(() => new RoomCensus(around.Live)), RoomCensus.Name));
}
