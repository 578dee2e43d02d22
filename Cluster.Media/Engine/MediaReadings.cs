namespace Cluster.Media.Engine;

/// <summary>All of the media plane's counters at one moment.</summary>
internal sealed record MediaReadings(IReadOnlyList<WorkerReading> Workers, MediaCounters Counters, int Handshakes)
{
    /// <summary>Before anything was read.</summary>
    public static readonly MediaReadings None = new([], new MediaCounters(0, 0, 0, 0, 0, 0, new Dictionary<string, long>()), 0);

    /// <summary>What the media plane's own process uses; null where it has none.</summary>
    public ProcessReading? Process { get; init; }
}

/// <summary>What a process has used since it began, and the memory it has now.</summary>
/// <param name="CpuSeconds">All threads together.</param>
/// <param name="MemoryBytes">Its working set.</param>
/// <param name="PauseSeconds">In which all threads stood still for the garbage collector.</param>
internal sealed record ProcessReading(double CpuSeconds, long MemoryBytes, double PauseSeconds, long Collections)
{
    /// <summary>This process, now.</summary>
    public static ProcessReading Here() => new(
        Environment.CpuUsage.TotalTime.TotalSeconds, Environment.WorkingSet, GC.GetTotalPauseDuration().TotalSeconds, GC.CollectionCount(0));
}

/// <summary>A worker's part in relays to other nodes; see <see cref="Forwarding.WorkCounters"/>.</summary>
internal sealed record RelayReading(long PacketsIn, long BytesIn, long PacketsOut, long BytesOut, long Missing, long Late)
{
    /// <summary>A worker's, now.</summary>
    public static RelayReading Of(Forwarding.WorkCounters work) => new(
        Volatile.Read(ref work.RelayPacketsIn),
        Volatile.Read(ref work.RelayBytesIn),
        Volatile.Read(ref work.RelayPacketsOut),
        Volatile.Read(ref work.RelayBytesOut),
        Volatile.Read(ref work.RelayPacketsMissing),
        Volatile.Read(ref work.RelayPacketsLate));
}

/// <summary>What a worker lost of what was sent to it, and its receivers of what it sent; see <see cref="Forwarding.WorkCounters"/>.</summary>
internal sealed record LossReading(long Expected, long Missing, long LostBeyond)
{
    /// <summary>A worker's, now.</summary>
    public static LossReading Of(Forwarding.WorkCounters work) => new(
        Volatile.Read(ref work.PacketsExpected), Volatile.Read(ref work.PacketsMissing), Volatile.Read(ref work.PacketsLostBeyond));
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
    int CommandsWaiting,
    LossReading Loss,
    RelayReading Relayed)
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
            worker.CommandsWaiting,
            LossReading.Of(work),
            RelayReading.Of(work));
    }
}
