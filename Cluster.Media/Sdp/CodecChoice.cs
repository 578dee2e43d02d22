namespace Cluster.Media.Sdp;

/// <summary>The codec of one m-line: the first of our preferences that the offer has, with its RTX.</summary>
/// <param name="Primary">The chosen payload type.</param>
/// <param name="Rtx">Its retransmission payload type (RFC 4588 section 8.6), null when not offered.</param>
internal sealed record CodecChoice(SdpCodec Primary, SdpCodec? Rtx)
{
    /// <summary>What the packet path can forward, best first: a further codec is a further entry.</summary>
    private static readonly Preference[] Preferences =
    [
        new(SdpMediaKind.Audio, "opus", 48_000, 2, "minptime=10;useinbandfec=1;usedtx=1"),
        new(SdpMediaKind.Video, "VP8", 90_000, 1, ""),
    ];

    /// <summary>rtcp-fb values accepted where they are offered (RFC 4585, RFC 5104, and two of libwebrtc's).</summary>
    private static readonly string[] Feedback = ["nack", "nack pli", "ccm fir", "goog-remb", "transport-cc"];

    /// <summary>Payload types that would look like RTCP on a shared port (RFC 5761 section 4).</summary>
    private static bool LooksLikeRtcp(byte payloadType) => payloadType is >= 64 and <= 95;

    /// <summary>Null: nothing in common.</summary>
    public static CodecChoice? Choose(SdpMedia media)
    {
        foreach (Preference preference in Preferences)
        {
            if (media.Codecs.FirstOrDefault(codec => preference.Fits(media.Kind, codec)) is { } primary)
            {
                SdpCodec? rtx = media.Kind == SdpMediaKind.Video
                    ? media.Codecs.FirstOrDefault(codec => IsRtxOf(codec, primary))
                    : null;
                return new CodecChoice(primary, rtx);
            }
        }

        return null;
    }

    /// <summary>The format parameters to answer with; empty for none.</summary>
    public string AnswerParameters() =>
        Preferences.First(preference => preference.IsNamed(Primary.Name)).Parameters;

    /// <summary>The feedback to answer with.</summary>
    public IEnumerable<string> AnswerFeedback() => Feedback.Where(Primary.Feedback.Contains);

    private static bool IsRtxOf(SdpCodec codec, SdpCodec primary) =>
        codec.Name.Equals("rtx", StringComparison.OrdinalIgnoreCase)
        && codec.ClockRateHz == primary.ClockRateHz
        && !LooksLikeRtcp(codec.PayloadType)
        && codec.Parameters
            .Split(';', StringSplitOptions.TrimEntries)
            .Contains($"apt={primary.PayloadType}", StringComparer.OrdinalIgnoreCase);

    private sealed record Preference(SdpMediaKind Kind, string Name, int ClockRateHz, int Channels, string Parameters)
    {
        public bool IsNamed(string name) => name.Equals(Name, StringComparison.OrdinalIgnoreCase);

        public bool Fits(SdpMediaKind kind, SdpCodec codec) =>
            kind == Kind
            && IsNamed(codec.Name)
            && codec.ClockRateHz == ClockRateHz
            && codec.Channels == Channels
            && !LooksLikeRtcp(codec.PayloadType);
    }
}
