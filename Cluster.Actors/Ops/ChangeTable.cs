namespace Cluster.Actors.Ops;

/// <summary>
/// Values by name that somebody follows from afar: who asks says up to which change it knows, and gets what came after. What
/// was taken away is remembered for a while; who was away for longer begins anew. Safe for all threads.
/// </summary>
internal sealed class ChangeTable<T>(int goneMax = 10_000)
    where T : IEquatable<T>
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (long Change, T Value)> values = new(StringComparer.Ordinal);
    private readonly Queue<(long Change, string Name)> gone = [];
    private long last;
    private long forgotten;

    /// <summary>Sets a value; nothing happens where it is the same.</summary>
    public void Put(string name, T value)
    {
        lock (gate)
        {
            if (!values.TryGetValue(name, out var known) || !known.Value.Equals(value))
            {
                values[name] = (++last, value);
            }
        }
    }

    /// <summary>Takes a value away.</summary>
    public void Remove(string name)
    {
        lock (gate)
        {
            if (values.Remove(name))
            {
                gone.Enqueue((++last, name));
                if (gone.Count > goneMax)
                {
                    forgotten = gone.Dequeue().Change;
                }
            }
        }
    }

    /// <summary>Reads a value.</summary>
    public bool TryGet(string name, out T? value)
    {
        lock (gate)
        {
            var known = values.TryGetValue(name, out var it);
            value = it.Value;
            return known;
        }
    }

    /// <summary>The names there are.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (gate)
            {
                return [.. values.Keys];
            }
        }
    }

    /// <summary>The values there are.</summary>
    public IReadOnlyList<T> Values
    {
        get
        {
            lock (gate)
            {
                return [.. values.Values.Select(it => it.Value)];
            }
        }
    }

    /// <summary>What changed after <paramref name="known"/>, the oldest change first, at most so much of it.</summary>
    public Changes<T> Since(long known, int max)
    {
        lock (gate)
        {
            // From another life of this table, or from before what is remembered: all of it, and nothing else holds.
            var anew = known > last || known < forgotten;
            var from = anew ? 0 : known;
            var some = values.Where(entry => entry.Value.Change > from).Select(entry => (entry.Value.Change, Name: entry.Key, Here: true))
                .Concat(anew ? [] : gone.Where(it => it.Change > from && !values.ContainsKey(it.Name)).Select(it => (it.Change, it.Name, Here: false)))
                .OrderBy(entry => entry.Change)
                .Take(max + 1)
                .ToList();
            var whole = some.Count <= max;
            var shown = whole ? some : some[..max];
            return new Changes<T>(
                anew,
                whole ? last : shown[^1].Change,
                whole,
                [.. shown.Where(entry => entry.Here).Select(entry => values[entry.Name].Value)],
                [.. shown.Where(entry => !entry.Here).Select(entry => entry.Name)]);
        }
    }
}

/// <summary>A part of what changed.</summary>
/// <param name="Anew">All that was known before does not hold any more.</param>
/// <param name="UpTo">What to say as known the next time.</param>
/// <param name="Whole">There is no more now.</param>
/// <param name="Gone">Names of what was taken away.</param>
internal sealed record Changes<T>(bool Anew, long UpTo, bool Whole, IReadOnlyList<T> Values, IReadOnlyList<string> Gone);
