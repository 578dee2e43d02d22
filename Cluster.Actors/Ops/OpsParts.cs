using Akka.Actor;
using Akka.Hosting;
using Cluster.Actors.Accounts;
using Cluster.Actors.Audit;
using Cluster.Actors.Bridges;
using Cluster.Actors.Placement;
using Cluster.Actors.Rooms;
using Cluster.Media;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Actors.Ops;

/// <summary>Starts what lets operators see the cluster through this node.</summary>
internal static class OpsParts
{
    /// <summary>Adds what remembers, and what follows all nodes.</summary>
    public static void AddOps(this IServiceCollection services, ActorsSettings settings)
    {
        services.AddSingleton(provider => new ClusterEvents(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new LiveRooms
        {
            Witness = new RoomWitness(provider.GetRequiredService<ClusterEvents>(), provider.GetRequiredService<AuditLog>()),
        });
        services.AddSingleton(provider => new OpsBoard(
            provider.GetRequiredService<ActorSystem>(), settings, provider.GetRequiredService<ClusterEvents>(), provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => provider.GetRequiredService<OpsBoard>());
        services.AddSingleton<LiveShards>();
        services.AddSingleton<LiveClients>();
        services.AddHostedService<NodeMeter>();
    }

    /// <summary>Starts who speaks for this node; regions must have been added before.</summary>
    public static AkkaConfigurationBuilder AddOpsNode(
        this AkkaConfigurationBuilder builder, ActorsSettings settings, TimeProvider time, IMediaPlane media, ProcessorClock processor, MediaNodes nodes, LiveRooms live, LiveShards shards,
        LiveClients clients, ClusterEvents events) =>
        builder.WithActors((system, registry) =>
        {
            var services = new OpsNodeServices(
                settings, time, media, processor, nodes, live, shards, clients, events, registry.Get<RoomActor>(), registry.Get<BridgeActor>(), registry.Get<AccountActor>());
            system.ActorOf(Props.Create(() => new OpsNodeActor(services)), OpsNodeActor.Name);
            system.ActorOf(Props.Create(() => new NodeWatcher(events)), "node-watcher");
        });
}
