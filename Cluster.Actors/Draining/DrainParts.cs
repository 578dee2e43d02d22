using Akka.Actor;
using Akka.Hosting;
using Cluster.Actors.Bridges;
using Cluster.Actors.Membership;
using Cluster.Actors.Ops;
using Cluster.Actors.Placement;
using Cluster.Actors.Rooms;
using Cluster.Actors.Storage;

namespace Cluster.Actors.Draining;

/// <summary>Starts what empties a node, on that node.</summary>
internal static class DrainParts
{
    /// <summary>Adds it; regions and placement must have been added before.</summary>
    public static AkkaConfigurationBuilder AddDraining(
        this AkkaConfigurationBuilder builder, ActorsSettings settings, TimeProvider time, ParleyStore store, MediaNodes nodes, ClusterEvents events) =>
        builder.WithActors((system, registry) =>
        {
            var hasMedia = settings.Roles.Contains(NodeRole.Media);
            var services = new NodeDrainServices(
                time,
                nodes,
                settings.Store.Kind == StoreKind.Postgresql
                    ? new LeasedTurn(new LeaseTable(store.OpenAsync), AkkaCluster.Get(system).SelfUniqueAddress.ToString())
                    : new LoneTurn(),
                registry.Get<RoomActor>(),
                hasMedia ? registry.Get<BridgeActor>() : null,
                hasMedia ? system.ActorSelection($"/user/{MediaNodeActor.Name}") : null,
                events);
            system.ActorOf(Props.Create(() => new NodeDrainActor(services)), NodeDrainActor.Name);
        });
}
