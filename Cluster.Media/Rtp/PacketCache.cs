using System.Numerics;

namespace Cluster.Media.Rtp;

/// <summary>The last packets of one stream, kept for answering NACKs: a ring over one slab allocated at the start.</summary>
/// <remarks>
/// Entries are known by an unwrapped sequence number, so that what lies in a slot since the numbers last came round
/// is never taken for the packet asked for.
/// </remarks>
internal sealed class PacketCache
{
    // A packet further behind cannot have come through the replay window.
    private const int LagPacketsMax = 1_024;

    private readonly byte[] _slab;
    private readonly Entry[] _entries;
    private readonly int _packetBytesMax;
    private long _newest = -1;

    /// <param name="packets">How many to keep, rounded up to a power of two; 1 to 32,768.</param>
    /// <param name="packetBytesMax">Longer packets are not kept.</param>
    public PacketCache(int packets, int packetBytesMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(packets, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(packets, 32_768);
        ArgumentOutOfRangeException.ThrowIfLessThan(packetBytesMax, 1);
        var capacity = (int)BitOperations.RoundUpToPowerOf2((uint)packets);
        _entries = new Entry[capacity];
        _slab = GC.AllocateUninitializedArray<byte>(capacity * packetBytesMax);
        _packetBytesMax = packetBytesMax;
    }

    /// <summary>Keeps a copy, in place of what was kept a ring's length ago. A packet older than that, or too long, is not kept.</summary>
    public void Store(ushort seq, ReadOnlySpan<byte> packet)
    {
        var index = Unwrap(seq);
        if (_newest - index >= Math.Max(_entries.Length, LagPacketsMax))
        {
            // Nothing is that late: the numbering began anew.
            index += 65_536;
        }

        _newest = Math.Max(_newest, index);
        if (_newest - index >= _entries.Length)
        {
            return;
        }

        var slot = (int)(index & (_entries.Length - 1));
        var bytes = packet.Length <= _packetBytesMax ? packet.Length : 0;
        packet[..bytes].CopyTo(_slab.AsSpan(slot * _packetBytesMax));
        _entries[slot] = new Entry(index, bytes);
    }

    /// <summary>The packet as it was stored; it lies in the cache and is good until the next <see cref="Store"/>.</summary>
    public bool TryGet(ushort seq, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        if (_newest < 0)
        {
            return false;
        }

        var index = Unwrap(seq);
        if (index > _newest || _newest - index >= _entries.Length)
        {
            return false;
        }

        var slot = (int)(index & (_entries.Length - 1));
        var entry = _entries[slot];
        if (entry.Bytes == 0 || entry.Index != index)
        {
            return false;
        }

        packet = _slab.AsSpan(slot * _packetBytesMax, entry.Bytes);
        return true;
    }

    private long Unwrap(ushort seq) =>
        _newest < 0 ? 65_536L + seq : _newest + new SequenceNumber(seq).DistanceFrom(new SequenceNumber(unchecked((ushort)_newest)));

    private readonly record struct Entry(long Index, int Bytes);
}
