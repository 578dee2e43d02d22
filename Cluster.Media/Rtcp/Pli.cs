namespace Cluster.Media.Rtcp;

/// <summary>Picture loss indication (RFC 4585, 6.3.1): a receiver asks for a keyframe.</summary>
internal static class Pli
{
    /// <summary>Whose picture was lost. False unless the packet is a PLI.</summary>
    public static bool TryParse(in RtcpPacket packet, out uint mediaSsrc)
    {
        var isPli = packet.IsFeedback(RtcpType.PayloadFeedback, RtcpType.PliFormat);
        mediaSsrc = isPli ? packet.Word(4) : 0;
        return isPli;
    }
}
