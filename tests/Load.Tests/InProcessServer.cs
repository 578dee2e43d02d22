using System.Net;
using Bench.Load.Clients;
using Bench.Load.Servers;
using Cluster.Media;
using Microsoft.Extensions.Logging.Abstractions;

namespace Load.Tests;

/// <summary>The engine in the tests' own process, as the load generator's server.</summary>
internal sealed class InProcessServer : IServer
{
    private readonly MediaEngine _engine = MediaEngine.Start(
        new MediaSettings { Port = 0, Addresses = [IPAddress.Loopback] }, TimeProvider.System, NullLoggerFactory.Instance);

    private readonly BridgeId _bridge;

    public InProcessServer() => _bridge = _engine.OpenBridge(static _ => { })!.Value;

    public string Name => "engine in process";

    public bool WritesSourceNumbers => true;

    public int ProcessId => Environment.ProcessId;

    public Task PublishAsync(LoadClient client, CancellationToken cancel) => JoinAsync(client, cancel);

    public async Task SubscribeAsync(LoadClient client, LoadClient publisher, CancellationToken cancel)
    {
        client.AddSlots(SlotUse.Video, 1);
        await JoinAsync(client, cancel);
        var camera = publisher.Lines.First(line => line.Source == SourceKind.Camera);
        _engine.SetView(new EndpointId(_bridge, client.Number), [new ViewEntry(new SourceNumber(camera.Number), 720)]);
    }

    public async ValueTask DisposeAsync() => await _engine.DisposeAsync();

    private async Task JoinAsync(LoadClient client, CancellationToken cancel)
    {
        var (sources, slots) = client.Bindings;
        var result = await _engine.NegotiateAsync(
            new EndpointOffer(new EndpointId(_bridge, client.Number), client.Describe(), sources, slots));
        await client.ConnectAsync(Assert.IsType<NegotiationResult.Answered>(result).Sdp, cancel);
    }
}
