using System.Collections;
using System.Collections.Immutable;

namespace Cluster.Actors.Meetings;

/// <summary>Lines of a meeting's chat by number, whatever order they come in. A line that is there already is not there twice.</summary>
internal sealed record ChatLog : IEnumerable<ChatLine>
{
    /// <summary>Without a line.</summary>
    public static readonly ChatLog Empty = new();

    private ImmutableSortedDictionary<long, ChatLine> Lines { get; init; } = ImmutableSortedDictionary<long, ChatLine>.Empty;

    /// <summary>How many lines there are.</summary>
    public int Count => Lines.Count;

    /// <summary>Characters (UTF-16) in them.</summary>
    public int Chars { get; private init; }

    /// <summary>With a line.</summary>
    public ChatLog Add(ChatLine line) => this with
    {
        Chars = Chars - (Lines.TryGetValue(line.Number, out var same) ? same.Text.Length : 0) + line.Text.Length,
        Lines = Lines.SetItem(line.Number, line),
    };

    /// <summary>With these lines.</summary>
    public ChatLog Add(IEnumerable<ChatLine> lines) => lines.Aggregate(this, (log, line) => log.Add(line));

    /// <summary>Without the oldest lines that are more than so many, or have more than so many characters.</summary>
    public ChatLog Trim(int linesMax, int charsMax)
    {
        var log = this;
        while (log.Count > 0 && (log.Count > linesMax || log.Chars > charsMax))
        {
            var (number, oldest) = log.Lines.First();
            log = log with { Lines = log.Lines.Remove(number), Chars = log.Chars - oldest.Text.Length };
        }

        return log;
    }

    /// <summary>Which of these lines are not here, by number.</summary>
    public IReadOnlyList<ChatLine> Missing(IEnumerable<ChatLine> lines) =>
        [.. lines.Where(line => !Lines.ContainsKey(line.Number)).OrderBy(line => line.Number)];

    /// <inheritdoc/>
    public IEnumerator<ChatLine> GetEnumerator() => Lines.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Never what was said.</summary>
    public override string ToString() => $"{Count} lines";
}
