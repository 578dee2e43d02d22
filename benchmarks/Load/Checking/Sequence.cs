namespace Bench.Load.Checking;

/// <summary>Counts one received RTP stream by its sequence numbers, which SRTP leaves in the clear.</summary>
internal sealed class Sequence(uint ssrc, bool isAudio)
{
    private bool _began;
    private long _first;

    public uint Ssrc { get; } = ssrc;

    public bool IsAudio { get; } = isAudio;

    /// <summary>The highest number so far, without wrapping.</summary>
    public long Highest { get; private set; }

    /// <summary>Packets since <see cref="Restart"/>.</summary>
    public long Received { get; private set; }

    /// <summary>Packets that came after one with a higher number.</summary>
    public long Late { get; private set; }

    /// <summary>Numbers that did not come, since <see cref="Restart"/>.</summary>
    public long Lost => _began ? Math.Max(0, Highest - _first + 1 - Received) : 0;

    /// <summary>Notes a packet and returns its number without wrapping.</summary>
    public long Note(ushort sequence)
    {
        Received++;
        if (!_began)
        {
            _began = true;
            return _first = Highest = 0x1_0000 + sequence;
        }

        var extended = Extend(sequence);
        if (extended > Highest)
        {
            Highest = extended;
        }
        else
        {
            Late++;
        }

        return extended;
    }

    /// <summary>Counts from here on; what is lost between this and the next packet counts as well.</summary>
    public void Restart()
    {
        (Received, Late) = (0, 0);
        _first = Highest + 1;
    }

    private long Extend(ushort sequence) => Highest + (short)(sequence - (ushort)Highest);
}
