using System.Collections.Concurrent;
using System.Net;
using Cluster.Media;

namespace Actors.Tests.Support;

/// <summary>A media plane that answers every offer and remembers what it was told: the wall, with nothing behind it.</summary>
internal sealed class RecordingMediaPlane : IMediaPlane
{
    private readonly ConcurrentDictionary<BridgeId, Action<MediaEvent>> bridges = [];
    private long lastBridge;

    public ConcurrentQueue<string> Calls { get; } = [];

    public ConcurrentQueue<EndpointOffer> Offers { get; } = [];

    public Func<EndpointOffer, Task<NegotiationResult>> Negotiate { get; set; } =
        offer => Task.FromResult<NegotiationResult>(new NegotiationResult.Answered($"answer to {offer.Sdp}"));

    public MediaPlaneInfo Info { get; } = new([], "sha-256 00", 1);

    public IEnumerable<BridgeId> Open => bridges.Keys;

    public bool IsFull { get; set; }

    public BridgeId? OpenBridge(Action<MediaEvent> events, string label = "")
    {
        if (IsFull)
        {
            return null;
        }

        var id = new BridgeId(Interlocked.Increment(ref lastBridge));
        bridges[id] = events;
        Calls.Enqueue($"open {id.Number}");
        return id;
    }

    public IReadOnlyList<BridgeInfo> ListBridges() => [.. bridges.Keys.Select(bridge => new BridgeInfo(bridge, ""))];

    public void Raise(MediaEvent happened) => bridges[happened.Bridge](happened);

    public void CloseBridge(BridgeId bridge)
    {
        bridges.TryRemove(bridge, out _);
        Calls.Enqueue($"close {bridge.Number}");
    }

    public Task<NegotiationResult> NegotiateAsync(EndpointOffer offer)
    {
        Offers.Enqueue(offer);
        return Negotiate(offer);
    }

    public void CloseEndpoint(EndpointId endpoint) => Calls.Enqueue($"close {endpoint.Bridge.Number}/{endpoint.Number}");

    public void SetView(EndpointId endpoint, IReadOnlyList<ViewEntry> view) =>
        Calls.Enqueue($"view {endpoint.Number}: {string.Join(",", view.Select(entry => $"{entry.Source.Value}@{entry.Height}"))}");

    public void SetSourceMuted(BridgeId bridge, SourceNumber source, bool muted) =>
        Calls.Enqueue($"{(muted ? "mute" : "unmute")} {source.Value}");

    /// <summary>Where other nodes reach it; null: nowhere.</summary>
    public IPEndPoint? RelayPlace { get; set; } = new(IPAddress.Loopback, 10_000);

    /// <summary>The relays that were opened, the last opening of each.</summary>
    public ConcurrentDictionary<(BridgeId Bridge, long Relay), RelayOpening> Relays { get; } = [];

    public Task<IPEndPoint?> FindRelayPlaceAsync(BridgeId bridge) => Task.FromResult(RelayPlace);

    public Task<bool> OpenRelayAsync(BridgeId bridge, RelayOpening opening)
    {
        Relays[(bridge, opening.Relay)] = opening;
        Calls.Enqueue($"relay {bridge.Number}/{opening.Relay} to {opening.Peer}");
        return Task.FromResult(true);
    }

    public void CloseRelay(BridgeId bridge, long relay)
    {
        Relays.TryRemove((bridge, relay), out _);
        Calls.Enqueue($"close relay {bridge.Number}/{relay}");
    }

    /// <summary>What it has counted, its bridges apart.</summary>
    public MediaCounters Counters { get; set; } = new(0, 0, 0, 0, 0, 0, new Dictionary<string, long>());

    public MediaCounters ReadCounters() => Counters with { Bridges = bridges.Count };

    public Task<BridgeSnapshot?> ReadBridgeAsync(BridgeId bridge) => Task.FromResult<BridgeSnapshot?>(null);

    public Task<DumpResult> DumpAsync(EndpointId endpoint, DumpRequest request, Stream file, CancellationToken stop) =>
        Task.FromResult<DumpResult>(new DumpResult.Refused("endpoint-unknown", "This process has no media."));

    /// <summary>Waits until the bridge has made this call; it is told beside what the others are told.</summary>
    public async Task CalledAsync(string call)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!Calls.Contains(call))
        {
            Assert.False(patience.IsCancellationRequested, $"Not called: {call}. Called: {string.Join("; ", Calls)}");
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }
}
