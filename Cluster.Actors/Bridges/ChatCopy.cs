using Cluster.Actors.Meetings;

namespace Cluster.Actors.Bridges;

/// <summary>
/// A bridge's copy of a meeting's chat, for the room that may die. Bounded by the same lines and characters as the room's own.
/// </summary>
/// <param name="StartedAtMs">When the meeting began, Unix time in milliseconds.</param>
/// <param name="Log">Its lines.</param>
internal sealed record ChatCopy(long StartedAtMs, ChatLog Log)
{
    /// <summary>Of no meeting.</summary>
    public static readonly ChatCopy Empty = new(0, ChatLog.Empty);

    /// <summary>The copy with these lines, and without the oldest that are too many. Of another meeting than before it is a new one.</summary>
    public ChatCopy Keep(long startedAtMs, IEnumerable<ChatLine> lines, int linesMax, int charsMax) =>
        new(startedAtMs, (startedAtMs == StartedAtMs ? Log : ChatLog.Empty).Add(lines).Trim(linesMax, charsMax));

    /// <summary>What is kept of a meeting, by number.</summary>
    public IReadOnlyList<ChatLine> Of(long startedAtMs) => startedAtMs == StartedAtMs ? [.. Log] : [];
}
