namespace Cluster.Media.Rtcp;

/// <summary>The RTCP packet types and feedback formats used here (RFC 3550, 12.1; RFC 4585, 6.1; RFC 5104, 4.3).</summary>
internal static class RtcpType
{
    public const byte SenderReport = 200;
    public const byte ReceiverReport = 201;
    public const byte SourceDescription = 202;
    public const byte Bye = 203;
    public const byte TransportFeedback = 205;
    public const byte PayloadFeedback = 206;

    /// <summary>Formats of <see cref="TransportFeedback"/>.</summary>
    public const byte NackFormat = 1;

    public const byte TransportCcFormat = 15;

    /// <summary>Formats of <see cref="PayloadFeedback"/>.</summary>
    public const byte PliFormat = 1;

    public const byte FirFormat = 4;
    public const byte ApplicationFormat = 15;
}
