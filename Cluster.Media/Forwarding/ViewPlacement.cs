namespace Cluster.Media.Forwarding;

/// <summary>
/// Puts the wanted sources into an endpoint's slots of one use. A source that has a slot keeps it; slots nobody wants
/// any more are emptied; new ones take the slot that was idle longest, so that a receiver's memory of who was in it has faded.
/// </summary>
internal static class ViewPlacement
{
    /// <summary>
    /// Arranges <paramref name="slots"/> to show <paramref name="wanted"/> (most important first; sources that do not
    /// exist are left out by the caller), and lets those that changed choose their layers. What finds no slot is not shown.
    /// </summary>
    public static void Arrange(ReadOnlySpan<Slot> slots, ReadOnlySpan<Wanted> wanted, long nowUs)
    {
        wanted = wanted[..Math.Min(wanted.Length, slots.Length)];
        foreach (var slot in slots)
        {
            if (slot.Source is { } shown && !Contains(wanted, shown))
            {
                slot.Show(null, 0);
            }
        }

        foreach (var (source, height) in wanted)
        {
            if ((Find(slots, source) ?? LongestIdle(slots)) is { } slot && slot.Show(source, height))
            {
                slot.Retarget(nowUs);
            }
        }
    }

    private static bool Contains(ReadOnlySpan<Wanted> wanted, Source source)
    {
        foreach (var entry in wanted)
        {
            if (ReferenceEquals(entry.Source, source))
            {
                return true;
            }
        }

        return false;
    }

    private static Slot? Find(ReadOnlySpan<Slot> slots, Source source)
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

    private static Slot? LongestIdle(ReadOnlySpan<Slot> slots)
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

/// <summary>A source that is wanted in a slot, and how high at most (for pictures), in pixels.</summary>
internal readonly record struct Wanted(Source Source, int Height);
