using System.Collections.Immutable;
using Cluster.Actors.Meetings;

namespace Cluster.Actors.Bridges;

/// <summary>
/// A bridge's copy of a meeting's chat, for the room that may die: lines by number, whatever order they come in. Bounded by the
/// same lines and characters as the room's own.
/// </summary>
internal sealed record ChatCopy
{
    /// <summary>Of no meeting.</summary>
    public static readonly ChatCopy Empty = new();

    /// <summary>When the meeting began, Unix time in milliseconds.</summary>
    public long StartedAtMs { get; private init; }

    /// <summary>The lines by number.</summary>
    public ImmutableSortedDictionary<long, ChatLine> Lines { get; private init; } = ImmutableSortedDictionary<long, ChatLine>.Empty;

    /// <summary>Characters (UTF-16) in them.</summary>
    public int Chars { get; private init; }

    /// <summary>The copy with these lines, and without the oldest that are too many. Of another meeting than before it is a new one.</summary>
    public ChatCopy Keep(long startedAtMs, IEnumerable<ChatLine> lines, int linesMax, int charsMax)
    {
        var copy = startedAtMs == StartedAtMs ? this : Empty with { StartedAtMs = startedAtMs };
        foreach (var line in lines)
        {
            var before = copy.Lines.TryGetValue(line.Number, out var same) ? same.Text.Length : 0;
            copy = copy with { Lines = copy.Lines.SetItem(line.Number, line), Chars = copy.Chars - before + line.Text.Length };
        }

        while (copy.Lines.Count > linesMax || copy.Chars > charsMax)
        {
            var (number, oldest) = copy.Lines.First();
            copy = copy with { Lines = copy.Lines.Remove(number), Chars = copy.Chars - oldest.Text.Length };
        }

        return copy;
    }

    /// <summary>What is kept of a meeting, by number.</summary>
    public IReadOnlyList<ChatLine> Of(long startedAtMs) => startedAtMs == StartedAtMs ? [.. Lines.Values] : [];
}
