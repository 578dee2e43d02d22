using System.Diagnostics;
using Bench.Load.Measuring;

namespace Bench.Load.Scenarios;

/// <summary>
/// What one rate cost: packets out per second, CPU in microseconds per packet received by anybody, share of a core, loss in
/// percent of what all receivers should have had, and latency in milliseconds.
/// </summary>
internal sealed record Reading(
    double PacketsPerSecond, double UserUs, double SystemUs, double CoreShare, double LossPercent, long LetGo, long Packets, double P50Ms, double P99Ms)
{
    /// <summary>Looking at sockets so often costs the receivers little and the server nothing.</summary>
    public const int CoarseSweepUs = 1_000;

    /// <summary>So that waiting for the receiver's next look is a small part of what is measured.</summary>
    public const int FineSweepUs = 30;

    private const double WarmUpPerSecond = 150_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    public double CpuUs => UserUs + SystemUs;

    /// <summary>Whether the generator sent what it was asked to: else the reading says nothing of the server.</summary>
    public bool IsSound => LetGo * 100 <= Packets;

    /// <summary>Sends for a while, until the server's runtime has compiled what it uses for good.</summary>
    public static Task WarmUpAsync(IRoom room, CancellationToken cancel) =>
        TakeAsync(room, WarmUpPerSecond / room.Receivers, WarmUp, cancel);

    /// <summary>Takes a reading at a rate of the sender.</summary>
    public static async Task<Reading> TakeAsync(
        IRoom room, double packetsPerSecond, TimeSpan time, CancellationToken cancel, int sweepUs = CoarseSweepUs)
    {
        room.Reactor.SweepUs = sweepUs;
        await room.SendAsync(packetsPerSecond);
        // The first packets ask for a keyframe and fill queues.
        await Task.Delay(Settling, cancel);
        var before = await room.RestartAsync();
        var cpu = ProcessFigures.ReadCpu(room.ProcessId);
        var clock = Stopwatch.StartNew();
        await Task.Delay(time, cancel);
        var spent = ProcessFigures.ReadCpu(room.ProcessId).Since(cpu);
        var during = (await room.CountAsync()).Since(before);
        var elapsed = clock.Elapsed.TotalSeconds;
        await room.SendAsync(0);
        await Task.Delay(Settling, cancel);
        var all = (await room.CountAsync()).Since(before);
        // Two generators that look so often at once would leave their core to nobody else.
        room.Reactor.SweepUs = CoarseSweepUs;
        var wanted = Math.Max(all.Sent * room.Receivers, 1);
        // Gaps in the numbering, or what is missing at the end.
        var lost = Math.Max(all.Lost, wanted - all.Received);
        var packets = Math.Max(during.Received, 1);
        return new Reading(
            during.Received / elapsed,
            1e6 * spent.User / packets,
            1e6 * spent.System / packets,
            spent.Total / elapsed,
            100.0 * Math.Max(lost, 0) / wanted,
            all.LetGo,
            during.Received,
            room.Latency.PercentileMs(0.5),
            room.Latency.PercentileMs(0.99));
    }

    public override string ToString() =>
        $"{PacketsPerSecond,9:N0}/s  {CpuUs,6:F2} us/packet ({UserUs:F2} user, {SystemUs:F2} system)  {100 * CoreShare,5:F1} % of a core  "
        + $"loss {LossPercent:F3} %  p50 {P50Ms:F2} ms, p99 {P99Ms:F2} ms{(LetGo > 0 ? $"  generator let go {LetGo}" : "")}";
}
