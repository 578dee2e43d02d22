using System.Net;
using Bench.Load.Measuring;
using Bench.Load.Servers;
using Cluster.Media.Srtp;

namespace Bench.Load.Scenarios;

/// <summary>
/// One sender, many receivers, beside the C program: cost of a packet, allocations, the knee, and latency at 70 % of it.
/// </summary>
internal static class BroadcastScenario
{
    public static async Task RunAsync(Bench bench, CancellationToken cancel)
    {
        var (options, report) = (bench.Options, bench.Report);
        report.Begin($"broadcast: one sender of {Broadcast.PacketBytes}-byte packets in bursts of {Broadcast.BurstPackets}, {options.Receivers} receivers, AES-128-GCM");
        await using var floor = await FloorRoom.OpenAsync(options.Floor, options.Receivers, cancel);
        await using var server = new EngineServer(new EngineOptions());
        await using var room = await OpenAsync(bench, server, SrtpProfile.AeadAes128Gcm, isMeasuringMemory: true, cancel);
        await using var plainServer = new EngineServer(new EngineOptions(Segmentation: false));
        await using var plainRoom = await OpenAsync(bench, plainServer, SrtpProfile.AeadAes128Gcm, isMeasuringMemory: false, cancel);
        await CompareAsync(bench, floor, room, plainRoom, cancel);
        await MeasureAllocationAsync(bench, server, room, cancel);
        var (floorKnee, knee) = await FindKneesAsync(bench, floor, room, cancel);
        await MeasureLatencyAsync(bench, room, 0.7 * knee, cancel);
        foreach (var (name, loaded) in new (string, IRoom)[] { ("floor ", floor), ("engine", room) })
        {
            report.Say($"{name} at 70 % of the floor's knee: {await Reading.TakeAsync(loaded, 0.7 * floorKnee / room.Receivers, bench.ReadingTime, cancel, Reading.FineSweepUs)}");
        }

        Conclude(report, room, floor);
        await MeasureCounterModeAsync(bench, cancel);
    }

    /// <summary>Opens a room on a server and lets the runtime compile the path for good.</summary>
    private static async Task<Broadcast> OpenAsync(
        Bench bench, EngineServer server, SrtpProfile profile, bool isMeasuringMemory, CancellationToken cancel)
    {
        var before = await server.ReadAsync(cancel, collects: true);
        var resident = ProcessFigures.ReadResidentBytes(server.ProcessId);
        var room = await Broadcast.OpenAsync(server, bench.Options.Receivers, profile, IPAddress.Loopback, cancel);
        await server.WaitForAsync(room.Receivers + 1, cancel);
        if (isMeasuringMemory)
        {
            var after = await server.ReadAsync(cancel, collects: true);
            var endpoints = room.Receivers + 1.0;
            bench.Report.Say(
                $"memory per endpoint: {(after.HeapBytes - before.HeapBytes) / endpoints / 1024:F1} KiB of managed heap, "
                + $"{(ProcessFigures.ReadResidentBytes(server.ProcessId) - resident) / endpoints / 1024:F0} KiB resident (with what handshakes left behind)");
        }

        await Reading.WarmUpAsync(room, cancel);
        return room;
    }

    /// <summary>All at one rate, turn by turn, so that what else the machine does falls on all.</summary>
    private static async Task CompareAsync(Bench bench, FloorRoom floor, Broadcast room, Broadcast plainRoom, CancellationToken cancel)
    {
        var (report, rate) = (bench.Report, bench.Options.Rate);
        var (ratios, plainRatios) = (new List<double>(), new List<double>());
        for (var i = 0; i < bench.Pick(3, 7); i++)
        {
            var theirs = await Reading.TakeAsync(floor, rate, bench.ReadingTime, cancel);
            var ours = await Reading.TakeAsync(room, rate, bench.ReadingTime, cancel);
            var plain = await Reading.TakeAsync(plainRoom, rate, bench.ReadingTime, cancel);
            report.Say($"floor                       {theirs}");
            report.Say($"engine                      {ours}");
            report.Say($"engine without segmentation {plain}");
            ratios.Add(ours.CpuUs / theirs.CpuUs);
            plainRatios.Add(plain.CpuUs / theirs.CpuUs);
        }

        report.Goal("floor-ratio", Bench.Median(ratios), 1.0);
        report.Figure("floor-ratio-without-segmentation", Bench.Median(plainRatios));
    }

