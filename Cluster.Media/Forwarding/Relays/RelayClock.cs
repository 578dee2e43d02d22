namespace Cluster.Media.Forwarding.Relays;

/// <summary>
/// What another node's media clock shows, in this one's time: the two began at different moments and drift apart. The quickest
/// frame of the last seconds counts as one that took no time, so a frame's time here is at most a one-way delay early.
/// </summary>
internal sealed class RelayClock
{
    private const long WindowUs = 10_000_000;

    private long _former = long.MaxValue;
    private long _latest = long.MaxValue;
    private long _turnUs;

    /// <summary>The instant <paramref name="theirsUs"/> of the other clock, said in a frame that came at <paramref name="nowUs"/>.</summary>
    public long ToOurs(long theirsUs, long nowUs)
    {
        if (nowUs >= _turnUs)
        {
            (_former, _latest, _turnUs) = (_latest, long.MaxValue, nowUs + WindowUs);
        }

        _latest = Math.Min(_latest, nowUs - theirsUs);
        return theirsUs + Math.Min(_former, _latest);
    }
}
