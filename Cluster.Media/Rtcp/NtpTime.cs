namespace Cluster.Media.Rtcp;

/// <summary>NTP timestamps as RTCP uses them: seconds since 1900 in 32.32 fixed point (RFC 3550, 4).</summary>
internal static class NtpTime
{
    private const ulong UnixEpochSeconds = 2_208_988_800;
    private const long DelayUsMax = 65_535_999_985;

    /// <summary>For microseconds since 1970, not negative.</summary>
    public static ulong FromUnixMicroseconds(long unixUs)
    {
        var (seconds, restUs) = Math.DivRem((ulong)unixUs, 1_000_000UL);
        return ((seconds + UnixEpochSeconds) << 32) | ((restUs << 32) / 1_000_000UL);
    }

    /// <summary>Microseconds since 1970, negative before; to the nearest.</summary>
    public static long ToUnixMicroseconds(ulong ntp)
    {
        var seconds = (long)(ntp >> 32) - (long)UnixEpochSeconds;
        return (seconds * 1_000_000) + (long)((((ntp & uint.MaxValue) * 1_000_000UL) + 0x8000_0000UL) >> 32);
    }

    /// <summary>The middle 32 bits: seconds in 16.16 fixed point.</summary>
    public static uint Middle(ulong ntp) => (uint)(ntp >> 16);

    /// <summary>A span in 1/65536 s; negative ones count as none, and those above 18 hours as the greatest.</summary>
    public static uint DelayFromMicroseconds(long spanUs) =>
        (uint)(Math.Clamp(spanUs, 0, DelayUsMax) * 65_536 / 1_000_000);

    /// <summary>Microseconds of a span in 1/65536 s.</summary>
    public static long DelayToMicroseconds(uint delay) => (delay * 1_000_000L) >> 16;

    /// <summary>
    /// The round trip a report block shows, in microseconds: now less its LSR less its DLSR (RFC 3550, 6.4.1).
    /// False when it names no sender report, or when clocks make it negative.
    /// </summary>
    public static bool TryRoundTripMicroseconds(ulong nowNtp, in ReportBlock block, out long roundTripUs)
    {
        var span = unchecked((int)(Middle(nowNtp) - block.LastSr - block.DelaySinceLastSr));
        roundTripUs = span < 0 ? 0 : DelayToMicroseconds((uint)span);
        return block.LastSr != 0 && span >= 0;
    }
}
