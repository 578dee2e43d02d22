using Cluster.Media.Rtp;

namespace Cluster.Media.Srtp;

/// <summary>The packet indices one source has used: the highest, and which of those shortly before it.</summary>
internal sealed class SourceIndices
{
    /// <summary>How far back an index can still be told from a used one.</summary>
    public const int WindowPackets = 1_024;

    private readonly ReceivedWindow _window = new(WindowPackets);

    public SourceIndices(long first)
    {
        Highest = first;
        _window.Restart(first);
    }

    public long Highest { get; private set; }

    /// <summary>Whether the index was used, or is too old to tell.</summary>
    public bool Contains(long index) => _window.Contains(index);

    /// <summary>Uses an index; false when <see cref="Contains"/> holds of it already.</summary>
    public bool TryAdd(long index)
    {
        if (index <= Highest)
        {
            return _window.TrySet(index);
        }

        _window.Advance(index);
        Highest = index;
        return true;
    }
}
