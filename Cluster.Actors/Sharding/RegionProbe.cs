using Akka.Actor;
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
        Receive<RegionProbe>(_ => Sender.Tell(new RegionAlive()));
        Receive<StopEntity>(_ => Context.Stop(Self));
    }
}
