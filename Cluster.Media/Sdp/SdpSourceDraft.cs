namespace Cluster.Media.Sdp;

/// <summary>Gathers the ssrc and ssrc-group lines of one m-line (RFC 5576).</summary>
internal sealed class SdpSourceDraft
{
    private readonly OrderedDictionary<uint, SdpSource> sources = [];
    private readonly List<SdpSourceGroup> groups = [];

    public int Count => Math.Max(sources.Count, groups.Count);

    public IReadOnlyList<SdpSourceGroup> Groups => groups;

    /// <summary>Takes one line; false when it is malformed.</summary>
    public bool Take(ReadOnlySpan<char> attribute, ReadOnlySpan<char> value) =>
        attribute is "ssrc" ? TakeSource(value) : TakeGroup(value);

    public IReadOnlyList<SdpSource> ToSources() => [.. sources.Values];

    // <ssrc> <attribute>[:<value>]
    private bool TakeSource(ReadOnlySpan<char> value)
    {
        if (!SdpTokens.TryNumber(SdpTokens.TakeWord(ref value), out uint ssrc))
        {
            return false;
        }

        SdpSource source = sources.GetValueOrDefault(ssrc) ?? new SdpSource(ssrc, "", "");
        ReadOnlySpan<char> name = SdpTokens.TakeWord(ref value, ':');
        sources[ssrc] = name switch
        {
            "cname" => source with { Cname = value.ToString() },
            "msid" => source with { Msid = value.ToString() },
            _ => source,
        };
        return true;
    }

    // <semantics> <ssrc> …
    private bool TakeGroup(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<char> semantics = SdpTokens.TakeWord(ref value);
        List<uint> members = [];
        while (SdpTokens.TakeWord(ref value) is { IsEmpty: false } word)
        {
            if (members.Count == SdpLimits.EntriesPerMediaMax || !SdpTokens.TryNumber(word, out uint ssrc))
            {
                return false;
            }

            members.Add(ssrc);
        }

        groups.Add(new SdpSourceGroup(semantics.ToString(), members));
        return true;
    }
}
