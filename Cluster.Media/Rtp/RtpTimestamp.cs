namespace Cluster.Media.Rtp;

/// <summary>A 32-bit RTP timestamp in units of its stream's clock; comparisons go the short way round the wrap (RFC 3550, 5.1).</summary>
internal readonly record struct RtpTimestamp(uint Value)
{
    /// <summary>Clock units this timestamp is ahead of <paramref name="other"/>, negative when behind.</summary>
    public int DistanceFrom(RtpTimestamp other) => unchecked((int)(Value - other.Value));

    /// <summary>Whether this timestamp comes after <paramref name="other"/>.</summary>
    public bool IsNewerThan(RtpTimestamp other) => DistanceFrom(other) > 0;

    public static RtpTimestamp operator +(RtpTimestamp timestamp, int units) => new(unchecked(timestamp.Value + (uint)units));

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
