using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Hosting;
using Akka.Pattern;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Actors.Policy;

/// <summary>Starts what the policy needs on this node: the one keeper in the cluster, wherever it lives, and this node's mirror.</summary>
internal static class PolicyParts
{
    private static readonly TimeSpan BackOff = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BackOffMax = TimeSpan.FromSeconds(10);

    /// <summary>Adds the view and the directory.</summary>
    public static void AddPolicy(this IServiceCollection services, ActorsSettings settings)
    {
        services.AddSingleton(_ => new PolicyView(settings.Policy));
        services.AddSingleton(provider => new ServerPolicyDirectory(
            provider.GetRequiredService<PolicyView>(),
            settings.Policy,
            () => provider.GetRequiredService<IReadOnlyActorRegistry>().Get<PolicyActor>(),
            settings.StorageTimeout));
    }

    /// <summary>Adds keeper and mirror.</summary>
    public static AkkaConfigurationBuilder AddPolicy(
        this AkkaConfigurationBuilder builder, ActorsSettings settings, TimeProvider time, PolicyView view) => builder
        .WithDistributedPubSub("")
        .WithKeeper(settings, time)
        .WithActors((system, registry) => registry.Register<PolicyMirror>(system.ActorOf(
            Props.Create(() => new PolicyMirror(
                registry.Get<PolicyActor>(), DistributedPubSub.Get(system).Mediator, settings.Policy, view, time)),
            "policy-mirror")));

    // Where rooms are, it is close to those who ask most; elsewhere there is only the way to it.
    private static AkkaConfigurationBuilder WithKeeper(this AkkaConfigurationBuilder builder, ActorsSettings settings, TimeProvider time)
    {
        var options = new ClusterSingletonOptions { Role = NodeRoles.NameOf(NodeRole.Rooms) };
        return settings.Roles.Contains(NodeRole.Rooms)
            ? builder.WithSingleton<PolicyActor>("policy", (system, _, _) => Keeper(system, time), options)
            : builder.WithSingletonProxy<PolicyActor>("policy", options);
    }

    private static Props Keeper(ActorSystem system, TimeProvider time)
    {
        var mediator = DistributedPubSub.Get(system).Mediator;
        return BackoffSupervisor.Props(
            Backoff.OnStop(Props.Create(() => new PolicyActor(time, mediator)), "keeper", BackOff, BackOffMax, 0.2, -1)
                .WithReplyWhileStopped(PolicyActor.Unavailable));
    }
}
