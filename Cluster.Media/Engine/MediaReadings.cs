namespace Cluster.Media.Engine;

/// <summary>All of the media plane's counters at one moment.</summary>
internal sealed record MediaReadings(IReadOnlyList<WorkerReading> Workers, MediaCounters Counters, int Handshakes)
{
    /// <summary>Before anything was read.</summary>
    public static readonly MediaReadings None = new([], new MediaCounters(0, 0, 0, 0, 0, 0, new Dictionary<string, long>()), 0);
}

/// <summary>One worker's counters; what they mean is in docs/metrics.md.</summary>
internal sealed record WorkerReading(
    long PacketsIn,
    long BytesIn,
    long PacketsOut,
    long BytesOut,
    long Runs,
    long SendFailures,
    long PacketsAskedOfUs,
    long PacketsRepeated,
    long PacketsAskedOfSenders,
    long KeyframesAskedOfUs,
    long KeyframesAskedOfSenders,
    IReadOnlyList<long> Turns,
    long AllocatedBytes,
    long Shields,
    int CommandsWaiting)
{
    /// <summary>A worker's, now.</summary>
    public static WorkerReading Of(MediaWorker worker)
    {
        var (traffic, sending, work) = (worker.Traffic, worker.Sending, worker.Work);
        return new WorkerReading(
            traffic.PacketsIn,
            traffic.BytesIn,
            traffic.PacketsOut,
            traffic.BytesOut,
            sending.Runs,
            sending.Failures,
            Volatile.Read(ref work.PacketsAskedOfUs),
            Volatile.Read(ref work.PacketsRepeated),
            Volatile.Read(ref work.PacketsAskedOfSenders),
            Volatile.Read(ref work.KeyframesAskedOfUs),
            Volatile.Read(ref work.KeyframesAskedOfSenders),
            [.. Enumerable.Range(0, TurnDelays.Classes).Select(i => worker.Delays[i])],
            worker.AllocatedBytes,
            worker.Floods.Shields,
            worker.CommandsWaiting);
    }
}
