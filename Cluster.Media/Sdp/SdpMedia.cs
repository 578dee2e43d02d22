namespace Cluster.Media.Sdp;

// What one m-line of an offer says, as plain data.

/// <summary>The medium of an m-line.</summary>
internal enum SdpMediaKind
{
    Audio,
    Video,
    Application,
    Other,
}

/// <summary>An m-line with its attributes.</summary>
/// <param name="Kind">The medium.</param>
/// <param name="MediaWord">The medium as it was written, for the answer's m-line.</param>
/// <param name="Protocol">The transport, such as <c>UDP/TLS/RTP/SAVPF</c>.</param>
/// <param name="Formats">The formats as they were written: payload types, or a data channel's word.</param>
/// <param name="Disabled">Port 0 without <c>a=bundle-only</c>: stopped by the offerer.</param>
/// <param name="Mid">Its identification (RFC 5888); empty when absent.</param>
/// <param name="Direction">From the offerer's side.</param>
/// <param name="Codecs">In the offerer's order of preference; only those with an rtpmap.</param>
/// <param name="Extensions">RTP header extensions (RFC 8285).</param>
/// <param name="Sources">SSRCs in the order of their first appearance (RFC 5576).</param>
/// <param name="SourceGroups">FID, SIM and other groups.</param>
/// <param name="Rids">Layers the offerer would send, in the order of <c>a=simulcast</c> (RFC 8853).</param>
/// <param name="RtcpMux"><c>a=rtcp-mux</c> is there (RFC 5761).</param>
/// <param name="RtcpReducedSize"><c>a=rtcp-rsize</c> is there (RFC 5506).</param>
/// <param name="Transport">ICE and DTLS attributes of this m-line alone.</param>
internal sealed record SdpMedia(
    SdpMediaKind Kind,
    string MediaWord,
    string Protocol,
    IReadOnlyList<string> Formats,
    bool Disabled,
    string Mid,
    SdpDirection Direction,
    IReadOnlyList<SdpCodec> Codecs,
    IReadOnlyList<SdpExtension> Extensions,
    IReadOnlyList<SdpSource> Sources,
    IReadOnlyList<SdpSourceGroup> SourceGroups,
    IReadOnlyList<SdpRid> Rids,
    bool RtcpMux,
    bool RtcpReducedSize,
    SdpTransport Transport);

/// <summary>A payload type (RFC 8866 section 6.6).</summary>
/// <param name="PayloadType">0 to 127.</param>
/// <param name="Name">The encoding's name as written; compare without case.</param>
/// <param name="ClockRateHz">RTP clock.</param>
/// <param name="Channels">1 unless said otherwise.</param>
/// <param name="Parameters">The value of its fmtp; empty when absent.</param>
/// <param name="Feedback">The values of its rtcp-fb lines (RFC 4585), the wildcard's included.</param>
internal sealed record SdpCodec(
    byte PayloadType,
    string Name,
    int ClockRateHz,
    int Channels,
    string Parameters,
    IReadOnlyList<string> Feedback);

/// <summary>A header extension; <paramref name="Direction"/> is null when none is written.</summary>
internal sealed record SdpExtension(int Id, string Uri, SdpDirection? Direction);

/// <summary>An SSRC with its CNAME and msid; empty when absent.</summary>
internal sealed record SdpSource(uint Ssrc, string Cname, string Msid);

/// <summary>SSRCs that belong together, the primary first.</summary>
internal sealed record SdpSourceGroup(string Semantics, IReadOnlyList<uint> Ssrcs);

/// <summary>A simulcast layer; <paramref name="Paused"/> when written with a tilde.</summary>
internal sealed record SdpRid(string Id, bool Paused);

/// <summary>ICE and DTLS attributes of the session or of one m-line; null when absent.</summary>
internal sealed record SdpTransport(string? UserFragment, string? Password, string? Fingerprint, string? FingerprintHash, string? Setup)
{
    public static readonly SdpTransport None = new(null, null, null, null, null);

    /// <summary>Without the password, which never reaches a log.</summary>
    public override string ToString() => $"transport of {UserFragment}";

    /// <summary>These attributes, and the session's where they are missing.</summary>
    public SdpTransport Or(SdpTransport session) => new(
        UserFragment ?? session.UserFragment,
        Password ?? session.Password,
        FingerprintHash is null ? session.Fingerprint : Fingerprint,
        FingerprintHash ?? session.FingerprintHash,
        Setup ?? session.Setup);
}
