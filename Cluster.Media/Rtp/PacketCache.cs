namespace Cluster.Media.Rtp;

/// <summary>
/// The packets of one stream's last second or so, kept for answering NACKs: a ring of bytes that doubles while it holds
/// less than the time asked for, up to a bound. Nothing is allocated before the first packet, and nothing once it has its size.
/// </summary>
/// <remarks>
/// Entries are known by an unwrapped sequence number, so that what lies in a place since the numbers last came round
/// is never taken for the packet asked for, and by their place in all bytes ever stored, so that it is known when they were
/// overwritten.
/// </remarks>
internal sealed class PacketCache(CacheLimits limits)
{
    private const int BytesMin = 16 * 1_024;
    private const int PacketsMin = 64;
    private const int PacketsMax = 4_096;

    // A packet further behind cannot have come through the replay window.
    private const int LagPacketsMax = 1_024;

    private byte[] _bytes = [];
    private Entry[] _entries = [];
    private long _newest = -1;

    // All bytes stored since the start; where in the ring the next goes; and from where on the ring is whole.
    private long _stored;
    private int _at;
    private long _wholeFrom;
    private long _lapStartUs;

    /// <summary>Bytes of memory it takes now, apart from some hundred.</summary>
    public int MemoryBytes => _bytes.Length + (_entries.Length * Entry.MemoryBytes);

    /// <summary>Keeps a copy of a packet that came at <paramref name="nowUs"/>. One as long as the whole ring, or far behind, is not kept.</summary>
    public void Store(ushort seq, ReadOnlySpan<byte> packet, long nowUs)
    {
        if (packet.Length > BytesMin)
        {
            return;
        }

        if (_entries.Length == 0)
        {
            _entries = new Entry[PacketsMin];
            _bytes = GC.AllocateUninitializedArray<byte>(BytesMin, pinned: true);
            _lapStartUs = nowUs;
        }

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

        ref var entry = ref _entries[index & (_entries.Length - 1)];
        if (entry.Index != index && IsKept(entry, nowUs) && _entries.Length < PacketsMax)
        {
            GrowEntries();
            entry = ref _entries[index & (_entries.Length - 1)];
        }

        if (_at + packet.Length > _bytes.Length)
        {
            EndLap(nowUs);
        }

        packet.CopyTo(_bytes.AsSpan(_at));
        entry = new Entry(index, _stored, nowUs, _at, packet.Length);
        _at += packet.Length;
        _stored += packet.Length;
    }

    /// <summary>The packet as it was stored; it lies in the cache and is good until the next <see cref="Store"/>.</summary>
    public bool TryGet(ushort seq, long nowUs, out ReadOnlySpan<byte> packet)
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

        var entry = _entries[index & (_entries.Length - 1)];
        if (entry.Index != index || !IsKept(entry, nowUs))
        {
            return false;
        }

        packet = _bytes.AsSpan(entry.Offset, entry.Bytes);
        return true;
    }

    private bool IsKept(in Entry entry, long nowUs) =>
        entry.Bytes > 0
        && nowUs - entry.StoredUs <= limits.TimeUs
        && entry.Start >= _wholeFrom
        && entry.Start >= _stored - _bytes.Length;

    /// <summary>The ring is full: it goes on over the oldest, or doubles when that is too young.</summary>
    private void EndLap(long nowUs)
    {
        // What is left over at the end counts as stored, so that a place in the ring keeps its distance from the next lap's.
        _stored += _bytes.Length - _at;
        if (nowUs - _lapStartUs < limits.TimeUs && _bytes.Length * 2L <= limits.BytesMax)
        {
            var larger = GC.AllocateUninitializedArray<byte>(_bytes.Length * 2);
            _bytes.CopyTo(larger, 0);
            _wholeFrom = _stored - _bytes.Length;
            _at = _bytes.Length;
            _bytes = larger;
            return;
        }

        _at = 0;
        _lapStartUs = nowUs;
    }

    private void GrowEntries()
    {
        var larger = new Entry[_entries.Length * 2];
        foreach (var entry in _entries)
        {
            if (entry.Bytes > 0)
            {
                larger[entry.Index & (larger.Length - 1)] = entry;
            }
        }

        _entries = larger;
    }

    private long Unwrap(ushort seq) =>
        _newest < 0 ? 65_536L + seq : _newest + new SequenceNumber(seq).DistanceFrom(new SequenceNumber(unchecked((ushort)_newest)));

    private readonly record struct Entry(long Index, long Start, long StoredUs, int Offset, int Bytes)
    {
        public const int MemoryBytes = 32;
    }
}
