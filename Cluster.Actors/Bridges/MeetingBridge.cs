using Cluster.Media;

namespace Cluster.Actors.Bridges;

/// <summary>One of a meeting's bridges.</summary>
/// <param name="Number">In the order they were added; never used again in the meeting. Of two bridges the one with the lower number leads.</param>
/// <param name="Standby">A bridge that only stands by for it, where it is the meeting's only one.</param>
/// <param name="Region">Where its node stands; null: not said.</param>
/// <param name="Place">Where other nodes reach it; null: not known yet, or nowhere.</param>
/// <param name="Instance">Which opening of it that is of.</param>
/// <param name="Suspect">Somebody had to leave it, and it has not answered since: nobody new goes there.</param>
internal sealed record MeetingBridge(
    long Number, BridgeKey Key, BridgeKey? Standby = null, string? Region = null, string? Place = null, long Instance = 0, bool Suspect = false);

/// <summary>A relay between two bridges of a meeting as the room wants it, and how far each end has it so.</summary>
/// <param name="Generation">Counts up when its secrets or the places of its ends change.</param>
/// <param name="ToFirst">The direction to the one with the lower number.</param>
/// <param name="ToSecond">The direction to the other one.</param>
internal sealed record MeetingRelay(
    BridgeKey First, BridgeKey Second, long Generation, RelaySecret ToFirst, RelaySecret ToSecond, bool FirstHasIt = false, bool SecondHasIt = false)
{
    /// <summary>Whether one of its ends is this bridge.</summary>
    public bool Touches(BridgeKey bridge) => First == bridge || Second == bridge;

    /// <summary>Says nothing of the secrets.</summary>
    public override string ToString() => $"{nameof(MeetingRelay)} {First} {Second} {Generation}";
}

/// <summary>Where somebody new may go.</summary>
/// <param name="Bridge">The best of those there are; null: there is none.</param>
/// <param name="WantsAnother">One more would be better: it is full, or elsewhere.</param>
/// <param name="IsFull">All there are are full.</param>
internal readonly record struct SeatChoice(BridgeKey? Bridge, bool WantsAnother, bool IsFull = false);
