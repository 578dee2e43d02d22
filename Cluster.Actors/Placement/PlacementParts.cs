using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Hosting;
using Cluster.Actors.Bridges;
using Cluster.Actors.Tickets;
using Cluster.Media;

namespace Cluster.Actors.Placement;

/// <summary>Starts what placement needs on a node: its view of all media nodes, and on a media node who speaks for it.</summary>
internal static class PlacementParts
{
    /// <summary>Adds both; regions must have been added before.</summary>
    public static AkkaConfigurationBuilder AddPlacement(
        this AkkaConfigurationBuilder builder, ActorsSettings settings, TimeProvider time, IMediaPlane media, ProcessorClock processor, MediaNodes nodes,
        TicketSeal seal) =>
        builder.WithActors((system, registry) =>
        {
            var mediator = DistributedPubSub.Get(system).Mediator;
            system.ActorOf(Props.Create(() => new MediaNodesActor(nodes, mediator)), "media-nodes");
            if (!settings.Roles.Contains(NodeRole.Media))
            {
                return;
            }

            var services = new MediaNodeServices(settings, time, media, processor, nodes, registry.Get<BridgeActor>(), mediator, seal);
            system.ActorOf(Props.Create(() => new MediaNodeActor(services)), MediaNodeActor.Name);
        });
}
