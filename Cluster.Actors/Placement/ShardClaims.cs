namespace Cluster.Actors.Placement;

/// <summary>
/// Which bridge shards a media node asks for that has too few. Each request that is answered from elsewhere leads to one
/// other at most, and when all shards live elsewhere the node waits before it looks at them again: it is the allocation
/// strategy that moves some to it then. Pure but for the clock it is given.
/// </summary>
/// <param name="shards">How many there are in the region.</param>
internal sealed class ShardClaims(int shards, TimeProvider time)
{
    /// <summary>At most so many requests wait for their answers.</summary>
    public const int AtOnceMax = 4;

    // A request may be lost with the node it went to.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromSeconds(30);

    private readonly Dictionary<int, long> open = [];
    private readonly HashSet<int> elsewhere = [];
    private long roundEndedAt;

    /// <summary>Shards to ask for now, which count as asked for from here on.</summary>
    /// <param name="owned">Shards on this node.</param>
    /// <param name="missing">How many more it wants.</param>
    public IReadOnlyList<int> Next(IReadOnlyDictionary<int, int> owned, int missing)
    {
        foreach (var (shard, _) in open.Where(it => owned.ContainsKey(it.Key) || time.GetElapsedTime(it.Value) > Patience).ToList())
        {
            open.Remove(shard);
        }

        elsewhere.ExceptWith(owned.Keys);
        var more = Math.Min(AtOnceMax, missing) - open.Count;
        if (more <= 0)
        {
            return [];
        }

        var unknown = Unknown(owned);
        if (unknown.Length == 0 && elsewhere.Count > 0 && time.GetElapsedTime(roundEndedAt) > BetweenRounds)
        {
            elsewhere.Clear();
            unknown = Unknown(owned);
        }

        Random.Shared.Shuffle(unknown);
        var now = time.GetTimestamp();
        int[] next = [.. unknown.Take(more)];
        Array.ForEach(next, shard => open[shard] = now);
        return next;
    }

    /// <summary>The answer was that this shard lives on another node.</summary>
    public void IsElsewhere(int shard)
    {
        open.Remove(shard);
        elsewhere.Add(shard);
        roundEndedAt = time.GetTimestamp();
    }

    private int[] Unknown(IReadOnlyDictionary<int, int> owned) =>
        [.. Enumerable.Range(0, shards).Where(shard => !owned.ContainsKey(shard) && !elsewhere.Contains(shard) && !open.ContainsKey(shard))];
}
