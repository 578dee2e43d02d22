using System.Collections.Immutable;
using Cluster.Actors.Bridges;

namespace Cluster.Actors.Rooms;

/// <summary>
/// How far a meeting is on its way from some bridges to another: who waits, who is on the way and until when, and how it ended for the
/// others. Pure: the room asks participants and does what a step says.
/// </summary>
/// <param name="Number">Of the room's moves, counting up.</param>
/// <param name="From">Bridges to leave.</param>
/// <param name="To">The bridge to go to; null: it is not placed yet.</param>
internal sealed record BridgeMove(long Number, ImmutableHashSet<BridgeKey> From, BridgeKey? To = null)
{
    /// <summary>How long the bridges to leave stay when the last one has gone: others still show what he sent there until what he sends on the new one has come.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(2_500);

    /// <summary>Who was not asked yet, in order.</summary>
    public ImmutableList<string> Waiting { get; private init; } = [];

    /// <summary>Who was asked, and until when it may take (Unix time in milliseconds).</summary>
    public ImmutableDictionary<string, long> Underway { get; private init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>How many have gone over.</summary>
    public int Moved { get; private init; }

    /// <summary>How many did not, and come back by their tickets.</summary>
    public int Dropped { get; private init; }

    /// <summary>How many are still to move.</summary>
    public int Left => Waiting.Count + Underway.Count;

    /// <summary>Whether nobody is left on the bridges to leave who could go over.</summary>
    public bool IsDone => To is not null && Left == 0;

    /// <summary>Since when nobody is left who could go over, Unix time in milliseconds; null: somebody is.</summary>
    public long? DoneAtMs { get; private init; }

    /// <summary>Whether the bridges to leave may close.</summary>
    public bool IsOver(long nowMs) => IsDone && (Moved == 0 || nowMs - DoneAtMs >= (long)Linger.TotalMilliseconds);

    /// <summary>The bridge to go to is there; these are to move.</summary>
    public BridgeMove Begin(BridgeKey to, IEnumerable<string> participants) => this with { To = to, Waiting = [.. participants] };

    /// <summary>Somebody is on a bridge to leave who was not before.</summary>
    public BridgeMove Come(string participant) =>
        Waiting.Contains(participant) || Underway.ContainsKey(participant) ? this : this with { Waiting = Waiting.Add(participant) };

    /// <summary>Somebody left the meeting.</summary>
    public BridgeMove Gone(string participant) => this with { Waiting = Waiting.Remove(participant), Underway = Underway.Remove(participant) };

    /// <summary>A participant says how it ended for it. Of one that was given up before it counts for nothing.</summary>
    public BridgeMove End(string participant, bool moved) => !Underway.ContainsKey(participant)
        ? this
        : this with { Underway = Underway.Remove(participant), Moved = Moved + (moved ? 1 : 0), Dropped = Dropped + (moved ? 0 : 1) };

    /// <summary>Who is to be asked now, and who is waited for no longer.</summary>
    /// <param name="atOnce">How many may be on the way at once, 1 and up.</param>
    /// <param name="limit">How long each may take.</param>
    public BridgeMoveStep Advance(long nowMs, int atOnce, TimeSpan limit)
    {
        if (To is null)
        {
            return new BridgeMoveStep(this, [], []);
        }

        List<string> late = [.. Underway.Where(entry => entry.Value <= nowMs).Select(entry => entry.Key).Order(StringComparer.Ordinal)];
        var kept = Underway.RemoveRange(late);
        List<string> asked = [.. Waiting.Take(Math.Max(0, atOnce - kept.Count))];
        var untilMs = nowMs + (long)limit.TotalMilliseconds;
        return new BridgeMoveStep(
            this with
            {
                Waiting = Waiting.RemoveRange(0, asked.Count),
                Underway = kept.AddRange(asked.Select(one => KeyValuePair.Create(one, untilMs))),
                Dropped = Dropped + late.Count,
                DoneAtMs = asked.Count + kept.Count + Waiting.Count > 0 ? null : DoneAtMs ?? nowMs,
            },
            asked,
            late);
    }
}

/// <summary>What comes of looking at the clock.</summary>
/// <param name="Ask">Who is asked to move now.</param>
/// <param name="Drop">Who did not answer in time.</param>
internal sealed record BridgeMoveStep(BridgeMove Next, IReadOnlyList<string> Ask, IReadOnlyList<string> Drop);
