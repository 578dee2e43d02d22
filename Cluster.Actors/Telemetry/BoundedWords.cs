using System.Collections.Concurrent;

namespace Cluster.Actors.Telemetry;

/// <summary>Words that become a metric's tag: the first so many different ones, and <c>other</c> for the rest, so that no mistake makes series without end. Safe for all threads.</summary>
/// <param name="max">Different words, 1 and up; a few more when several come at once.</param>
public sealed class BoundedWords(int max = 64)
{
    /// <summary>What stands for words beyond the bound.</summary>
    public const string Other = "other";

    private readonly ConcurrentDictionary<string, bool> known = new(StringComparer.Ordinal);

    /// <summary>The word to count under.</summary>
    public string Of(string word) => known.ContainsKey(word) || (known.Count < max && known.TryAdd(word, true)) ? word : Other;
}
