using System.Diagnostics;

namespace Cluster.Media.Net;

/// <summary>The media plane's clock: monotonic microseconds, and what they are in Unix time.</summary>
internal static class MediaClock
{
    private static readonly long OriginTicks = Stopwatch.GetTimestamp();
    private static readonly long OriginUnixUs = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / 10;

    /// <summary>Monotonic microseconds, from 1 s at start, so that 0 can mean never.</summary>
    public static long NowUs => 1_000_000 + (long)((Stopwatch.GetTimestamp() - OriginTicks) * (1_000_000.0 / Stopwatch.Frequency));

    /// <summary>Unix time in microseconds of an instant of this clock. It follows no later step of the system's clock: reports must not jump.</summary>
    public static long ToUnixUs(long us) => OriginUnixUs + us - 1_000_000;
}
