using System.Globalization;
using Akka.Actor;
using Akka.Hosting;
using Cluster.Actors.Placement;
using Cluster.Actors.Rooms;
using Cluster.Actors.Sharding;
using Cluster.Actors.Tickets;
using Cluster.Media;

namespace Cluster.Actors.Bridges;

/// <summary>The region of bridges: entity id is <c>shard:room:ordinal</c>, the shard its first part.</summary>
internal static class BridgeRegion
{
    /// <summary>The region's name in the cluster; never changes.</summary>
    public const string TypeName = "bridge";

    /// <summary>Reads bridges' messages.</summary>
    public static EntityExtractor Extractor(int shards) => new(
        message => message switch
        {
            BridgeCommand { Bridge: { Room.Value.Length: > 0 } key } when key.Shard < shards => key.ToString(),
            ClaimShard { Shard: var shard } claim when shard >= 0 && shard < shards => claim.Entity,
            _ => null,
        },
        entity => entity.Split(':') is [var shard, _, ..] && int.TryParse(shard, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : "0");

    /// <summary>Starts the region on this node, whose media plane is <paramref name="media"/>.</summary>
    public static AkkaConfigurationBuilder AddBridges(
        this AkkaConfigurationBuilder builder, ActorsSettings settings, TimeProvider time, IMediaPlane media, MediaNodes nodes, TicketSeal seal) =>
        builder.WithRoleRegion<BridgeActor>(
            settings,
            NodeRole.Media,
            TypeName,
            (_, registry) => entity => BridgeKey.TryParse(entity, out var key)
                ? Props.Create(() => new BridgeActor(key, new BridgeServices(settings, time, media, registry.Get<RoomActor>(), seal)))
                : Props.Create<ProbeActor>(),
            Extractor(settings.BridgeShards),
            () => new EmptyShardAllocation(nodes, claimed: true, ShardOffers.SpareOf))
            .WithActors((system, registry) => system.ActorOf(Props.Create(() => new BridgeDoor(registry.Get<BridgeActor>())), BridgeDoor.Name));
}
