namespace Cluster.Media.Sdp;

// What an offer and its answer agreed on, in the engine's words.

/// <summary>An answer's text and its meaning.</summary>
internal sealed record SdpAnswer(string Sdp, NegotiatedSession Session);

/// <summary>The agreement as a whole.</summary>
/// <param name="RemoteUserFragment">The client's ICE user fragment.</param>
/// <param name="RemotePassword">The client's ICE password.</param>
/// <param name="RemoteFingerprint">SHA-256 of the client's certificate, upper-case hexadecimal with colons.</param>
/// <param name="Media">One for every offered m-line, in order.</param>
internal sealed record NegotiatedSession(
    string RemoteUserFragment,
    string RemotePassword,
    string RemoteFingerprint,
    IReadOnlyList<NegotiatedMedia> Media)
{
    /// <summary>Without the password, which never reaches a log.</summary>
    public override string ToString() => $"session of {RemoteUserFragment}, {Media.Count} m-lines";
}

/// <summary>What an m-line is to the bridge.</summary>
internal enum MediaRole
{
    /// <summary>Port 0: not used, and not to be used without a new offer.</summary>
    Rejected,

    /// <summary>Kept, but nothing flows.</summary>
    Inactive,

    /// <summary>The client sends.</summary>
    Source,

    /// <summary>The client receives.</summary>
    Slot,
}

/// <summary>The agreement on one m-line.</summary>
/// <param name="Mid">Its identification; may be empty when rejected.</param>
/// <param name="Audio">Audio, otherwise video (or rejected).</param>
/// <param name="Role">What it is to us. Payload types and extensions are 0 when rejected.</param>
/// <param name="PayloadType">The primary payload type, the offer's number.</param>
/// <param name="RtxPayloadType">The payload type of its retransmissions (RFC 4588), null when not agreed.</param>
/// <param name="ClockRateHz">RTP clock of the primary payload.</param>
/// <param name="Extensions">Header extension ids, the offer's numbers.</param>
/// <param name="Rids">
/// Simulcast layers of a source, flowing or not, in the order of the offer's simulcast line (our client writes the
/// lowest first); empty when it sends one stream.
/// </param>
/// <param name="Ssrcs">Primary SSRCs the offer declares for a source; may be empty.</param>
/// <param name="RtxOf">The primary of each retransmission SSRC the offer declares.</param>
/// <param name="SlotSsrc">What a slot sends with; 0 for other roles.</param>
/// <param name="SlotRtxSsrc">What a slot retransmits with; 0 when RTX is not agreed.</param>
internal sealed record NegotiatedMedia(
    string Mid,
    bool Audio,
    MediaRole Role,
    byte PayloadType,
    byte? RtxPayloadType,
    int ClockRateHz,
    ExtensionIds Extensions,
    IReadOnlyList<string> Rids,
    IReadOnlyList<uint> Ssrcs,
    IReadOnlyDictionary<uint, uint> RtxOf,
    uint SlotSsrc,
    uint SlotRtxSsrc);

/// <summary>Ids of RTP header extensions on one m-line, 1 to 14 (RFC 8285 section 4.2); 0: not agreed.</summary>
internal sealed record ExtensionIds(
    byte Mid,
    byte Rid,
    byte RepairedRid,
    byte AudioLevel,
    byte AbsoluteSendTime,
    byte TransportCc,
    byte VideoOrientation,
    byte PlayoutDelay)
{
    public static readonly ExtensionIds None = new(0, 0, 0, 0, 0, 0, 0, 0);
}
