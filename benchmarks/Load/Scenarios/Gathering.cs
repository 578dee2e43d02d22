using System.Diagnostics;
using System.Net;
using Bench.Load.Checking;
using Bench.Load.Clients;
using Bench.Load.Measuring;
using Bench.Load.Servers;
using Cluster.Media;
using Cluster.Media.Srtp;

namespace Bench.Load.Scenarios;

/// <summary>Participants in one or more meetings on one engine, everybody sending and receiving as meetings do.</summary>
internal sealed class Gathering : IAsyncDisposable
{
    // Keyframes, first speakers, and the runtime's compiling of what is used.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    private readonly EngineServer _server = new(new EngineOptions());

    public Crowd Crowd { get; } = new(SrtpProfile.AeadAes128Gcm, IPAddress.Loopback);

    /// <summary>Brings everybody in at once and waits until the server knows all of them.</summary>
    public async Task JoinAsync(CancellationToken cancel)
    {
        await Task.WhenAll(Crowd.Clients.Select(client => _server.JoinAsync(client, cancel)));
        await _server.WaitForAsync(Crowd.Clients.Count, cancel);
    }

    /// <summary>Says what a client wants to see.</summary>
    public Task ShowAsync(LoadClient client, WantedPicture[] view, CancellationToken cancel) => _server.ShowAsync(client, view, cancel);

    /// <summary>Everybody sends; what it costs is read after it has settled.</summary>
    public async Task<GatheringReading> ReadAsync(TimeSpan time, CancellationToken cancel)
    {
        await Crowd.TurnAsync(true);
        await Task.Delay(Settling, cancel);
        var before = await Crowd.RestartAsync();
        var cpu = ProcessFigures.ReadCpu(_server.ProcessId);
        var clock = Stopwatch.StartNew();
        await Task.Delay(time, cancel);
        var spent = ProcessFigures.ReadCpu(_server.ProcessId).Since(cpu);
        var counted = (await Crowd.CountAsync()).Since(before);
        var elapsed = clock.Elapsed.TotalSeconds;
        return new GatheringReading(
            Crowd.Clients.Count,
            counted.Sent / elapsed,
            counted.Received / elapsed,
            spent.Total / elapsed,
            100.0 * counted.Lost / Math.Max(counted.Received + counted.Lost, 1),
            counted.LetGo,
            counted.Checked,
            Crowd.Latency.PercentileMs(0.5),
            Crowd.Latency.PercentileMs(0.99),
            Crowd.CollectProblems());
    }

    public async ValueTask DisposeAsync()
    {
        await Crowd.DisposeAsync();
        await _server.DisposeAsync();
    }
}

/// <summary>What a gathering cost: packets a second in and out, share of a core, loss in percent, latency in milliseconds.</summary>
internal sealed record GatheringReading(
    int Participants,
    double SentPerSecond,
    double ReceivedPerSecond,
    double CoreShare,
    double LossPercent,
    long LetGo,
    long Checked,
    double P50Ms,
    double P99Ms,
    Problems Problems)
{
    /// <summary>Microseconds of CPU per packet that anybody received, with what its input cost.</summary>
    public double CpuUs => 1e6 * CoreShare / Math.Max(ReceivedPerSecond, 1);

    /// <summary>CPU in milliseconds per second and participant.</summary>
    public double PerParticipantMs => 1_000 * CoreShare / Participants;

    public override string ToString() =>
        $"{SentPerSecond,8:N0}/s in, {ReceivedPerSecond,8:N0}/s out  {CpuUs,6:F2} us/packet out  {100 * CoreShare,5:F1} % of a core, "
        + $"{PerParticipantMs:F3} ms/s per participant  loss {LossPercent:F3} %  p50 {P50Ms:F2} ms, p99 {P99Ms:F2} ms  "
        + $"{Checked:N0} decrypted{(Problems.Total == 0 ? ", all as sent" : $": {Problems}")}{(LetGo > 0 ? $"  generator let go {LetGo}" : "")}";
}
