using System.Diagnostics;

namespace Bench.Load.Streams;

/// <summary>When a stream's bursts are due. A sender that falls behind lets go what it owes: it must not send it all at once.</summary>
/// <param name="burstPackets">Packets sent back to back.</param>
internal sealed class Pacer(int burstPackets)
{
    private static readonly long LagTicksMax = Stopwatch.Frequency / 20;

    private double _packetsPerSecond;
    private long _startTicks;
    private long _bursts;

    /// <summary>The rate; 0: nothing is due.</summary>
    public double PacketsPerSecond
    {
        get => _packetsPerSecond;
        set
        {
            _packetsPerSecond = value;
            _startTicks = 0;
        }
    }

    /// <summary>Packets let go.</summary>
    public long LetGo { get; private set; }

    private double BurstTicks => burstPackets * (double)Stopwatch.Frequency / _packetsPerSecond;

    /// <summary>How many bursts are due now, and when the next one is.</summary>
    public int TakeDue(long nowTicks, out long nextTicks)
    {
        if (_packetsPerSecond <= 0)
        {
            nextTicks = long.MaxValue;
            return 0;
        }

        if (_startTicks == 0)
        {
            (_startTicks, _bursts) = (nowTicks, 0);
        }

        var late = nowTicks - DueTicks;
        if (late > LagTicksMax)
        {
            var skipped = (long)(late / BurstTicks);
            LetGo += skipped * burstPackets;
            _bursts += skipped;
        }

        var due = 0;
        for (; DueTicks <= nowTicks; _bursts++)
        {
            due++;
        }

        nextTicks = DueTicks;
        return due;
    }

    /// <summary>Begins anew with the next packet.</summary>
    public void Rest() => _startTicks = 0;

    private long DueTicks => _startTicks + (long)(_bursts * BurstTicks);
}
