using Akka.Actor;
using Akka.Cluster.Sharding;
using Cluster.Actors.Placement;
using Cluster.Actors.Serialization;

namespace Cluster.Actors.Sharding;

/// <summary>Asks a region whether it reaches its entities: answered by <see cref="RegionAlive"/>.</summary>
internal sealed record RegionProbe : IParleyMessage
{
    /// <summary>The entity that answers; '#' cannot stand in any other entity's id.</summary>
    public const string EntityId = "#probe";
}

/// <summary>The answer: the region knows its coordinator, its shard and its entity.</summary>
internal sealed record RegionAlive : IParleyMessage;

/// <summary>The entity in each region that does nothing but answer.</summary>
internal sealed class ProbeActor : ReceiveActor
{
    public ProbeActor()
    {
        Receive<RegionProbe>(_ => Answer(new RegionAlive()));
        Receive<ClaimShard>(claim => Answer(new ShardAt(claim.Shard, AkkaCluster.Get(Context.System).SelfAddress.ToString())));
        Receive<StopEntity>(_ => Context.Stop(Self));
    }

    // It goes at once: a shard with an entity in it counts as in use.
    private void Answer(object answer)
    {
        Sender.Tell(answer);
        Context.Parent.Tell(new Passivate(StopEntity.Instance));
    }
}
