using System.Net;

namespace Cluster.Media;

/// <summary>
/// The wall between the planes: commands in, events out, nothing shared. Everything that crosses it is a plain
/// record, so that the media plane can become a process of its own without a change on either side.
/// All members may be called from any thread; none blocks on the packet path.
/// </summary>
public interface IMediaPlane
{
    /// <summary>What this node's media plane offers to clients: addresses, ports, certificate.</summary>
    MediaPlaneInfo Info { get; }

    /// <summary>
    /// Opens a bridge on the least loaded worker; when its room outgrows one worker, others take part in it unseen.
    /// <paramref name="events"/> is called on workers' threads, more than one when several carry it, and
    /// must only hand the event on (an actor's <c>Tell</c>): it must neither block nor throw. Null: this node has as many
    /// bridges as <see cref="MediaSettings.BridgesMax"/> allows; refuse the meeting, or open it on another node.
    /// </summary>
    /// <param name="label">What the owner calls it; it comes back in <see cref="ListBridges"/>.</param>
    BridgeId? OpenBridge(Action<MediaEvent> events, string label = "");

    /// <summary>The bridges that are open, in no order.</summary>
    IReadOnlyList<BridgeInfo> ListBridges();

    /// <summary>Closes a bridge and all its endpoints. Unknown ids are ignored.</summary>
    void CloseBridge(BridgeId bridge);

    /// <summary>
    /// Answers an offer. The first offer of an endpoint id creates the endpoint; a later one with the same ICE user
    /// fragment renegotiates it, and one with another fragment replaces it (a reloaded client, an ICE restart).
    /// Never faults for what a client sent: see <see cref="NegotiationRefused"/>.
    /// </summary>
    Task<NegotiationResult> NegotiateAsync(EndpointOffer offer);

    /// <summary>Closes an endpoint: its sources end, its address is forgotten. Unknown ids are ignored.</summary>
    void CloseEndpoint(EndpointId endpoint);

    /// <summary>Says which sources an endpoint wants in its video slots, in order of priority.</summary>
    void SetView(EndpointId endpoint, IReadOnlyList<ViewEntry> view);

    /// <summary>A muted source is not forwarded, whatever its sender sends.</summary>
    void SetSourceMuted(BridgeId bridge, SourceNumber source, bool muted);

    /// <summary>Where another node's media plane reaches this bridge for a relay; null: the bridge is unknown, or this node has no address.</summary>
    Task<IPEndPoint?> FindRelayPlaceAsync(BridgeId bridge);

    /// <summary>
    /// Opens a relay between a bridge and the same room's bridge on another node, which opens its end likewise; of a relay that
    /// is open, a higher generation replaces the secrets and the place of the other end, and what crosses goes on. From then on
    /// everybody on either side can see and hear those on the other; <see cref="MediaEvent.RelayHeard"/> says that the other
    /// end is there, and <see cref="MediaEvent.RelaySilent"/> that it is not. False: the bridge is unknown, has as many as
    /// <see cref="MediaSettings.RelaysPerBridgeMax"/> allows, or another relay of this node has the id. Faults with
    /// <see cref="ArgumentException"/> when a secret has another length than it must have.
    /// </summary>
    Task<bool> OpenRelayAsync(BridgeId bridge, RelayOpening opening);

    /// <summary>Closes a relay to another node: what came over it ends here. Unknown numbers are ignored.</summary>
    void CloseRelay(BridgeId bridge, long relay);

    /// <summary>Counters of the whole media plane, a snapshot that may be a second old.</summary>
    MediaCounters ReadCounters();

    /// <summary>The state of one bridge as plain data, for the ops page and for tests; null when unknown.</summary>
    Task<BridgeSnapshot?> ReadBridgeAsync(BridgeId bridge);

    /// <summary>
    /// Writes an endpoint's datagrams, both ways, into <paramref name="file"/> as a capture that Wireshark reads (pcap, with
    /// made-up IP and UDP headers), until a bound of the request is reached, the endpoint ends or <paramref name="stop"/> is
    /// cancelled; then the file is whole. What it can't keep up with is lost to the file and counted. Nothing is written
    /// when it is refused. A fault of <paramref name="file"/> is the caller's, and ends the dump.
    /// </summary>
    Task<DumpResult> DumpAsync(EndpointId endpoint, DumpRequest request, Stream file, CancellationToken stop);
}

/// <summary>A media plane as whoever started it has it.</summary>
public interface IRunningMediaPlane : IMediaPlane, IAsyncDisposable
{
    /// <summary>Completes when the addresses are as known as they will be soon: at once, or when the STUN server has answered or not.</summary>
    Task AddressesKnown { get; }
}
