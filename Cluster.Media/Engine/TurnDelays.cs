using System.Numerics;
using Cluster.Media.Net;

namespace Cluster.Media.Engine;

/// <summary>
/// How long a worker's turns kept the datagrams they dealt with: from the kernel's arrival time of a turn's first to the end of
/// its last send call, counted in classes that double. Written by one worker, read by anyone.
/// </summary>
internal sealed class TurnDelays
{
    /// <summary>Class i counts turns of less than 2^i microseconds; the last takes all longer ones.</summary>
    public const int Classes = 24;

    private readonly long[] _turns = new long[Classes];
    private long _firstUs = long.MaxValue;

    /// <summary>A datagram of this turn.</summary>
    public void Note(long arrivalUs) => _firstUs = Math.Min(_firstUs, arrivalUs);

    /// <summary>Everything of this turn is sent.</summary>
    public void EndTurn()
    {
        if (_firstUs != long.MaxValue)
        {
            var us = (ulong)Math.Max(0, MediaClock.NowUs - _firstUs);
            _turns[Math.Min(BitOperations.Log2(us | 1) + (us == 0 ? 0 : 1), Classes - 1)]++;
            _firstUs = long.MaxValue;
        }
    }

    /// <summary>Turns of one class.</summary>
    public long this[int i] => Volatile.Read(ref _turns[i]);
}
