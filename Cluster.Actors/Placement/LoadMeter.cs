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
    private TimeSpan used = processor.Read();
    private MediaCounters last = media.ReadCounters();
    private double cores;
    private double mediaCores;
    private double packetRate;

    /// <summary>What was used since the last reading.</summary>
    public Load Read()
    {
        var counters = media.ReadCounters();
        MeasureProcess();
        MeasureMedia(counters);
        var cpu = Permille(cores + mediaCores, Environment.ProcessorCount);
        var load = Math.Max(cpu, Math.Max(
            Permille(packetRate, PacketsPerWorker * Math.Max(1, media.Info.Workers)), Permille(counters.Bridges, bridgesMax)));
        return new Load(load, cpu, (long)packetRate, counters.Endpoints, counters.Bridges);
    }

    private static int Permille(double part, double whole) => (int)Math.Clamp(part / whole * Whole, 0, Whole);

    private static long Packets(MediaCounters counters) => counters.PacketsIn + counters.PacketsOut;

    private void MeasureProcess()
    {
        var (now, usedNow) = (time.GetTimestamp(), processor.Read());
        var seconds = time.GetElapsedTime(at, now).TotalSeconds;
        if (seconds > 0)
        {
            cores = (usedNow - used).TotalSeconds / seconds;
            (at, used) = (now, usedNow);
        }
    }

    // A media process reads its counters by its own clock: a reading may be seen twice, and then the rates it gave hold.
    private void MeasureMedia(MediaCounters now)
    {
        if (now.At == last.At)
        {
            return;
        }

        var seconds = (now.At - last.At).TotalSeconds;
        // Another media process counts from nothing; what one used before its first reading is not a rate of now.
        var goesOn = last.At > TimeSpan.Zero && Packets(now) >= Packets(last) && now.ProcessorTimeApart >= last.ProcessorTimeApart;
        packetRate = goesOn ? (Packets(now) - Packets(last)) / seconds : 0;
        mediaCores = goesOn ? (now.ProcessorTimeApart - last.ProcessorTimeApart).TotalSeconds / seconds : 0;
        last = now;
    }
}

/// <summary>A reading of <see cref="LoadMeter"/>; the fields are those of <see cref="NodeLoad"/>.</summary>
internal readonly record struct Load(int Permille, int CpuPermille, long PacketsPerSecond, long Endpoints, long Bridges);
