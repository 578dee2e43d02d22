using System.Net;
using Cluster.Media;

namespace Cluster.Host.Commands.Access;

/// <summary>The media plane of a process that only works on the store: it has no port and opens no bridge.</summary>
internal sealed class NoMedia : IMediaPlane
{
    public MediaPlaneInfo Info { get; } = new([], "", 0);

    public BridgeId? OpenBridge(Action<MediaEvent> events, string label = "") => null;

    public IReadOnlyList<BridgeInfo> ListBridges() => [];

    public void CloseBridge(BridgeId bridge)
    {
    }

    public Task<NegotiationResult> NegotiateAsync(EndpointOffer offer) =>
        Task.FromResult<NegotiationResult>(new NegotiationResult.Refused("bridge-unknown", "This process has no media."));

    public void CloseEndpoint(EndpointId endpoint)
    {
    }

    public void SetView(EndpointId endpoint, IReadOnlyList<ViewEntry> view)
    {
    }

    public void SetSourceMuted(BridgeId bridge, SourceNumber source, bool muted)
    {
    }

    public Task<IPEndPoint?> FindRelayPlaceAsync(BridgeId bridge) => Task.FromResult<IPEndPoint?>(null);

    public Task<bool> OpenRelayAsync(BridgeId bridge, RelayOpening opening) => Task.FromResult(false);

    public void CloseRelay(BridgeId bridge, long relay)
    {
    }

    public MediaCounters ReadCounters() => new(0, 0, 0, 0, 0, 0, new Dictionary<string, long>());

    public Task<BridgeSnapshot?> ReadBridgeAsync(BridgeId bridge) => Task.FromResult<BridgeSnapshot?>(null);

    public Task<DumpResult> DumpAsync(EndpointId endpoint, DumpRequest request, Stream file, CancellationToken stop) =>
        Task.FromResult<DumpResult>(new DumpResult.Refused("endpoint-unknown", "This process has no media."));
}
