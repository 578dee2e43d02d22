namespace Cluster.Media.Srtp;

/// <summary>
/// The sources packets are received from, bounded. When it is full a new source takes the place of the one heard longest
/// ago that is not in use any more; such a one is refused from then on, since without its indices a recorded packet of it
/// could not be told from a new one.
/// </summary>
/// <param name="sourcesMax">Sources at once.</param>
/// <param name="isInUse">Whether a source's place must not be taken.</param>
internal sealed class ReceivedSources(int sourcesMax, Predicate<uint> isInUse)
{
    /// <summary>Evicted sources remembered; a client that has used up so many and comes back to the first is a replay.</summary>
    public const int RetiredMax = 1_024;

    private readonly SourceTable<SourceIndices> _sources = new(sourcesMax);
    private readonly uint[] _retired = GC.AllocateArray<uint>(RetiredMax, pinned: true);
    private int _retiredCount;

    /// <summary>The indices of a source; null when nothing authentic came of it.</summary>
    public SourceIndices? Find(uint ssrc) => _sources.Find(ssrc);

    /// <summary>Whether something authentic came of it.</summary>
    public bool Knows(uint ssrc) => _sources.Contains(ssrc);

    /// <summary>Whether it had to make place for another.</summary>
    public bool IsRetired(uint ssrc) => _retired.AsSpan(0, Math.Min(_retiredCount, RetiredMax)).Contains(ssrc);

    /// <summary>Adds a source that is not there; false when all places are in use.</summary>
    public bool TryAdd(uint ssrc, long firstIndex)
    {
        if (_sources.IsFull)
        {
            if (!_sources.TryEvict(isInUse, out var evicted))
            {
                return false;
            }

            _retired[_retiredCount % RetiredMax] = evicted;
            _retiredCount = _retiredCount + 1 == 2 * RetiredMax ? RetiredMax : _retiredCount + 1;
        }

        _sources.Add(ssrc, new SourceIndices(firstIndex));
        return true;
    }
}
