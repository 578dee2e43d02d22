namespace Cluster.Media.Sdp;

/// <summary>Which offered header extensions are accepted: those the packet path reads or writes, and no others.</summary>
internal static class ExtensionPolicy
{
    public const string Mid = "urn:ietf:params:rtp-hdrext:sdes:mid";
    public const string Rid = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";
    public const string RepairedRid = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";
    public const string AudioLevel = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    public const string AbsoluteSendTime = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";
    public const string TransportCc = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
    public const string VideoOrientation = "urn:3gpp:video-orientation";

    private const int OneByteIdMax = 14;

    /// <summary>The accepted ones in the offer's order, each URI and each id once.</summary>
    public static IReadOnlyList<SdpExtension> Accept(SdpMedia media, MediaRole role) =>
        [.. media.Extensions
            .Where(extension => extension.Id <= OneByteIdMax && Serves(extension.Uri, media.Kind, role) && Flows(extension, role))
            .DistinctBy(extension => extension.Uri)
            .DistinctBy(extension => extension.Id)];

    /// <summary>The same as the packet path wants them.</summary>
    public static ExtensionIds ToIds(IReadOnlyList<SdpExtension> accepted)
    {
        return new ExtensionIds(
            Mid: Id(Mid),
            Rid: Id(Rid),
            RepairedRid: Id(RepairedRid),
            AudioLevel: Id(AudioLevel),
            AbsoluteSendTime: Id(AbsoluteSendTime),
            TransportCc: Id(TransportCc),
            VideoOrientation: Id(VideoOrientation),
            PlayoutDelay: 0);

        byte Id(string uri) => (byte)(accepted.FirstOrDefault(extension => extension.Uri == uri)?.Id ?? 0);
    }

    /// <summary>The direction to write in the answer, null for none: the offered one seen from here (RFC 8285 section 6).</summary>
    public static SdpDirection? AnswerDirection(SdpExtension offered, MediaRole role) => (offered.Direction, role) switch
    {
        (null or SdpDirection.SendRecv, _) => null,
        (_, MediaRole.Slot) => SdpDirection.SendOnly,
        (_, MediaRole.Source) => SdpDirection.RecvOnly,
        _ => SdpDirection.Inactive,
    };

    // Layers are a source's alone. Transport-cc on slots is what makes a client report on what it receives.
    private static bool Serves(string uri, SdpMediaKind kind, MediaRole role) => uri switch
    {
        Mid or AbsoluteSendTime or TransportCc => true,
        AudioLevel => kind == SdpMediaKind.Audio,
        VideoOrientation => kind == SdpMediaKind.Video,
        Rid or RepairedRid => kind == SdpMediaKind.Video && role != MediaRole.Slot,
        _ => false,
    };

    private static bool Flows(SdpExtension extension, MediaRole role)
    {
        SdpDirection offered = extension.Direction ?? SdpDirection.SendRecv;
        return role switch
        {
            MediaRole.Source => offered.HasFlag(SdpDirection.SendOnly),
            MediaRole.Slot => offered.HasFlag(SdpDirection.RecvOnly),
            _ => true,
        };
    }
}
