namespace Cluster.Media.Rtcp;

/// <summary>One reception report (RFC 3550, 6.4.1): how a source was received.</summary>
/// <param name="FractionLost">Lost since the report before, in 1/256.</param>
/// <param name="CumulativeLost">24 bits, signed.</param>
/// <param name="ExtendedHighest">Highest sequence number, above it the times it wrapped.</param>
/// <param name="Jitter">In units of the source's clock.</param>
/// <param name="LastSr">The middle of the last sender report's NTP time, 0 when there was none.</param>
/// <param name="DelaySinceLastSr">In 1/65536 s.</param>
internal readonly record struct ReportBlock(
    uint Ssrc, byte FractionLost, int CumulativeLost, uint ExtendedHighest, uint Jitter, uint LastSr, uint DelaySinceLastSr)
{
    public const int Bytes = 24;
    public const int CumulativeLostMin = -0x80_0000;
    public const int CumulativeLostMax = 0x7f_ffff;

    /// <summary>The report at an index from 0 on; false when the packet is no SR or RR, or has no such report.</summary>
    public static bool TryParse(in RtcpPacket packet, int index, out ReportBlock block)
    {
        block = default;
        var first = packet.Type switch
        {
            RtcpType.SenderReport => SenderInfo.Bytes,
            RtcpType.ReceiverReport => 4,
            _ => -1,
        };
        if (first < 0 || index < 0 || index >= packet.Count || first + ((index + 1) * Bytes) > packet.Body.Length)
        {
            return false;
        }

        var at = first + (index * Bytes);
        var lost = packet.Word(at + 4);
        block = new ReportBlock(
            packet.Word(at),
            (byte)(lost >> 24),
            (int)(lost << 8) >> 8,
            packet.Word(at + 8),
            packet.Word(at + 12),
            packet.Word(at + 16),
            packet.Word(at + 20));
        return true;
    }
}
