namespace Cluster.Media.Rtp;

/// <summary>The packets of one stream that are missing and still worth asking for, in sequence order (RFC 4585, 6.2.1).</summary>
internal sealed class GapList
{
    /// <summary>Missing packets kept track of; a longer hole is not worth repairing.</summary>
    public const int GapsMax = 256;

    /// <summary>A first request waits this long, or for a second later packet, since a packet may only be late.</summary>
    public const long FirstRequestUs = 10_000;

    /// <summary>Requests are repeated no sooner than this.</summary>
    public const long RepeatUsMin = 20_000;

    /// <summary>A packet asked for this often is given up.</summary>
    public const int RequestsMax = 8;

    /// <summary>A packet missing for longer is given up.</summary>
    public const long AgeUsMax = 1_000_000;

    private readonly Gap[] _gaps = GC.AllocateArray<Gap>(GapsMax, pinned: true);
    private bool _gaveUp;

    public int Count { get; private set; }

    /// <summary>
    /// How long repairs take after they are asked for, smoothed, microseconds; 0: none came yet. Of packets asked for more
    /// than once nothing is learned (Karn's rule): which request was answered is not known.
    /// </summary>
    public long RepairUs { get; private set; }

    /// <summary>
    /// Adds the numbers from <paramref name="first"/>, <paramref name="count"/> of them, all newer than those here.
    /// <paramref name="packets"/> is how many packets the stream had when they were found missing.
    /// </summary>
    public void Add(ushort first, int count, long nowUs, long packets)
    {
        if (count > GapsMax)
        {
            GiveUpAll();
            return;
        }

        var surplus = Count + count - GapsMax;
        if (surplus > 0)
        {
            _gaveUp = true;
            _gaps.AsSpan(surplus, Count - surplus).CopyTo(_gaps);
            Count -= surplus;
        }

        for (var i = 0; i < count; i++)
        {
            _gaps[Count++] = new Gap { Sequence = unchecked((ushort)(first + i)), FoundUs = nowUs, FoundAtPackets = packets };
        }
    }

    /// <summary>A number that was missing was repaired at <paramref name="nowUs"/>.</summary>
    public void Repair(ushort sequence, long nowUs)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_gaps[i].Sequence == sequence && _gaps[i].Requests == 1)
            {
                var sampleUs = nowUs - _gaps[i].AskedUs;
                RepairUs += RepairUs == 0 ? sampleUs : (sampleUs - RepairUs) / 8;
            }
        }

        Remove(sequence);
    }

    /// <summary>Forgets what is missing before <paramref name="sequence"/>, since nothing needs it any more.</summary>
    public void ForgetBefore(ushort sequence)
    {
        var old = 0;
        while (old < Count && new SequenceNumber(sequence).IsNewerThan(new SequenceNumber(_gaps[old].Sequence)))
        {
            old++;
        }

        _gaps.AsSpan(old, Count - old).CopyTo(_gaps);
        Count -= old;
    }

    /// <summary>Forgets everything, and nothing is lost by it.</summary>
    public void Forget() => (Count, _gaveUp) = (0, false);

    /// <summary>Forgets a number that has arrived; false when it was not missing.</summary>
    public bool Remove(ushort sequence)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_gaps[i].Sequence == sequence)
            {
                _gaps.AsSpan(i + 1, Count - i - 1).CopyTo(_gaps.AsSpan(i));
                Count--;
                return true;
            }
        }

        return false;
    }

    /// <summary>Drops everything, and counts it as given up.</summary>
    public void GiveUpAll()
    {
        Count = 0;
        _gaveUp = true;
    }

    /// <summary>True once after something was given up.</summary>
    public bool TakeGaveUp()
    {
        var gaveUp = _gaveUp;
        _gaveUp = false;
        return gaveUp;
    }

    /// <summary>Fills <paramref name="missing"/> with what to ask for now, in sequence order, and returns how many; drops what is hopeless.</summary>
    public int Collect(long nowUs, long roundTripUs, long packets, Span<ushort> missing)
    {
        var repeatUs = Math.Max(RepeatUsMin, roundTripUs + (roundTripUs / 2));
        var kept = 0;
        var asked = 0;
        for (var i = 0; i < Count; i++)
        {
            var gap = _gaps[i];
            var due = gap.Requests == 0
                ? nowUs - gap.FoundUs >= FirstRequestUs || packets > gap.FoundAtPackets
                : nowUs - gap.AskedUs >= repeatUs;
            if (nowUs - gap.FoundUs >= AgeUsMax || (due && gap.Requests >= RequestsMax))
            {
                _gaveUp = true;
                continue;
            }

            if (due && asked < missing.Length)
            {
                missing[asked++] = gap.Sequence;
                gap.Requests++;
                gap.AskedUs = nowUs;
            }

            _gaps[kept++] = gap;
        }

        Count = kept;
        return asked;
    }

    private struct Gap
    {
        public ushort Sequence;
        public byte Requests;
        public long FoundUs;
        public long FoundAtPackets;
        public long AskedUs;
    }
}
