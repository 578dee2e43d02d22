using System.Collections.Immutable;

namespace Cluster.Actors.Limits;

/// <summary>At most so many of something within a sliding time. Remembers one time stamp for each that it let pass.</summary>
internal sealed record RateWindow(int Max, TimeSpan Window)
{
    private ImmutableQueue<DateTimeOffset> passed = [];
    private int count;

    /// <summary>Counts one more; null when that is one too many.</summary>
    public RateWindow? TryPass(DateTimeOffset now)
    {
        var queue = passed;
        var left = count;
        while (left > 0 && now - queue.Peek() >= Window)
        {
            queue = queue.Dequeue();
            left--;
        }

        return left >= Max ? null : this with { passed = queue.Enqueue(now), count = left + 1 };
    }
}
