using System.Net;
using System.Net.Sockets;
using Cluster.Media.Ipc;
using Cluster.Media.Tests.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Cluster.Media.Tests.Ipc;

/// <summary>The media plane behind the wall between two processes: everything a client has, and what becomes of it when the other side ends.</summary>
public sealed class RemoteMediaPlaneTests
{
    private static readonly MediaSettings Settings = new() { Port = 0, Workers = 1, Addresses = [IPAddress.Loopback] };

    private readonly List<PipedMediaProcess> _processes = [];

    [Fact]
    public async Task Clients_meet_through_the_wall_and_are_told_when_it_ends()
    {
        var rig = new EngineRig(await StartAsync(Settings));
        var ann = await rig.JoinAsync();
        var bob = await rig.JoinAsync();
        await ConnectTests.AssertHeardAsync(ann, bob);
        await ConnectTests.AssertHeardAsync(bob, ann);

        var state = await rig.Plane.ReadBridgeAsync(rig.Bridge);
        Assert.Equal(["connected", "connected"], state!.Endpoints.Select(endpoint => endpoint.State));
        Assert.Equal(rig.Bridge, Assert.Single(rig.Plane.ListBridges()).Bridge);
        Assert.Contains(rig.Plane.Info.Candidates, candidate => candidate.Equals(ann.Remote));

        // DTLS is closed towards both, through both processes and back.
        await rig.Plane.DisposeAsync();
        Assert.True(await ann.IsClosedByServerAsync());
        Assert.True(await bob.IsClosedByServerAsync());
        Assert.True(await Assert.Single(_processes).Served);
        Assert.False(_processes[0].IsKilled);
        await rig.DisposeAsync();
    }

    [Fact]
    public async Task What_the_process_has_used_of_the_processors_comes_with_its_counters()
    {
        await using var rig = new EngineRig(await StartAsync(Settings));
        var before = Environment.CpuUsage.TotalTime;
        var counters = rig.Plane.ReadCounters();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (counters.ProcessorTimeApart < before)
        {
            await Task.Delay(50, late.Token);
            counters = rig.Plane.ReadCounters();
        }

        Assert.InRange(counters.ProcessorTimeApart, before, Environment.CpuUsage.TotalTime);
        Assert.NotEqual(TimeSpan.Zero, counters.At);
    }

    [Fact]
    public async Task Views_mutes_and_closings_go_through()
    {
        await using var rig = new EngineRig(await StartAsync(Settings));
        var ann = await rig.JoinAsync();
        var bob = await rig.JoinAsync();
        rig.Plane.SetView(new EndpointId(rig.Bridge, bob.Number), [new ViewEntry(new SourceNumber(ann.Lines[1].Number), 180)]);
        rig.Plane.SetSourceMuted(rig.Bridge, new SourceNumber(ann.Lines[0].Number), true);
        var endpoints = (await rig.Plane.ReadBridgeAsync(rig.Bridge))!.Endpoints.ToDictionary(endpoint => endpoint.Number);
        Assert.True(endpoints[ann.Number].Sources.Single(source => source.Kind == SourceKind.Microphone).Muted);
        Assert.Equal(ann.Lines[1].Number, endpoints[bob.Number].Slots.Single(slot => slot.Use == SlotUse.Video).Source.Value);

        rig.Plane.CloseEndpoint(new EndpointId(rig.Bridge, bob.Number));
        Assert.Equal(ann.Number, Assert.Single((await rig.Plane.ReadBridgeAsync(rig.Bridge))!.Endpoints).Number);
        rig.Plane.CloseBridge(rig.Bridge);
        Assert.Null(await rig.Plane.ReadBridgeAsync(rig.Bridge));
        Assert.Equal("bridge-unknown", Assert.IsType<NegotiationResult.Refused>(await rig.OfferAsync(bob)).Code);
        Assert.Empty(rig.Plane.ListBridges());
    }

    [Fact]
    public async Task A_process_that_ends_takes_its_bridges_and_another_one_goes_on()
    {
        await using var rig = new EngineRig(await StartAsync(Settings));
        await rig.JoinAsync();
        var fingerprint = rig.Plane.Info.Fingerprint;
        _processes[0].Kill();
        Assert.Equal(rig.Bridge, (await rig.NextEventAsync<MediaEvent.BridgeLost>()).Bridge);
        Assert.Empty(rig.Plane.ListBridges());
        Assert.Null(await rig.Plane.ReadBridgeAsync(rig.Bridge));

        // At once, whether the next one runs already or not.
        var bridge = rig.OpenBridge();
        Assert.NotEqual(rig.Bridge, bridge);
        var bob = await rig.JoinAsync(bridge: bridge);
        var cat = await rig.JoinAsync(bridge: bridge);
        await ConnectTests.AssertHeardAsync(bob, cat);
        Assert.Equal(fingerprint, rig.Plane.Info.Fingerprint);
        Assert.Equal(2, _processes.Count);
    }

