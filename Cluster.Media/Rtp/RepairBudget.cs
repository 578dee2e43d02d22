namespace Cluster.Media.Rtp;

/// <summary>
/// Bounds what a receiver can make us send again on one stream: a packet not twice within a round trip, and in all no
/// more than half of what it is sent, so that a receiver who lies about its losses is no amplifier.
/// </summary>
internal sealed class RepairBudget
{
    /// <summary>What may be sent again at once, bytes: a large keyframe lost whole.</summary>
    public const int BurstBytes = 192 * 1_024;

    /// <summary>The share of the stream's bytes that repairs may take: one in so many.</summary>
    public const int Share = 2;

    // A round trip is what the receiver's reports make of it: it counts between these.
    private const long RoundTripUsMin = 5_000;
    private const long RoundTripUsMax = 500_000;
    private const int Remembered = 256;

    private (ushort Sequence, long SentUs)[] _repeats = [];
    private long _bytes = BurstBytes;

    /// <summary>Repeats that were refused.</summary>
    public long Refused { get; private set; }

    /// <summary>The stream was sent so many bytes.</summary>
    public void Earn(int bytes) => _bytes = Math.Min(BurstBytes, _bytes + (bytes / Share));

    /// <summary>Whether packet <paramref name="sequence"/>, so many bytes long, may be sent again now; if so, it is counted.</summary>
    public bool TrySpend(ushort sequence, int bytes, long nowUs, long roundTripUs)
    {
        if (_repeats.Length == 0)
        {
            // Taken with the first request: most slots never get one.
            _repeats = new (ushort, long)[Remembered];
            Array.Fill(_repeats, (default, long.MinValue / 2));
        }

        ref var last = ref _repeats[sequence % Remembered];
        var tooSoon = last.Sequence == sequence && nowUs - last.SentUs < Math.Clamp(roundTripUs, RoundTripUsMin, RoundTripUsMax);
        if (tooSoon || bytes > _bytes)
        {
            Refused++;
            return false;
        }

        last = (sequence, nowUs);
        _bytes -= bytes;
        return true;
    }
}
