namespace Cluster.Media.Rtcp;

/// <summary>What a sender report says of its sender (RFC 3550, 6.4.1): its clocks, and what it sent so far.</summary>
internal readonly record struct SenderInfo(uint Ssrc, ulong NtpTimestamp, uint RtpTimestamp, uint Packets, uint Octets)
{
    /// <summary>Bytes in the packet's body, the SSRC included.</summary>
    public const int Bytes = 24;

    /// <summary>False unless the packet is a sender report of full length.</summary>
    public static bool TryParse(in RtcpPacket packet, out SenderInfo info)
    {
        if (packet.Type != RtcpType.SenderReport || packet.Body.Length < Bytes)
        {
            info = default;
            return false;
        }

        var ntp = ((ulong)packet.Word(4) << 32) | packet.Word(8);
        info = new SenderInfo(packet.Word(0), ntp, packet.Word(12), packet.Word(16), packet.Word(20));
        return true;
    }
}
