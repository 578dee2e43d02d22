using System.Diagnostics.Metrics;

namespace Cluster.Actors.Telemetry;

/// <summary>Bounds of the classes in which durations are counted, seconds.</summary>
public static class Buckets
{
    /// <summary>What a database does: a millisecond to ten seconds.</summary>
    public static readonly InstrumentAdvice<double> Storage = Of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10);

    /// <summary>What a person waits for: a hundredth of a second to twenty seconds.</summary>
    public static readonly InstrumentAdvice<double> Waiting = Of(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20);

    private static InstrumentAdvice<double> Of(params double[] bounds) => new() { HistogramBucketBoundaries = bounds };
}
