using Cluster.Media;

namespace Cluster.Actors.Placement;

/// <summary>
/// Measures how much of a media node is in use: the greatest of its processors' share, its packets of what its workers
/// can carry, and its bridges of how many it may have. The last two tell what processors do not yet.
/// </summary>
/// <param name="bridgesMax">Bridges the media plane opens at most, 1 and up.</param>
internal sealed class LoadMeter(IMediaPlane media, TimeProvider time, ProcessorClock processor, int bridgesMax)
{
    // A worker on one core of a usual machine carries about twice that (docs/performance.md); the processors' share says
    // what this machine really can.
    private const long PacketsPerWorker = 100_000;

    private const int Whole = 1000;

    private long at = time.GetTimestamp();
    private TimeSpan usedBefore = processor.Read();
    private long packets;
    private bool isFirst = true;

    /// <summary>What was used since the last reading.</summary>
    public Load Read()
    {
        var counters = media.ReadCounters();
        var (now, used, all) = (time.GetTimestamp(), processor.Read(), counters.PacketsIn + counters.PacketsOut);
        var seconds = time.GetElapsedTime(at, now).TotalSeconds;
        var measurable = !isFirst && seconds > 0;
        var rate = measurable ? (long)(Math.Max(0, all - packets) / seconds) : 0;
        var cpu = measurable ? Permille((used - usedBefore).TotalSeconds, seconds * Environment.ProcessorCount) : 0;
        (at, usedBefore, packets, isFirst) = (now, used, all, false);
        var load = Math.Max(cpu, Math.Max(
            Permille(rate, PacketsPerWorker * Math.Max(1, media.Info.Workers)), Permille(counters.Bridges, bridgesMax)));
        return new Load(load, cpu, rate, counters.Endpoints, counters.Bridges);
    }

    private static int Permille(double part, double whole) => (int)Math.Clamp(part / whole * Whole, 0, Whole);
}

/// <summary>A reading of <see cref="LoadMeter"/>; the fields are those of <see cref="NodeLoad"/>.</summary>
internal readonly record struct Load(int Permille, int CpuPermille, long PacketsPerSecond, long Endpoints, long Bridges);
