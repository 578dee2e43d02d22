namespace Cluster.Media.Forwarding;

/// <summary>
/// Looks ten times a second whether pictures' layers came, went or changed their size, a share of the sources in each
/// tick, and lets only the slots that show such a one choose again.
/// </summary>
internal sealed class LayerWatch
{
    private const int TicksPerRound = 10;

    private readonly List<Source> _sources = [];
    private int _next;

    /// <summary>Slots told to choose again since the start.</summary>
    public long Retargeted { get; private set; }

    /// <summary>A picture came.</summary>
    public void Add(Source source) => _sources.Add(source);

    /// <summary>A picture ended.</summary>
    public void Remove(Source source)
    {
        var index = _sources.IndexOf(source);
        if (index >= 0)
        {
            _sources[index] = _sources[^1];
            _sources.RemoveAt(_sources.Count - 1);
        }
    }

    /// <summary>One tick: a tenth of the sources.</summary>
    public void Tick(long nowUs)
    {
        for (var left = (_sources.Count + TicksPerRound - 1) / TicksPerRound; left > 0; left--)
        {
            _next = _next + 1 < _sources.Count ? _next + 1 : 0;
            if (_sources[_next].LayersChanged(nowUs))
            {
                _sources[_next].Retarget(nowUs);
                Retargeted += _sources[_next].Viewers.Count;
            }
        }
    }
}