    [Fact]
    public async Task Media_outlives_the_control_plane_for_as_long_as_it_takes_to_go_elsewhere()
    {
        await using var rig = new EngineRig(await StartAsync(Settings));
        var ann = await rig.JoinAsync();
        var bob = await rig.JoinAsync();
        var from = TimeProvider.System.GetTimestamp();
        _processes[0].Kill();
        await ConnectTests.AssertHeardAsync(ann, bob);
        await ConnectTests.AssertHeardAsync(bob, ann);
        Assert.True(await _processes[0].Served.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.InRange(TimeProvider.System.GetElapsedTime(from), MediaService.Orphaned, MediaService.Orphaned * 4);
    }

    [Fact]
    public async Task Nobody_keeps_it_once_the_control_plane_is_gone()
    {
        await using var plane = await StartAsync(Settings);
        plane.OpenBridge(static _ => { });
        _processes[0].Kill();
        await _processes[0].Served.WaitAsync(MediaService.Orphaned / 2);
    }

    [Fact]
    public async Task The_next_one_waits_for_the_port_of_one_that_has_no_control_plane()
    {
        await using var rig = new EngineRig(await StartAsync(Settings));
        await rig.JoinAsync();
        var port = rig.Plane.Info.Candidates[0].Port;
        _processes[0].Kill();
        await using var next = await StartAsync(Settings with { Port = port });
        Assert.Contains(next.Info.Candidates, candidate => candidate.Port == port);
    }

    [Fact]
    public async Task One_that_says_nothing_is_ended_after_a_while()
    {
        var time = new FakeTimeProvider();
        var link = new TaskCompletionSource<MediaEvent>();
        await using var plane = await RemoteMediaPlane.StartAsync(Settings, () => Launch(quietAfter: _processes.Count == 0 ? 1 : int.MaxValue), time, NullLoggerFactory.Instance);
        plane.OpenBridge(happened => link.TrySetResult(happened));
        using var late = new CancellationTokenSource(MediaClient.Patience);
        while (!link.Task.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, late.Token);
        }

        Assert.IsType<MediaEvent.BridgeLost>(await link.Task);
        Assert.True(_processes[0].IsKilled);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_the_engine_s_sentence()
    {
        using var taken = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp) { DualMode = true };
        taken.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        var refusal = await Assert.ThrowsAsync<MediaStartException>(() => StartAsync(Settings with { Port = port }));
        Assert.Contains($"{port}", refusal.Message, StringComparison.Ordinal);
        Assert.False(await Assert.Single(_processes).Served);
    }

    [Fact]
    public async Task As_many_bridges_as_are_set_and_no_more()
    {
        await using var plane = await StartAsync(Settings with { BridgesMax = 2 });
        var first = plane.OpenBridge(static _ => { });
        Assert.NotNull(plane.OpenBridge(static _ => { }));
        Assert.Null(plane.OpenBridge(static _ => { }));
        plane.CloseBridge(first!.Value);
        var again = plane.OpenBridge(static _ => { });
        Assert.NotNull(again);
        Assert.NotNull(await plane.ReadBridgeAsync(again.Value));
    }

    [Fact]
    public async Task A_dump_comes_through_whole()
    {
        await using var rig = new EngineRig(await StartAsync(Settings));
        var ann = await rig.JoinAsync();
        var bob = await rig.JoinAsync();
        using var stop = new CancellationTokenSource();
        var file = new MemoryStream();
        var dump = rig.Plane.DumpAsync(
            new EndpointId(rig.Bridge, bob.Number), new DumpRequest(false, TimeSpan.FromMinutes(1), DumpRequest.MostBytes), file, stop.Token);
        await ConnectTests.AssertHeardAsync(ann, bob);
        await stop.CancelAsync();
        var written = Assert.IsType<DumpResult.Written>(await dump.WaitAsync(MediaClient.Patience));
        Assert.Equal((DumpEnd.Stopped, file.Length), (written.End, written.Bytes));
        Assert.Equal(written.Packets, CaptureFile.Read(file.ToArray()).Count);
        Assert.Equal("endpoint-unknown", Assert.IsType<DumpResult.Refused>(await rig.Plane.DumpAsync(
            new EndpointId(rig.Bridge, 99), new DumpRequest(false, TimeSpan.FromMinutes(1), DumpRequest.MostBytes), file, default)).Code);
    }

    [Fact]
    public async Task Counters_come_every_second()
    {
        await using var rig = new EngineRig(await StartAsync(Settings));
        await rig.JoinAsync();
        using var late = new CancellationTokenSource(MediaClient.Patience);
        while (rig.Plane.ReadCounters() is not { Endpoints: 1, Bridges: 1, PacketsIn: > 0 })
        {
            await Task.Delay(50, late.Token);
        }
    }

    private Task<RemoteMediaPlane> StartAsync(MediaSettings settings) =>
        RemoteMediaPlane.StartAsync(settings, () => Launch(), TimeProvider.System, NullLoggerFactory.Instance);

    private PipedMediaProcess Launch(int quietAfter = int.MaxValue)
    {
        _processes.Add(new PipedMediaProcess(quietAfter));
        return _processes[^1];
    }
}
