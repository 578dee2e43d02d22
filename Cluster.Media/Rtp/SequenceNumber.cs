namespace Cluster.Media.Rtp;

/// <summary>A 16-bit RTP sequence number; comparisons go the short way round the wrap (RFC 3550, 5.1).</summary>
internal readonly record struct SequenceNumber(ushort Value)
{
    /// <summary>How far this number is ahead of <paramref name="other"/>: -32768 to 32767, negative when behind.</summary>
    public short DistanceFrom(SequenceNumber other) => unchecked((short)(Value - other.Value));

    /// <summary>Whether this number comes after <paramref name="other"/>.</summary>
    public bool IsNewerThan(SequenceNumber other) => DistanceFrom(other) > 0;

    public static SequenceNumber operator +(SequenceNumber number, int packets) => new(unchecked((ushort)(number.Value + packets)));

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
