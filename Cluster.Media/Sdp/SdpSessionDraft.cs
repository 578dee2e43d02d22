namespace Cluster.Media.Sdp;

/// <summary>Gathers what comes before the first m-line.</summary>
internal sealed class SdpSessionDraft
{
    private readonly SdpTransportDraft transport = new();
    private List<string> bundle = [];
    private ulong version;
    private bool iceLite;

    /// <summary>The direction of m-lines that give none.</summary>
    public SdpDirection Direction { get; private set; } = SdpDirection.SendRecv;

    /// <summary>Takes one line; false when it is malformed.</summary>
    public bool Take(char type, ReadOnlySpan<char> value) => type switch
    {
        'o' => TakeOrigin(value),
        'a' => TakeAttribute(value),
        _ => true,
    };

    public SdpSession ToSession(IReadOnlyList<SdpMedia> media) =>
        new(version, bundle, iceLite, transport.ToTransport(), media);

    // o=<username> <sess-id> <sess-version> <nettype> <addrtype> <unicast-address>
    private bool TakeOrigin(ReadOnlySpan<char> value)
    {
        SdpTokens.TakeWord(ref value);
        SdpTokens.TakeWord(ref value);
        return SdpTokens.TryNumber(SdpTokens.TakeWord(ref value), out version);
    }

    private bool TakeAttribute(ReadOnlySpan<char> attribute)
    {
        ReadOnlySpan<char> value = attribute;
        ReadOnlySpan<char> name = SdpTokens.TakeWord(ref value, ':');
        switch (name)
        {
            case "group":
                return TakeGroup(value);
            case "ice-lite":
                iceLite = true;
                return true;
            default:
                TakeOther(name, value);
                return true;
        }
    }

    private void TakeOther(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        if (SdpDirections.TryParse(name, out SdpDirection given))
        {
            Direction = given;
        }
        else
        {
            transport.Take(name, value);
        }
    }

    private bool TakeGroup(ReadOnlySpan<char> value)
    {
        // A second BUNDLE group would be a second transport, which no browser offers and we do not have.
        if (SdpTokens.TakeWord(ref value) is not "BUNDLE" || bundle.Count > 0)
        {
            return true;
        }

        List<string> mids = [];
        while (SdpTokens.TakeWord(ref value) is { IsEmpty: false } mid)
        {
            if (!SdpTokens.IsMid(mid) || mids.Count > 1_024)
            {
                return false;
            }

            mids.Add(mid.ToString());
        }

        bundle = mids;
        return true;
    }
}
