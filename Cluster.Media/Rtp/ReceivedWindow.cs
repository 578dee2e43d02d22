using System.Numerics;

namespace Cluster.Media.Rtp;

/// <summary>Which of the last so many packet indices were seen: a ring of bits that ends at the newest.</summary>
internal sealed class ReceivedWindow
{
    private readonly ulong[] _bits;
    private readonly int _mask;
    private long _newest;

    /// <param name="packets">Indices remembered: a power of two, at least 64.</param>
    public ReceivedWindow(int packets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(packets, 64);
        ArgumentOutOfRangeException.ThrowIfNotEqual(BitOperations.IsPow2(packets), true, nameof(packets));
        _bits = new ulong[packets / 64];
        _mask = packets - 1;
    }

    /// <summary>Forgets everything but <paramref name="index"/>, now the newest.</summary>
    public void Restart(long index)
    {
        Array.Clear(_bits);
        _newest = index;
        Set(index);
    }

    /// <summary>Moves on to a newer index, which counts as seen; those between are not.</summary>
    public void Advance(long index)
    {
        var skipped = index - _newest;
        if (skipped > _mask)
        {
            Array.Clear(_bits);
        }
        else
        {
            for (var i = _newest + 1; i < index; i++)
            {
                _bits[(i & _mask) >> 6] &= ~(1UL << (int)(i & 63));
            }
        }

        _newest = index;
        Set(index);
    }

    /// <summary>Whether an index within the window was seen; one older than the window counts as seen, a newer one does not.</summary>
    public bool Contains(long index) =>
        index <= _newest && (_newest - index > _mask || (_bits[(index & _mask) >> 6] & (1UL << (int)(index & 63))) != 0);

    /// <summary>Marks an index not newer than the newest; false when it was seen already or is older than the window.</summary>
    public bool TrySet(long index)
    {
        if (index > _newest || Contains(index))
        {
            return false;
        }

        Set(index);
        return true;
    }

    private void Set(long index) => _bits[(index & _mask) >> 6] |= 1UL << (int)(index & 63);
}
