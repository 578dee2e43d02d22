namespace Cluster.Host.Tls.Acme;

/// <summary>
/// When to try again after a failure: soon at first, because somebody is just setting the server up, then twice as late
/// each time, because authorities count failures. Never before the authority allows it.
/// </summary>
internal sealed class BackOff
{
    /// <summary>After the first failure.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMinutes(2);

    /// <summary>At most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>An authority that says "in a year" has said something wrong.</summary>
    private static readonly TimeSpan s_longestAsked = TimeSpan.FromDays(8);

    private int _failures;

    /// <summary>No try before this.</summary>
    public DateTimeOffset NextTry { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>It worked.</summary>
    public void Succeeded() => (_failures, NextTry) = (0, DateTimeOffset.MinValue);

    /// <summary>It did not; returns how long to wait.</summary>
    public TimeSpan Failed(DateTimeOffset now, TimeSpan? asked)
    {
        var wait = TimeSpan.FromTicks(Math.Min(First.Ticks << Math.Min(_failures++, 16), Longest.Ticks));
        if (asked is { } wish && wish > wait)
        {
            wait = wish < s_longestAsked ? wish : s_longestAsked;
        }

        NextTry = now + wait;
        return wait;
    }
}
