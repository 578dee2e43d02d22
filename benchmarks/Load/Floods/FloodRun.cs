using System.Diagnostics;
using System.Net;
using Bench.Load.Scenarios;
using Bench.Load.Servers;
using Cluster.Media.Srtp;

namespace Bench.Load.Floods;

/// <summary>What floods from strangers do to a meeting: its loss and delay with and without each, and what a flood's datagram costs the engine.</summary>
internal static class FloodRun
{
    private const int SweepUs = 500;

    public static async Task<int> RunAsync(Options options)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(120 + (30 * options.Seconds)));
        await using var server = new EngineServer(new EngineOptions());
        await using var meeting = await Broadcast.OpenAsync(
            server, options.Receivers, SrtpProfile.AeadAes128Gcm, IPAddress.Loopback, late.Token);
        var time = TimeSpan.FromSeconds(options.Seconds);
        await Reading.WarmUpAsync(meeting, late.Token);
        var client = meeting.Crowd.Clients[1];
        var target = client.Answer.Candidates.First(address => address.Address.Equals(IPAddress.Loopback));
        Console.WriteLine($"{options.Receivers} receivers, {options.Rate} packets/s from one sender; floods from 16 addresses, as fast as one thread sends them beside the load");
        Console.WriteLine($"{"flood",-22} {"sent/s",9} {"counted/s",10} {"bytes/datagram",15} {"loss %",8} {"p50 ms",8} {"p99 ms",8} {"engine",8}");
        Print("none", await MeasureAsync(null));
        foreach (var kind in FloodKind.All($"{client.Answer.UserFragment}:{client.Ice.UserFragment}"))
        {
            Print(kind.Name, await MeasureAsync(kind));
        }

        Print("none, again", await MeasureAsync(null));
        var problems = meeting.Crowd.CollectProblems();
        Console.WriteLine(problems.Total == 0 ? "content: as sent" : $"content: {problems}");
        return problems.Total == 0 ? 0 : 1;

        async Task<FloodResult> MeasureAsync(FloodKind? kind)
        {
            var before = await server.ReadAsync(late.Token);
            Reading result;
            var (sent, seconds) = (0L, 0.0);
            using (var flooder = kind is null ? null : new Flooder(kind, target))
            {
                var clock = Stopwatch.StartNew();
                result = await Reading.TakeAsync(meeting, options.Rate, time, late.Token, SweepUs);
                (sent, seconds) = (flooder?.Sent ?? 0, clock.Elapsed.TotalSeconds);
            }

            // Reading comes after the flood: what was still queued is counted, too.
            var after = await server.ReadAsync(late.Token);
            return new FloodResult(result, sent, after.Drops - before.Drops, after.AllocatedBytes - before.AllocatedBytes, seconds);
        }
    }

    private static void Print(string name, FloodResult it) => Console.WriteLine(
        $"{name,-22} {it.Sent / it.Seconds,9:N0} {it.Counted / it.Seconds,10:N0} {(it.Counted == 0 ? "" : $"{(double)it.Allocated / it.Counted:F3}"),15} "
        + $"{it.Meeting.LossPercent,8:F3} {it.Meeting.P50Ms,8:F2} {it.Meeting.P99Ms,8:F2} {100 * it.Meeting.CoreShare,6:F0} %");

    /// <summary>The meeting's figures, datagrams the flood sent, drops the engine counted, and bytes its process allocated.</summary>
    private sealed record FloodResult(Reading Meeting, long Sent, long Counted, long Allocated, double Seconds);
}
