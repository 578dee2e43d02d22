using Akka;
using Akka.Actor;
using Akka.Hosting;
using Cluster.Actors.Placement;

namespace Cluster.Actors.Membership;

/// <summary>Starts what watches over this node's place in the cluster.</summary>
internal static class MembershipParts
{
    /// <summary>Has <paramref name="end"/> completed when the cluster goes on without this node, or when its actors end without being asked to.</summary>
    public static AkkaConfigurationBuilder AddNodeEnd(this AkkaConfigurationBuilder builder, NodeEnd end, ActorsSettings settings, TimeProvider time, MediaNodes nodes) =>
        builder.AddStartup((system, _) =>
        {
            system.ActorOf(Props.Create(() => new NodeStory(settings.Membership, time, nodes)), "node-story");
            Begin(system, end, time);
        });

    private static void Begin(ActorSystem system, NodeEnd end, TimeProvider time)
    {
        var cluster = AkkaCluster.Get(system);
        end.Members = () => cluster.State.Members.Count;
        system.ActorOf(Props.Create(() => new NodeEndActor(end, time)), "node-end");
        var shutdown = CoordinatedShutdown.Get(system);
        // Later than the actor's own words, and for ends it does not see.
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "say-why", () =>
        {
            if (shutdown.ShutdownReason is CoordinatedShutdown.ClusterDowningReason)
            {
                end.Because($"The cluster goes on without this node. {NodeEndActor.Restart}");
            }

            return Task.FromResult(Done.Instance);
        });
        _ = SayEndAsync(system, shutdown, end);
    }

    private static async Task SayEndAsync(ActorSystem system, CoordinatedShutdown shutdown, NodeEnd end)
    {
        await system.WhenTerminated.ConfigureAwait(false);
        end.Because($"The node's actors ended ({shutdown.ShutdownReason?.GetType().Name ?? "without a reason"}) although nobody asked them to.");
    }
}
