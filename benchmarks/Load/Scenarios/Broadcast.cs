using System.Diagnostics;
using System.Net;
using Bench.Load.Clients;
using Bench.Load.Measuring;
using Bench.Load.Servers;
using Bench.Load.Streams;
using Cluster.Media.Srtp;

namespace Bench.Load.Scenarios;

/// <summary>
/// One sender, many receivers: a paced video stream of full packets, in bursts of four as pacers send them. One instance is one
/// room on one server, whose rate can be changed.
/// </summary>
internal sealed class Broadcast : IAsyncDisposable
{
    public const int PacketBytes = 1_200;
    public const int BurstPackets = 4;
    private static readonly TimeSpan Drain = TimeSpan.FromMilliseconds(300);

    private readonly IServer _server;
    private readonly Crowd _crowd;
    private readonly VideoStream _video;

    private Broadcast(IServer server, Crowd crowd, VideoStream video) => (_server, _crowd, _video) = (server, crowd, video);

    /// <summary>Everybody is in and has keys; nothing is sent yet.</summary>
    public static async Task<Broadcast> OpenAsync(
        IServer server, int receivers, SrtpProfile profile, IPAddress local, bool hasSourceNumbers, CancellationToken cancel)
    {
        var crowd = new Crowd(profile, local);
        var publisher = crowd.Add();
        var video = publisher.AddCamera("0", 1, new VideoShape(0, PacketBytes, BurstPackets, 720))[0];
        await server.PublishAsync(publisher, cancel);
        for (var i = 0; i < receivers; i++)
        {
            var client = crowd.Add();
            client.Inbound.IsSteady = true;
            client.Inbound.HasSourceNumbers = hasSourceNumbers;
            await server.SubscribeAsync(client, publisher, cancel);
        }

        // All of one receiver is looked at.
        crowd.Clients[1].Inbound.SampleEvery = 1;
        return new Broadcast(server, crowd, video);
    }

    public Crowd Crowd => _crowd;

    public int Receivers => _crowd.Clients.Count - 1;

    /// <summary>Sends at a rate for a time; what it cost is in the result.</summary>
    public async Task<BroadcastResult> RunAsync(double packetsPerSecond, TimeSpan time, CancellationToken cancel, int sweepUs = 1_000)
    {
        _crowd.Reactor.SweepUs = sweepUs;
        await _crowd.Reactor.DoAsync(() =>
        {
            _video.PacketsPerSecond = packetsPerSecond;
            _video.IsOn = true;
        });
        // The first packets ask for a keyframe and fill queues.
        await Task.Delay(300, cancel);
        var before = await _crowd.RestartAsync();
        var cpu = ProcessFigures.ReadCpu(_server.ProcessId);
        var clock = Stopwatch.StartNew();
        await Task.Delay(time, cancel);
        var spent = ProcessFigures.ReadCpu(_server.ProcessId).Since(cpu);
        var during = (await _crowd.CountAsync()).Since(before);
        var elapsed = clock.Elapsed;
        await _crowd.Reactor.DoAsync(() => _video.IsOn = false);
        await Task.Delay(Drain, cancel);
        var all = (await _crowd.CountAsync()).Since(before);
        // Gaps in the numbering, or what is missing at the end.
        var lost = Math.Max(all.Lost, (all.Sent * Receivers) - all.Received);
        return new BroadcastResult(
            during.Received / elapsed.TotalSeconds,
            1e6 * spent.User / Math.Max(during.Received, 1),
            1e6 * spent.System / Math.Max(during.Received, 1),
            spent.Total / elapsed.TotalSeconds,
            100.0 * lost / Math.Max(all.Sent * Receivers, 1),
            all.LetGo,
            during.Received,
            _crowd.Latency.PercentileMs(0.5),
            _crowd.Latency.PercentileMs(0.99));
    }

    public ValueTask DisposeAsync() => _crowd.DisposeAsync();
}

/// <summary>What a broadcast cost: rates per second, CPU in microseconds per packet received by anybody, latency in milliseconds.</summary>
internal sealed record BroadcastResult(
    double PacketsPerSecond,
    double UserUs,
    double SystemUs,
    double CoreShare,
    double LossPercent,
    long LetGo,
    long Packets,
    double P50Ms,
    double P99Ms)
{
    public double CpuUs => UserUs + SystemUs;

    public override string ToString() =>
        $"{PacketsPerSecond,9:N0}/s  {CpuUs,6:F2} us/packet ({UserUs:F2} user, {SystemUs:F2} system)  {100 * CoreShare,5:F1} % of a core  loss {LossPercent:F3} %  p50 {P50Ms:F2} ms, p99 {P99Ms:F2} ms{(LetGo > 0 ? $"  generator late by {LetGo}" : "")}";
}
