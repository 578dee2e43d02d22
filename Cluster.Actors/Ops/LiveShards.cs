using System.Collections.Concurrent;

namespace Cluster.Actors.Ops;

/// <summary>How many shards of each region this node has, as it saw last: within ten seconds. Safe for all threads.</summary>
internal sealed class LiveShards
{
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>By the region's name.</summary>
    public IReadOnlyDictionary<string, int> Counts => counts;

    /// <summary>A region has so many here.</summary>
    public void Put(string region, int shards) => counts[region] = shards;
}
