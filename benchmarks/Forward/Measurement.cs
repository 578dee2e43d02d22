using System.Diagnostics;
using System.Net;
using Cluster.Media;
using Cluster.Media.Dtls;
using Cluster.Media.Tests.Engine;

namespace Bench.Forward;

/// <summary>One publisher, many receivers, and what it costs the engine.</summary>
internal static class Measurement
{
    private const uint CameraNumber = 1;

    // Until the runtime has compiled the path for good.
    private const int WarmUpSeconds = 3;

    // Header, the mid extension's block and GCM's tag.
    private const int OverheadBytes = 12 + 8 + 16;

    public static async Task<int> RunAsync(Options options)
    {
        using var engine = new RemoteEngine();
        var identity = DtlsIdentity.Create(TimeProvider.System);
        var publisher = await JoinAsync(engine, identity, 1, options, new OfferLine("0", SourceKind.Camera, null, CameraNumber));
        var receivers = new List<MediaClient>();
        for (var i = 0; i < options.Receivers; i++)
        {
            receivers.Add(await JoinAsync(engine, identity, 2 + i, options, new OfferLine("0", null, SlotUse.Video)));
            receivers[^1].CountOnly = true;
            await engine.AskAsync(new Request(2 + i, View: CameraNumber));
        }

        while ((await engine.AskAsync(new Request())).Connected <= options.Receivers)
        {
            await Task.Delay(10);
        }

        var stream = new RtpStream(0x0BE2_C400);
        await SendAsync(publisher, stream, options, WarmUpSeconds, keyframe: true);
        var before = await engine.AskAsync(new Request());
        var (userBefore, systemBefore) = engine.CpuTime;
        MediaClient[] everybody = [publisher, .. receivers];
        var received = everybody.Sum(client => client.CountedPackets);
        var clock = Stopwatch.StartNew();
        await SendAsync(publisher, stream, options, options.Seconds, keyframe: false);
        var elapsed = clock.Elapsed;
        var (user, system) = engine.CpuTime;
        var after = await engine.AskAsync(new Request());
        Report(options, new Result(
            elapsed,
            user - userBefore,
            system - systemBefore,
            after.PacketsOut - before.PacketsOut,
            everybody.Sum(client => client.CountedPackets) - received,
            after.Drops - before.Drops,
            after.Gen0 - before.Gen0,
            after.Gen1 - before.Gen1,
            after.AllocatedBytes - before.AllocatedBytes));
        foreach (var client in everybody)
        {
            await client.DisposeAsync();
        }

        return 0;
    }

    private static async Task<MediaClient> JoinAsync(
        RemoteEngine engine, DtlsIdentity identity, long number, Options options, OfferLine line)
    {
        var client = new MediaClient(identity, number, IPAddress.Loopback, options.Profile) { ConsentEvery = TimeSpan.FromSeconds(2.5) };
        client.Lines.Add(line);
        var offer = client.Offer(default);
        var answer = await engine.AskAsync(new Request(number, offer.Sdp, [.. offer.Sources], [.. offer.Slots]));
        client.Take(answer.Sdp!);
        await client.ConnectAsync(client.Answer.Candidates[0]);
        return client;
    }

    private static async Task SendAsync(MediaClient publisher, RtpStream stream, Options options, int seconds, bool keyframe)
    {
        var total = (long)options.PacketsPerSecond * seconds;
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        for (var sent = 0L; sent < total; await timer.WaitForNextTickAsync())
        {
            for (var due = Math.Min(total, (long)(clock.Elapsed.TotalSeconds * options.PacketsPerSecond) + 1); sent < due; sent++)
            {
                var line = publisher.Lines[0];
                publisher.SendRaw(publisher.MakeFrame(line, stream, keyframe && sent == 0, options.PacketBytes - OverheadBytes));
            }
        }
    }

    private static void Report(Options options, Result result)
    {
        var cpu = result.User + result.System;
        Console.WriteLine($"{options.Receivers} receivers, {options.PacketsPerSecond} packets/s of {options.PacketBytes} bytes, {options.Profile}");
        Console.WriteLine($"packets out        {result.Out:N0} in {result.Elapsed.TotalSeconds:F1} s, {result.Out / result.Elapsed.TotalSeconds:N0}/s");
        Console.WriteLine($"CPU per packet out {cpu.TotalMicroseconds / result.Out:F2} us ({result.User.TotalMicroseconds / result.Out:F2} user, {result.System.TotalMicroseconds / result.Out:F2} system)");
        Console.WriteLine($"CPU of one core    {100 * cpu / result.Elapsed:F1} %");
        Console.WriteLine($"not read by us     {Math.Max(0, result.Out - result.Read):N0} (lost in receivers' sockets, or on the way when the count was taken)");
        Console.WriteLine($"dropped by engine  {result.Drops:N0}");
        Console.WriteLine($"collections        {result.Gen0} gen 0, {result.Gen1} gen 1; allocated {result.AllocatedBytes / 1024.0:N0} KiB");
    }

    private sealed record Result(
        TimeSpan Elapsed, TimeSpan User, TimeSpan System, long Out, long Read, long Drops, int Gen0, int Gen1, long AllocatedBytes);
}
