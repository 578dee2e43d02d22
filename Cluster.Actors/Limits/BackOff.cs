namespace Cluster.Actors.Limits;

/// <summary>
/// Slows down guessing: some failures are free, each further one closes the door for twice as long as the last, up to
/// a limit. An hour without a failure, or a success, forgets them. While the door is closed nothing is checked, so
/// that a closed door says nothing about the guess.
/// </summary>
internal sealed record BackOff(int FreeFailures, TimeSpan First, TimeSpan Longest)
{
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private int failures;
    private DateTimeOffset lastFailure;
    private DateTimeOffset closedUntil;

    /// <summary>Whether a try is allowed now.</summary>
    public bool IsOpen(DateTimeOffset now) => now >= closedUntil;

    /// <summary>How long until a try is allowed; zero when it is.</summary>
    public TimeSpan WaitAt(DateTimeOffset now) => IsOpen(now) ? TimeSpan.Zero : closedUntil - now;

    /// <summary>After a wrong try.</summary>
    public BackOff Failed(DateTimeOffset now)
    {
        var counted = failures > 0 && now - lastFailure < Memory ? failures + 1 : 1;
        var beyond = counted - FreeFailures;
        var wait = beyond <= 0
            ? TimeSpan.Zero
            : TimeSpan.FromTicks((long)Math.Min(Longest.Ticks, First.Ticks * Math.Pow(2, Math.Min(beyond - 1, 40))));
        return this with { failures = counted, lastFailure = now, closedUntil = now + wait };
    }

    /// <summary>After a right one.</summary>
    public BackOff Succeeded() => new(FreeFailures, First, Longest);
}
