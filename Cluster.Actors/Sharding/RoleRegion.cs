using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;

namespace Cluster.Actors.Sharding;

/// <summary>Starts a region on nodes with its role, and on all others the way to it.</summary>
internal static class RoleRegion
{
    /// <summary>The region, or the way to it; both are found under <typeparamref name="TKey"/>.</summary>
    /// <param name="typeName">The region's name in the cluster; never changes.</param>
    /// <param name="entityOf">From an entity's id how it is made, once the other parts of the node are there.</param>
    /// <param name="allocation">On which nodes its shards live; made for each node, for each may have the coordinator.</param>
    /// <param name="idle">Entities without a message for so long are put out of memory; null: they end by their own rule.</param>
    public static AkkaConfigurationBuilder WithRoleRegion<TKey>(
        this AkkaConfigurationBuilder builder,
        ActorsSettings settings,
        NodeRole role,
        string typeName,
        Func<ActorSystem, IActorRegistry, Func<string, Props>> entityOf,
        EntityExtractor extractor,
        Func<IShardAllocationStrategy> allocation,
        TimeSpan? idle = null) =>
        builder.WithActors((system, registry) =>
        {
            var sharding = ClusterSharding.Get(system);
            var name = NodeRoles.NameOf(role);
            if (!settings.Roles.Contains(role))
            {
                registry.Register<TKey>(sharding.StartProxy(typeName, name, extractor));
                return;
            }

            var options = ClusterShardingSettings.Create(system).WithRole(name);
            registry.Register<TKey>(sharding.Start(
                typeName,
                entityOf(system, registry),
                idle is { } after ? options.WithPassivateIdleAfter(after) : options,
                extractor,
                allocation(),
                StopEntity.Instance));
        });
}
