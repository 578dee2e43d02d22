using System.Diagnostics;
using System.Net;
using Bench.Load.Clients;
using Bench.Load.Measuring;
using Bench.Load.Servers;
using Bench.Load.Streams;
using Cluster.Media;
using Cluster.Media.Srtp;

namespace Bench.Load.Scenarios;

/// <summary>
/// 500 people join a running meeting of the whole program at once, by its real signalling: how long until the last one has a
/// picture, what it costs, and what those lose who are in already.
/// </summary>
internal static class StormScenario
{
    private const int Members = 10;
    private const int Joiners = 500;
    private const int Pictures = 4;
    private const string Room = "storm";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static async Task RunAsync(Bench bench, CancellationToken cancel)
    {
        bench.Report.Begin($"storm: {Joiners} join a meeting of {Members} of the whole program at once");
        await using var server = await ParleyServer.StartAsync(bench.Options.Parley, cancel);
        await using var crowd = new Crowd(SrtpProfile.AeadAes128Gcm, IPAddress.Loopback);
        var sockets = new List<SignallingSocket>();
        try
        {
            await GatherAsync(server, crowd, sockets, cancel);
            await StormAsync(bench, server, crowd, sockets, cancel);
        }
        finally
        {
            foreach (var socket in sockets)
            {
                await socket.DisposeAsync();
            }
        }
    }

    /// <summary>The meeting that is under way: everybody sends, two speak, everybody sees four others.</summary>
    private static async Task GatherAsync(ParleyServer server, Crowd crowd, List<SignallingSocket> sockets, CancellationToken cancel)
    {
        var cameras = Array.Empty<uint>();
        for (var i = 0u; i < Members; i++)
        {
            var client = crowd.Add(new LatencyHistogram());
            client.Inbound.HasSourceNumbers = false;
            // All: slots change what they show, and between two samples of the same layer another may have been there.
            client.Inbound.SampleEvery = 1;
            client.AddMicrophone("m", (i * 2) + 1).IsSpeaking = i < 2;
            client.AddCamera("c", (i * 2) + 2, VideoShape.Simulcast);
            client.AddSlots(SlotUse.Speech, 3);
            client.AddSlots(SlotUse.Video, Pictures);
            sockets.Add(new SignallingSocket());
            cameras = await sockets[^1].JoinAsync(server.Signalling, Room, client, cancel);
        }

        // The last one to come was told of all the others.
        foreach (var socket in sockets)
        {
            await socket.ShowAsync(cameras.Take(Pictures + 1), 360, cancel);
        }

        await crowd.TurnAsync(true);
        await Task.Delay(TimeSpan.FromSeconds(5), cancel);
    }

    private static async Task StormAsync(Bench bench, ParleyServer server, Crowd crowd, List<SignallingSocket> sockets, CancellationToken cancel)
    {
        var members = crowd.Clients.ToArray();
        var newcomers = new List<(LoadClient Client, SignallingSocket Socket)>();
        for (var i = 0u; i < Joiners; i++)
        {
            var client = crowd.Add();
            client.Inbound.HasSourceNumbers = false;
            client.Inbound.SampleEvery = 1;
            client.AddMicrophone("m", 1_000 + i);
            client.AddSlots(SlotUse.Speech, 3);
            client.AddSlots(SlotUse.Video, 1);
            sockets.Add(new SignallingSocket());
            newcomers.Add((client, sockets[^1]));
        }

        await crowd.RestartAsync();
        var cpu = ProcessFigures.ReadCpuWithChildren(server.ProcessId);
        var clock = Stopwatch.StartNew();
        var joins = newcomers.Select(async newcomer =>
        {
            var cameras = await newcomer.Socket.JoinAsync(server.Signalling, Room, newcomer.Client, cancel);
            await newcomer.Socket.ShowAsync(cameras.Take(1), 180, cancel);
            await newcomer.Client.TurnAsync(true);
            await newcomer.Client.Inbound.FirstPicture.WaitAsync(Patience, cancel);
            return clock.Elapsed.TotalSeconds;
        });
        double[] seconds = [.. (await Task.WhenAll(joins)).Order()];
        var spent = ProcessFigures.ReadCpuWithChildren(server.ProcessId).Since(cpu);
        var duringStorm = await LossAsync(crowd, members);
        bench.Report.Say(
            $"the last picture came after {seconds[^1]:F1} s (half of them by {seconds[Joiners / 2]:F1} s); {spent.Total:F1} s of CPU, "
            + $"{1_000 * spent.Total / Joiners:F1} ms a join; {sockets.Sum(socket => socket.BytesHeard) / 1048576.0:F0} MiB of signalling");
        bench.Report.Say(
            $"members lost {duringStorm.LossPercent:F4} % of {duringStorm.Packets:N0} packets meanwhile; their forwarding took p50 {duringStorm.P50Ms:F1} ms, "
            + $"p99 {duringStorm.P99Ms:F1} ms, p99.9 {duringStorm.P999Ms:F1} ms");
        bench.Report.Goal("storm-500-seconds", seconds[^1], 10, "0.0");
        bench.Report.Goal("storm-loss-percent", duringStorm.LossPercent, 0.1, "0.000");
        var problems = crowd.CollectProblems();
        if (problems.Total > 0)
        {
            bench.Report.Fail("storm", $"what came out was wrong: {problems}");
        }
    }

    private static Task<StormLoss> LossAsync(Crowd crowd, LoadClient[] members) => crowd.Reactor.AskAsync(() =>
    {
        var latency = new LatencyHistogram();
        foreach (var member in members)
        {
            latency.Add(member.Inbound.Latency);
        }

        var received = members.Sum(member => member.Inbound.Packets);
        var lost = members.Sum(member => member.Inbound.Lost);
        return new StormLoss(
            received,
            100.0 * lost / Math.Max(received + lost, 1),
            latency.PercentileMs(0.5),
            latency.PercentileMs(0.99),
            latency.PercentileMs(0.999));
    });

    private sealed record StormLoss(long Packets, double LossPercent, double P50Ms, double P99Ms, double P999Ms);
}
