namespace Bench.Load.Measuring;

/// <summary>Times up to a second in steps of 10 us, and how many were longer.</summary>
internal sealed class LatencyHistogram
{
    private const int StepUs = 10;

    private readonly int[] _counts = new int[100_001];

    public long Count { get; private set; }

    public void Add(long us)
    {
        _counts[(int)Math.Clamp(us / StepUs, 0, _counts.Length - 1)]++;
        Count++;
    }

    public void Add(LatencyHistogram others)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += others._counts[i];
        }

        Count += others.Count;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
    }

    /// <summary>The time in milliseconds that a share of all do not exceed; NaN without any.</summary>
    public double PercentileMs(double share)
    {
        var wanted = (long)Math.Ceiling(Count * share);
        var seen = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= wanted && seen > 0)
            {
                return (i + 1) * StepUs / 1_000.0;
            }
        }

        return double.NaN;
    }
}
