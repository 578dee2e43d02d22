using System.Collections.Concurrent;

namespace Bench.Load.Checking;

/// <summary>What was wrong with what was received, by kind: a run with any is a failed run.</summary>
internal sealed class Problems
{
    private readonly ConcurrentDictionary<string, long> _counts = new();

    public long Total => _counts.Values.Sum();

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public void Note(string kind) => _counts.AddOrUpdate(kind, 1, static (_, count) => count + 1);

    public void Add(Problems others)
    {
        foreach (var (kind, count) in others._counts)
        {
            _counts.AddOrUpdate(kind, count, (_, before) => before + count);
        }
    }

    public override string ToString() => string.Join("; ", _counts.Select(entry => $"{entry.Key} ({entry.Value})"));
}