    private static async Task MeasureAllocationAsync(Bench bench, EngineServer server, Broadcast room, CancellationToken cancel)
    {
        // Steady forwarding is meant: a stream that begins anew after a rest is given memory for its cache first.
        await room.SendAsync(bench.Options.Rate);
        await Task.Delay(TimeSpan.FromSeconds(3), cancel);
        // Two readings show what reading itself allocates.
        var idle = await server.ReadAsync(cancel);
        var before = await server.ReadAsync(cancel);
        await Task.Delay(TimeSpan.FromSeconds(bench.Pick(5, 60)), cancel);
        var after = await server.ReadAsync(cancel);
        await room.SendAsync(0);
        var packets = after.PacketsOut - before.PacketsOut;
        var allocated = after.AllocatedBytes - before.AllocatedBytes - (before.AllocatedBytes - idle.AllocatedBytes);
        bench.Report.Say(
            $"allocated {Math.Max(allocated, 0):N0} bytes while {packets:N0} packets went out in {bench.Pick(5, 60)} s; collections of "
            + $"generation 0, 1, 2: {after.Gen0 - before.Gen0}, {after.Gen1 - before.Gen1}, {after.Gen2 - before.Gen2}; dropped {after.Drops - before.Drops}");
        bench.Report.Goal("allocated-per-packet", Math.Round(Math.Max(allocated, 0.0) / packets, 2), 0, "0.##");
        bench.Report.Goal("gen12-collections", after.Gen1 - before.Gen1 + after.Gen2 - before.Gen2, 0, "0");
    }

    private static async Task<(double Floor, double Engine)> FindKneesAsync(Bench bench, FloorRoom floor, Broadcast room, CancellationToken cancel)
    {
        var time = TimeSpan.FromSeconds(bench.Pick(1, 3));
        var tries = bench.Pick(5, 8);
        bench.Report.Say($"knee: the most packets a second with less than {Knee.LossPercentMax} % loss");
        var floorKnee = await Knee.FindAsync(floor, 400_000, tries, time, line => bench.Report.Say($"floor  {line}"), cancel)
            ?? throw new InvalidOperationException("The floor lost packets at every rate.");
        var knee = await Knee.FindAsync(room, 400_000, tries, time, line => bench.Report.Say($"engine {line}"), cancel)
            ?? throw new InvalidOperationException("Packets were lost at every rate.");
        bench.Report.Figure("floor-knee-packets-per-second", floorKnee.PacketsPerSecond, "0");
        bench.Report.Figure("knee-packets-per-second", knee.PacketsPerSecond, "0");
        return (floorKnee.PacketsPerSecond, knee.PacketsPerSecond);
    }

    private static async Task MeasureLatencyAsync(Bench bench, Broadcast room, double packetsPerSecond, CancellationToken cancel)
    {
        await using var echo = await FloorRoom.OpenAsync(bench.Options.Floor, 0, cancel);
        var (best, echoBest) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var i = 0; i < bench.Pick(3, 7); i++)
        {
            var rate = packetsPerSecond / room.Receivers;
            var back = await Reading.TakeAsync(echo, rate, bench.ReadingTime, cancel, Reading.FineSweepUs);
            var ours = await Reading.TakeAsync(room, rate, bench.ReadingTime, cancel, Reading.FineSweepUs);
            bench.Report.Say(
                $"latency at 70 % of the knee: p50 {ours.P50Ms:F2} ms, p99 {ours.P99Ms:F2} ms at {ours.PacketsPerSecond:N0}/s; "
                + $"echo p50 {back.P50Ms:F2} ms, p99 {back.P99Ms:F2} ms");
            (best, echoBest) = (Math.Min(best, ours.P99Ms), Math.Min(echoBest, back.P99Ms));
        }

        bench.Report.Goal("latency-p99-over-echo-ms", best - echoBest, 1.0);
    }

    private static async Task MeasureCounterModeAsync(Bench bench, CancellationToken cancel)
    {
        bench.Report.Begin("broadcast, AES128_CM_HMAC_SHA1_80");
        await using var server = new EngineServer(new EngineOptions());
        await using var room = await OpenAsync(bench, server, SrtpProfile.Aes128CmHmacSha1_80, isMeasuringMemory: false, cancel);
        bench.Report.Say($"engine {await Reading.TakeAsync(room, bench.Options.Rate, bench.ReadingTime, cancel)}");
        Conclude(bench.Report, room, null);
    }

    private static void Conclude(Report report, Broadcast room, FloorRoom? floor)
    {
        var problems = room.Crowd.CollectProblems();
        var looked = room.Crowd.Clients.Sum(client => client.Inbound.Checked);
        report.Say(problems.Total == 0 ? $"content: {looked:N0} packets decrypted, all as sent" : $"content: {problems}");
        if (problems.Total > 0 || floor?.Broken > 0)
        {
            report.Fail("broadcast", $"what came out was wrong; floor: {floor?.Broken}");
        }
    }
}
