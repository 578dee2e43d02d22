namespace Cluster.Media.Srtp;

/// <summary>A bounded table from SSRC to a state per source, for looking up on each packet: a scan over packed numbers, last hit first.</summary>
internal sealed class SourceTable<TState>(int sourcesMax)
    where TState : class
{
    private readonly uint[] _ssrcs = GC.AllocateArray<uint>(sourcesMax, pinned: true);
    private readonly TState[] _states = new TState[sourcesMax];
    private readonly long[] _lastUses = GC.AllocateArray<long>(sourcesMax, pinned: true);
    private int _last;
    private long _uses;

    public int Count { get; private set; }

    public bool IsFull => Count == sourcesMax;

    /// <summary>Whether the source is there; no use of it.</summary>
    public bool Contains(uint ssrc) => _ssrcs.AsSpan(0, Count).Contains(ssrc);

    /// <summary>The source's state, or null.</summary>
    public TState? Find(uint ssrc)
    {
        if (_last >= Count || _ssrcs[_last] != ssrc)
        {
            var found = _ssrcs.AsSpan(0, Count).IndexOf(ssrc);
            if (found < 0)
            {
                return null;
            }

            _last = found;
        }

        _lastUses[_last] = ++_uses;
        return _states[_last];
    }

    /// <summary>Adds a source that is not there; the table must not be full.</summary>
    public void Add(uint ssrc, TState state)
    {
        _last = Count++;
        _ssrcs[_last] = ssrc;
        _states[_last] = state;
        _lastUses[_last] = ++_uses;
    }

    /// <summary>Takes out a source; one that is not there is ignored.</summary>
    public void Remove(uint ssrc)
    {
        var found = _ssrcs.AsSpan(0, Count).IndexOf(ssrc);
        if (found < 0)
        {
            return;
        }

        var end = --Count;
        (_ssrcs[found], _states[found], _lastUses[found]) = (_ssrcs[end], _states[end], _lastUses[end]);
        _states[end] = null!;
    }

    /// <summary>Takes out the source used longest ago among those not in use; false: all are in use.</summary>
    public bool TryEvict(Predicate<uint> isInUse, out uint evicted)
    {
        var oldest = -1;
        for (var i = 0; i < Count; i++)
        {
            if ((oldest < 0 || _lastUses[i] < _lastUses[oldest]) && !isInUse(_ssrcs[i]))
            {
                oldest = i;
            }
        }

        evicted = oldest < 0 ? 0 : _ssrcs[oldest];
        if (oldest >= 0)
        {
            Remove(evicted);
        }

        return oldest >= 0;
    }
}
