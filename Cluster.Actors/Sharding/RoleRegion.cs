using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.DependencyInjection;
using Akka.Hosting;

namespace Cluster.Actors.Sharding;

/// <summary>Starts a region on nodes with its role, and on all others the way to it.</summary>
internal static class RoleRegion
{
    /// <summary>The region, or the way to it; both are found under <typeparamref name="TKey"/>.</summary>
    public static AkkaConfigurationBuilder WithRoleRegion<TKey>(
        this AkkaConfigurationBuilder builder,
        ActorsSettings settings,
        NodeRole role,
        string typeName,
        Func<ActorSystem, IActorRegistry, IDependencyResolver, Func<string, Props>> props,
        EntityExtractor extractor,
        ShardOptions options)
    {
        var name = NodeRoles.NameOf(role);
        if (!settings.Roles.Contains(role))
        {
            return builder.WithShardRegionProxy<TKey>(typeName, name, extractor);
        }

        options.Role = name;
        return builder.WithShardRegion<TKey>(typeName, props, extractor, options);
    }
}
