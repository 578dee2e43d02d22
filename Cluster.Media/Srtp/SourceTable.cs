namespace Cluster.Media.Srtp;

/// <summary>A bounded table from SSRC to a state per source, for looking up on each packet: a scan over packed numbers, last hit first.</summary>
internal sealed class SourceTable<TState>(int sourcesMax)
    where TState : class
{
    private readonly uint[] _ssrcs = new uint[sourcesMax];
    private readonly TState[] _states = new TState[sourcesMax];
    private int _last;

    public int Count { get; private set; }

    public bool IsFull => Count == sourcesMax;

    /// <summary>The source's state, or null.</summary>
    public TState? Find(uint ssrc)
    {
        if (_last < Count && _ssrcs[_last] == ssrc)
        {
            return _states[_last];
        }

        var found = _ssrcs.AsSpan(0, Count).IndexOf(ssrc);
        if (found < 0)
        {
            return null;
        }

        _last = found;
        return _states[found];
    }

    /// <summary>Adds a source that is not there; the table must not be full.</summary>
    public void Add(uint ssrc, TState state)
    {
        _last = Count++;
        _ssrcs[_last] = ssrc;
        _states[_last] = state;
    }
}
