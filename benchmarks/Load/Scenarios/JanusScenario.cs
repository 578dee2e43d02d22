using Bench.Load.Servers;
using Cluster.Media.Srtp;

namespace Bench.Load.Scenarios;

/// <summary>The same stream, receivers, rate and SRTP profile through Janus's videoroom and through our engine, turn by turn.</summary>
internal static class JanusScenario
{
    // What Janus carries on one core without loss, also with the slower profile.
    private const int PacketsPerSecond = 500;

    public static async Task RunAsync(Bench bench, CancellationToken cancel)
    {
        var address = Bench.OwnAddress ?? throw new InvalidOperationException("Janus needs an IPv4 address other than loopback, and there is none.");
        foreach (var profile in Bench.Profiles)
        {
            await CompareAsync(bench, profile, address, cancel);
        }
    }

    private static async Task CompareAsync(Bench bench, SrtpProfile profile, System.Net.IPAddress address, CancellationToken cancel)
    {
        var (report, receivers) = (bench.Report, bench.Options.Receivers);
        report.Begin($"janus: one sender of {PacketsPerSecond} packets/s of {Broadcast.PacketBytes} bytes, {receivers} receivers, {Bench.NameOf(profile)}");
        await using var janus = await JanusServer.StartAsync(address, cancel);
        await using var theirRoom = await Broadcast.OpenAsync(janus, receivers, profile, address, cancel);
        await using var engine = new EngineServer(new EngineOptions(address));
        await using var ourRoom = await Broadcast.OpenAsync(engine, receivers, profile, address, cancel);
        await Reading.WarmUpAsync(ourRoom, cancel);
        foreach (var room in new[] { theirRoom, ourRoom })
        {
            await Reading.TakeAsync(room, PacketsPerSecond, TimeSpan.FromSeconds(2), cancel);
        }

        var ratios = new List<double>();
        for (var i = 0; i < bench.Pick(3, 7); i++)
        {
            var theirs = await Reading.TakeAsync(theirRoom, PacketsPerSecond, bench.ReadingTime, cancel);
            var ours = await Reading.TakeAsync(ourRoom, PacketsPerSecond, bench.ReadingTime, cancel);
            report.Say($"janus  {theirs}");
            report.Say($"engine {ours}");
            ratios.Add(ours.CpuUs / theirs.CpuUs);
        }

        Conclude(bench, profile, Bench.Median(ratios), [theirRoom, ourRoom]);
    }

    private static void Conclude(Bench bench, SrtpProfile profile, double ratio, Broadcast[] rooms)
    {
        if (profile == SrtpProfile.AeadAes128Gcm)
        {
            bench.Report.Goal("janus-ratio", ratio, 0.2, "0.000");
        }
        else
        {
            bench.Report.Goal("janus-ratio-cm", ratio, 0.2, "0.000");
        }

        foreach (var problems in rooms.Select(room => room.Crowd.CollectProblems()).Where(problems => problems.Total > 0))
        {
            bench.Report.Fail("janus", $"what came out was wrong: {problems}");
        }
    }
}
