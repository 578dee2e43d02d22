namespace Cluster.Media.Sdp;

/// <summary>
/// Gathers the rtpmap, fmtp and rtcp-fb lines of one m-line, in whatever order they come; there are 128 payload types.
/// </summary>
internal sealed class SdpCodecDraft
{
    private const int FeedbackPerCodecMax = 16;
    private readonly Dictionary<byte, Entry> entries = [];
    private readonly List<string> wildcardFeedback = [];

    /// <summary>Takes one line; false when it is malformed.</summary>
    public bool Take(ReadOnlySpan<char> attribute, ReadOnlySpan<char> value)
    {
        ReadOnlySpan<char> target = SdpTokens.TakeWord(ref value);
        if (target is "*" && attribute is "rtcp-fb")
        {
            return AddFeedback(wildcardFeedback, value);
        }

        if (!SdpTokens.TryNumber(target, out byte payloadType) || payloadType > 127)
        {
            return false;
        }

        if (!entries.TryGetValue(payloadType, out Entry? entry))
        {
            entries[payloadType] = entry = new Entry();
        }

        switch (attribute)
        {
            case "rtpmap":
                return TakeMap(entry, value);
            case "fmtp":
                entry.Parameters = value.Trim().ToString();
                return true;
            default:
                return AddFeedback(entry.Feedback, value);
        }
    }

    /// <summary>The codecs in the order of the m-line's formats.</summary>
    public IReadOnlyList<SdpCodec> ToCodecs(IReadOnlyList<string> formats)
    {
        List<SdpCodec> codecs = [];
        foreach (string format in formats)
        {
            if (SdpTokens.TryNumber(format, out byte payloadType)
                && entries.Remove(payloadType, out Entry? entry)
                && entry.Name.Length > 0)
            {
                codecs.Add(new SdpCodec(
                    payloadType,
                    entry.Name,
                    entry.ClockRateHz,
                    entry.Channels,
                    entry.Parameters,
                    [.. entry.Feedback, .. wildcardFeedback]));
            }
        }

        return codecs;
    }

    // <name>/<clock rate>[/<channels>]
    private static bool TakeMap(Entry entry, ReadOnlySpan<char> value)
    {
        ReadOnlySpan<char> name = SdpTokens.TakeWord(ref value, '/');
        ReadOnlySpan<char> clock = SdpTokens.TakeWord(ref value, '/');
        if (name.IsEmpty || !SdpTokens.IsPath(name) || !SdpTokens.TryNumber(clock.Trim(), out int clockRateHz) || clockRateHz == 0)
        {
            return false;
        }

        entry.Name = name.ToString();
        entry.ClockRateHz = clockRateHz;
        if (value.Trim().IsEmpty)
        {
            return true;
        }

        bool read = SdpTokens.TryNumber(value.Trim(), out byte channels);
        entry.Channels = channels;
        return read && channels > 0;
    }

    private static bool AddFeedback(List<string> feedback, ReadOnlySpan<char> value)
    {
        if (feedback.Count < FeedbackPerCodecMax)
        {
            feedback.Add(value.Trim().ToString());
        }

        return true;
    }

    private sealed class Entry
    {
        public string Name { get; set; } = "";

        public int ClockRateHz { get; set; }

        public int Channels { get; set; } = 1;

        public string Parameters { get; set; } = "";

        public List<string> Feedback { get; } = [];
    }
}
