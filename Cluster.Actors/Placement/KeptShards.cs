namespace Cluster.Actors.Placement;

/// <summary>
/// Which of a media node's bridge shards are for use and which may move. A few are <i>kept</i>: new bridges go into these.
/// Others that are empty and were not in use a moment ago are <i>spare</i>: they may move to a node that has none, and
/// one that was offered for it is not taken into use. Pure but for the clock it is given.
/// </summary>
internal sealed class KeptShards(TimeProvider time)
{
    // From giving a shard to its bridge's first endpoint; and from offering one to its move.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    private readonly SortedSet<int> kept = [];
    private readonly Dictionary<int, (long At, int Times)> given = [];
    private readonly Dictionary<int, long> offered = [];
    private IReadOnlyDictionary<int, int> owned = new Dictionary<int, int>();

    /// <summary>Shards in use for new bridges.</summary>
    public IReadOnlyCollection<int> Kept => kept;

    /// <summary>Shards on this node.</summary>
    public int Owned => owned.Count;

    /// <summary>Bridges whose shards were given lately and that may not be open yet.</summary>
    public int Coming => given.Values.Sum(it => it.Times);

    /// <summary>What the region has now: the entities in each shard.</summary>
    /// <param name="wanted">How many to keep.</param>
    public void Take(IReadOnlyDictionary<int, int> entities, int wanted)
    {
        owned = entities;
        Forget();
        kept.RemoveWhere(shard => !owned.ContainsKey(shard));
        foreach (var shard in owned.Keys.Where(shard => !offered.ContainsKey(shard)).Order().TakeWhile(_ => kept.Count < wanted))
        {
            kept.Add(shard);
        }

        // With more nodes each keeps fewer: those that are empty can go.
        foreach (var shard in kept.Where(IsIdle).Take(kept.Count - wanted).ToList())
        {
            kept.Remove(shard);
        }
    }

    /// <summary>A shard for a new bridge, the emptiest; null: there is none yet.</summary>
    /// <param name="standby">The bridge may never open: it is not expected.</param>
    public int? Give(bool standby = false)
    {
        if (kept.Count == 0)
        {
            return null;
        }

        var shard = kept.MinBy(it => owned.GetValueOrDefault(it) + given.GetValueOrDefault(it).Times);
        given[shard] = (time.GetTimestamp(), given.GetValueOrDefault(shard).Times + (standby ? 0 : 1));
        return shard;
    }

    /// <summary>At most so many shards that may move away.</summary>
    public IReadOnlyList<int> Offer(int max)
    {
        Forget();
        List<int> spare = [.. owned.Keys.Where(shard => !kept.Contains(shard) && IsIdle(shard)).OrderDescending().Take(max)];
        spare.ForEach(shard => offered[shard] = time.GetTimestamp());
        return spare;
    }

    private bool IsIdle(int shard) => owned.GetValueOrDefault(shard) == 0 && !given.ContainsKey(shard);

    private void Forget()
    {
        foreach (var (shard, it) in given.Where(it => time.GetElapsedTime(it.Value.At) > Settling).ToList())
        {
            given.Remove(shard);
        }

        foreach (var (shard, _) in offered.Where(it => time.GetElapsedTime(it.Value) > Settling).ToList())
        {
            offered.Remove(shard);
        }
    }
}
