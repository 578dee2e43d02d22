namespace Cluster.Media.Forwarding;

/// <summary>
/// Puts the wanted sources into an endpoint's slots of one use. A source that has a slot keeps it; slots nobody wants
/// any more are emptied; new ones take the slot that was idle longest, so that a receiver's memory of who was in it has faded.
/// </summary>
internal static class ViewPlacement
{
    /// <summary>
    /// Arranges <paramref name="slots"/> to show <paramref name="wanted"/> (most important first; sources that do not
    /// exist are left out by the caller). What finds no slot is not shown.
    /// </summary>
    public static void Arrange(IReadOnlyList<Slot> slots, IReadOnlyList<(Source Source, int Height)> wanted)
    {
        var count = Math.Min(wanted.Count, slots.Count);
        foreach (var slot in slots)
        {
            if (slot.Source is { } shown && !Contains(wanted, count, shown))
            {
                slot.Show(null, 0);
            }
        }

        for (var i = 0; i < count; i++)
        {
            var (source, height) = wanted[i];
            (Find(slots, source) ?? LongestIdle(slots))?.Show(source, height);
        }
    }

    private static bool Contains(IReadOnlyList<(Source Source, int Height)> wanted, int count, Source source)
    {
        for (var i = 0; i < count; i++)
        {
            if (ReferenceEquals(wanted[i].Source, source))
            {
                return true;
            }
        }

        return false;
    }

    private static Slot? Find(IReadOnlyList<Slot> slots, Source source)
    {
        foreach (var slot in slots)
        {
            if (ReferenceEquals(slot.Source, source))
            {
                return slot;
            }
        }

        return null;
    }

    private static Slot? LongestIdle(IReadOnlyList<Slot> slots)
    {
        Slot? best = null;
        foreach (var slot in slots)
        {
            if (slot.Source is null && (best is null || slot.LastSentUs < best.LastSentUs))
            {
                best = slot;
            }
        }

        return best;
    }
}
