using System.Collections.Concurrent;
using System.Net;
using Cluster.Media;

namespace Web.Tests.Meetings;

/// <summary>A media plane that answers every offer and connects it at once, and records what it was asked.</summary>
internal sealed class AnsweringMediaPlane : IMediaPlane
{
    private readonly ConcurrentDictionary<BridgeId, Action<MediaEvent>> _bridges = new();
    private long _last;

    public ConcurrentQueue<EndpointId> Closed { get; } = new();

    /// <summary>Whether a source is kept from being forwarded, as last said.</summary>
    public ConcurrentDictionary<(BridgeId Bridge, SourceNumber Source), bool> Muted { get; } = new();

    public ConcurrentQueue<EndpointOffer> Offers { get; } = new();

    public bool Refuse { get; init; }

    public MediaPlaneInfo Info { get; } = new([new IPEndPoint(IPAddress.Loopback, 10_000)], "AA:BB", 1);

    public BridgeId? OpenBridge(Action<MediaEvent> events, string label = "")
    {
        var bridge = new BridgeId(Interlocked.Increment(ref _last));
        _bridges[bridge] = events;
        return bridge;
    }

    public IReadOnlyList<BridgeInfo> ListBridges() => [.. _bridges.Keys.Select(bridge => new BridgeInfo(bridge, ""))];

    public void CloseBridge(BridgeId bridge) => _bridges.TryRemove(bridge, out _);

    public Task<NegotiationResult> NegotiateAsync(EndpointOffer offer)
    {
        if (Refuse || offer.Sdp == "refuse me")
        {
            return Task.FromResult<NegotiationResult>(new NegotiationResult.Refused("sdp-malformed", "This is no SDP."));
        }

        Offers.Enqueue(offer);
        if (_bridges.TryGetValue(offer.Endpoint.Bridge, out var events))
        {
            events(new MediaEvent.EndpointConnected(offer.Endpoint.Bridge, offer.Endpoint.Number));
        }

        return Task.FromResult<NegotiationResult>(new NegotiationResult.Answered($"answer to {offer.Sdp}"));
    }

    public void CloseEndpoint(EndpointId endpoint) => Closed.Enqueue(endpoint);

    public void SetView(EndpointId endpoint, IReadOnlyList<ViewEntry> view)
    {
    }

    public void SetSourceMuted(BridgeId bridge, SourceNumber source, bool muted) => Muted[(bridge, source)] = muted;

    public Task<IPEndPoint?> FindRelayPlaceAsync(BridgeId bridge) => Task.FromResult<IPEndPoint?>(null);

    public Task<bool> OpenRelayAsync(BridgeId bridge, RelayOpening opening) => Task.FromResult(false);

    public void CloseRelay(BridgeId bridge, long relay)
    {
    }

    public MediaCounters ReadCounters() => new(0, 0, 0, 0, _bridges.Count, 0, new Dictionary<string, long>());

    public Task<BridgeSnapshot?> ReadBridgeAsync(BridgeId bridge) => Task.FromResult<BridgeSnapshot?>(null);

    public Task<DumpResult> DumpAsync(EndpointId endpoint, DumpRequest request, Stream file, CancellationToken stop) =>
        Task.FromResult<DumpResult>(new DumpResult.Refused("endpoint-unknown", "This process has no media."));
}
