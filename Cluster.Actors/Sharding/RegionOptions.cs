using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;

namespace Cluster.Actors.Sharding;

/// <summary>What all regions have in common.</summary>
internal static class RegionOptions
{
    /// <summary>
    /// Where shards live is known to all nodes through replicated data, never through the journal, and which entities
    /// live is not remembered: clients bring theirs back. Entities end by their own rule, unless
    /// <paramref name="idle"/> says otherwise: a live meeting gets no messages through its region for minutes.
    /// </summary>
    public static ShardOptions Create(TimeSpan? idle = null) => new()
    {
        StateStoreMode = StateStoreMode.DData,
        RememberEntities = false,
        ShouldPassivateIdleEntities = idle is not null,
        PassivateIdleEntityAfter = idle,
        HandOffStopMessage = StopEntity.Instance,
    };
}
