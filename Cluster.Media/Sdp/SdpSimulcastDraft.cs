namespace Cluster.Media.Sdp;

/// <summary>Gathers the rid and simulcast lines of one m-line (RFC 8851, RFC 8853), the sending side of them.</summary>
internal sealed class SdpSimulcastDraft
{
    private readonly HashSet<string> declared = [];
    private readonly List<SdpRid> sent = [];

    public int Count => Math.Max(declared.Count, sent.Count);

    /// <summary>Takes one line; false when it is malformed.</summary>
    public bool Take(ReadOnlySpan<char> attribute, ReadOnlySpan<char> value) =>
        attribute is "rid" ? TakeRid(value) : TakeSimulcast(value);

    /// <summary>The layers that are both declared and listed, in the order of the list.</summary>
    public IReadOnlyList<SdpRid> ToRids() => [.. sent.Where(rid => declared.Contains(rid.Id)).DistinctBy(rid => rid.Id)];

    // <id> send|recv [pt=…;max-width=…]
    private bool TakeRid(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<char> id = SdpTokens.TakeWord(ref value);
        if (!SdpTokens.IsRid(id))
        {
            return false;
        }

        if (SdpTokens.TakeWord(ref value) is "send")
        {
            declared.Add(id.ToString());
        }

        return true;
    }

    // send q;h;~f [recv …]: streams are separated by semicolons, their alternatives by commas
    private bool TakeSimulcast(ReadOnlySpan<char> value)
    {
        while (SdpTokens.TakeWord(ref value) is { IsEmpty: false } direction)
        {
            ReadOnlySpan<char> streams = SdpTokens.TakeWord(ref value);
            while (direction is "send" && SdpTokens.TakeWord(ref streams, ';') is { IsEmpty: false } alternatives)
            {
                ReadOnlySpan<char> first = SdpTokens.TakeWord(ref alternatives, ',');
                bool paused = first is ['~', ..];
                first = paused ? first[1..] : first;
                if (!SdpTokens.IsRid(first) || sent.Count >= SdpLimits.EntriesPerMediaMax)
                {
                    return false;
                }

                sent.Add(new SdpRid(first.ToString(), paused));
            }
        }

        return true;
    }
}
