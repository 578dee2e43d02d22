namespace Cluster.Media.Forwarding;

/// <summary>
/// Bounds what forged packets cost. Anyone who can write a client's address as his own makes us decrypt, and finding a tag
/// wrong is an exception in the framework, some ten times the cost of a good packet. So after so many wrong tags within a
/// second, packets of the same kind are dropped undecrypted for the rest of that second.
/// </summary>
/// <remarks>
/// Two kinds, each with a budget: <i>strange</i> packets are of an SSRC that nothing authentic came from, <i>familiar</i>
/// ones of an SSRC in use. A forger who cannot see the flow has to guess 32 bits, spends the strange budget, and harms no
/// stream that runs (a stream that begins meanwhile begins up to a second late). One who sees the SSRCs can spend the
/// familiar budget and then delay the endpoint's media for the rest of each second, which whoever is on the path can do
/// anyway; it costs us at most <see cref="FamiliarMax"/> wrong tags a second.
/// </remarks>
internal sealed class ForgeryGuard
{
    /// <summary>Wrong tags a second on SSRCs nothing authentic came from, before such packets are dropped.</summary>
    public const int StrangeMax = 50;

    /// <summary>Wrong tags a second on SSRCs in use, before such packets are dropped.</summary>
    public const int FamiliarMax = 200;

    private const long WindowUs = 1_000_000;

    private long _windowEndUs;
    private int _strange;
    private int _familiar;

    /// <summary>Whether no wrong tag is on record: then every packet may be decrypted.</summary>
    public bool IsQuiet => (_strange | _familiar) == 0;

    /// <summary>Whether a packet may be decrypted at <paramref name="nowUs"/>.</summary>
    public bool Admits(bool familiar, long nowUs)
    {
        Turn(nowUs);
        return familiar ? _familiar < FamiliarMax : _strange < StrangeMax;
    }

    /// <summary>A packet's tag was wrong.</summary>
    public void NoteForgery(bool familiar, long nowUs)
    {
        Turn(nowUs);
        if (familiar)
        {
            _familiar++;
        }
        else
        {
            _strange++;
        }
    }

    private void Turn(long nowUs)
    {
        if (nowUs >= _windowEndUs)
        {
            (_strange, _familiar) = (0, 0);
            _windowEndUs = nowUs + WindowUs;
        }
    }
}
