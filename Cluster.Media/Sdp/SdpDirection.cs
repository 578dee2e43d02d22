namespace Cluster.Media.Sdp;

/// <summary>Which way media flows, as its describer sees it (RFC 8866 section 6.7).</summary>
[Flags]
internal enum SdpDirection
{
    Inactive = 0,
    SendOnly = 1,
    RecvOnly = 2,
    SendRecv = SendOnly | RecvOnly,
}

/// <summary>Directions to and from their words.</summary>
internal static class SdpDirections
{
    public static bool TryParse(ReadOnlySpan<char> word, out SdpDirection direction)
    {
        (direction, bool known) = word switch
        {
            "sendrecv" => (SdpDirection.SendRecv, true),
            "sendonly" => (SdpDirection.SendOnly, true),
            "recvonly" => (SdpDirection.RecvOnly, true),
            "inactive" => (SdpDirection.Inactive, true),
            _ => (SdpDirection.Inactive, false),
        };
        return known;
    }

    public static string ToWord(this SdpDirection direction) => direction switch
    {
        SdpDirection.SendRecv => "sendrecv",
        SdpDirection.SendOnly => "sendonly",
        SdpDirection.RecvOnly => "recvonly",
        _ => "inactive",
    };
}
