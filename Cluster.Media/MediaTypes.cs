using System.Net;
using System.Text.Json.Serialization;

namespace Cluster.Media;

// The nouns that cross the wall between the control plane and the media plane.

/// <summary>A bridge on this node. The number is unique in the life of the node's control plane.</summary>
public readonly record struct BridgeId(long Number);

/// <summary>An endpoint on a bridge. The number is the control plane's choice, unique within the bridge.</summary>
public readonly record struct EndpointId(BridgeId Bridge, long Number);

/// <summary>
/// A source's number: unique in a meeting and never used again in it. It is the CSRC of every packet of that source
/// in every slot (RFC 3550 section 5.1). 1 and up; 0 is no source.
/// </summary>
public readonly record struct SourceNumber(uint Value);

/// <summary>What a source is.</summary>
public enum SourceKind
{
    /// <summary>A person's voice.</summary>
    Microphone,

    /// <summary>A person's picture.</summary>
    Camera,

    /// <summary>A shared screen or window.</summary>
    Screen,

    /// <summary>The sound of a shared screen.</summary>
    ScreenSound,
}

/// <summary>What a receive slot is for.</summary>
public enum SlotUse
{
    /// <summary>One of the loudest speakers.</summary>
    Speech,

    /// <summary>The sound of a shared screen.</summary>
    ScreenSound,

    /// <summary>A picture the client's view asks for.</summary>
    Video,
}

/// <summary>The m-line <paramref name="Mid"/> of an offer sends this source.</summary>
public sealed record SourceBinding(string Mid, SourceKind Kind, SourceNumber Number, bool Muted = false);

/// <summary>The m-line <paramref name="Mid"/> of an offer is a receive slot.</summary>
public sealed record SlotBinding(string Mid, SlotUse Use);

/// <summary>
/// An offer for an endpoint, with what its m-lines mean. <paramref name="Label"/> means something to the owner only, and comes
/// back in snapshots.
/// </summary>
public sealed record EndpointOffer(
    EndpointId Endpoint,
    string Sdp,
    IReadOnlyList<SourceBinding> Sources,
    IReadOnlyList<SlotBinding> Slots,
    string Label = "");

/// <summary>One wanted picture: at most <paramref name="Height"/> pixels high. Order in the list is priority.</summary>
public sealed record ViewEntry(SourceNumber Source, int Height);

/// <summary>How an offer ended.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(Refused), "refused")]
public abstract record NegotiationResult
{
    private NegotiationResult()
    {
    }

    /// <summary>The answer to give to the client.</summary>
    public sealed record Answered(string Sdp) : NegotiationResult;

    /// <summary>Refused; <paramref name="Code"/> is stable, <paramref name="Message"/> is for a person.</summary>
    public sealed record Refused(string Code, string Message) : NegotiationResult;
}

/// <summary>What a bridge tells its owner.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(EndpointConnected), "endpoint-connected")]
[JsonDerivedType(typeof(EndpointLost), "endpoint-lost")]
[JsonDerivedType(typeof(BridgeLost), "bridge-lost")]
[JsonDerivedType(typeof(SpeakersChanged), "speakers-changed")]
[JsonDerivedType(typeof(RelayHeard), "relay-heard")]
[JsonDerivedType(typeof(RelaySilent), "relay-silent")]
public abstract record MediaEvent(BridgeId Bridge)
{
    /// <summary>DTLS is done and media may flow.</summary>
    public sealed record EndpointConnected(BridgeId Bridge, long Endpoint) : MediaEvent(Bridge);

    /// <summary>
    /// The endpoint is gone: <c>consent-expired</c>, <c>dtls-failed</c>, <c>dtls-closed</c>, <c>never-connected</c>. Its
    /// number stays taken until <see cref="IMediaPlane.CloseEndpoint"/>, so that the client may offer again under it.
    /// </summary>
    public sealed record EndpointLost(BridgeId Bridge, long Endpoint, string Reason) : MediaEvent(Bridge);

    /// <summary>
    /// The bridge is gone with all its endpoints, because the process that carried it ended. Its id means nothing any more: open
    /// another one.
    /// </summary>
    public sealed record BridgeLost(BridgeId Bridge) : MediaEvent(Bridge);

    /// <summary>The sources heard now, loudest first; the first is the dominant speaker. Empty: silence.</summary>
    public sealed record SpeakersChanged(BridgeId Bridge, IReadOnlyList<SourceNumber> Loudest) : MediaEvent(Bridge);

    /// <summary>The other end of a relay to another node is heard, for the first time or again.</summary>
    public sealed record RelayHeard(BridgeId Bridge, long Relay) : MediaEvent(Bridge);

    /// <summary>
    /// Nothing was heard from the other end of a relay for two seconds: pictures from there stand still. It goes on by itself as
    /// soon as something comes.
    /// </summary>
    public sealed record RelaySilent(BridgeId Bridge, long Relay) : MediaEvent(Bridge);
}

/// <summary>What clients need to know of this node's media plane.</summary>
/// <param name="Candidates">Every usable address and port, in order of preference.</param>
/// <param name="Fingerprint">SHA-256 of the DTLS certificate as in <c>a=fingerprint</c> (RFC 8122).</param>
/// <param name="Origin">Where the candidates' addresses come from.</param>
/// <param name="RelayAddress">Where other nodes reach this one's media ports; null: nowhere.</param>
public sealed record MediaPlaneInfo(
    IReadOnlyList<IPEndPoint> Candidates,
    string Fingerprint,
    int Workers,
    AddressOrigin Origin = AddressOrigin.Detected,
    IPAddress? RelayAddress = null);

/// <summary>Where the media plane's addresses come from.</summary>
public enum AddressOrigin
{
    /// <summary>The machine's own interfaces.</summary>
    Detected,

    /// <summary>The settings.</summary>
    Set,

    /// <summary>A STUN server, which said what it sees.</summary>
    Stun,
}

/// <summary>Counters since start. Packets and bytes are of UDP payloads.</summary>
public sealed record MediaCounters(
    long PacketsIn,
    long PacketsOut,
    long BytesIn,
    long BytesOut,
    long Bridges,
    long Endpoints,
    IReadOnlyDictionary<string, long> Drops)
{
    /// <summary>When they were read, by a clock that runs on when clocks are set.</summary>
    public TimeSpan At { get; init; }

    /// <summary>Processor time that the media plane has used in a process of its own, all threads together; zero where it is part of this one.</summary>
    public TimeSpan ProcessorTimeApart { get; init; }
}

/// <summary>A bridge's state: its endpoints, and the parts they are on, the first part first.</summary>
public sealed record BridgeSnapshot(BridgeId Bridge, IReadOnlyList<EndpointSnapshot> Endpoints, IReadOnlyList<PartSnapshot> Parts);

/// <summary>One part of a bridge: where it is, the numbers of its endpoints, and its relays to the other parts.</summary>
public sealed record PartSnapshot(int Number, int Worker, IReadOnlyList<long> Endpoints, IReadOnlyList<RelaySnapshot> Relays);

/// <summary>A relay as one part has it: media packets sent there, media packets that came, sources known from there.</summary>
/// <param name="Peer">The other part's number, or its owner's number for the relay where it goes to another node.</param>
public sealed record RelaySnapshot(long Peer, long PacketsSent, long PacketsReceived, int Sources, bool ToNode = false);

/// <summary>A bridge of this node and what its owner calls it.</summary>
public sealed record BridgeInfo(BridgeId Bridge, string Label);

/// <summary>An endpoint's state.</summary>
/// <param name="Label">What its owner calls it.</param>
/// <param name="State"><c>new</c>, <c>connecting</c> or <c>connected</c>.</param>
/// <param name="RoundTripMs">As its reports say; null: not known yet.</param>
public sealed record EndpointSnapshot(
    long Number,
    string Label,
    string State,
    string? RemoteAddress,
    double? RoundTripMs,
    IReadOnlyList<SourceSnapshot> Sources,
    IReadOnlyList<SlotSnapshot> Slots);

/// <summary>A source's state: its layers, lowest first.</summary>
public sealed record SourceSnapshot(SourceNumber Number, SourceKind Kind, bool Muted, IReadOnlyList<LayerSnapshot> Layers);

/// <summary>A layer's state.</summary>
/// <param name="Live">Whether it is sent now.</param>
/// <param name="Bytes">RTP with its headers, without encryption.</param>
/// <param name="Height">Pixels, of the last keyframe; 0: none yet, or no picture.</param>
/// <param name="Lost">Packets that never came, repairs counted as come.</param>
/// <param name="JitterMs">Interarrival jitter (RFC 3550 section 6.4.1).</param>
/// <param name="KeyframesAsked">Requests sent to its sender.</param>
public sealed record LayerSnapshot(
    string Rid, uint Ssrc, bool Live, long Packets, long Bytes, long BitrateBps, int Height, long Lost, double JitterMs, long KeyframesAsked);

/// <summary>A slot's state.</summary>
/// <param name="Source">0: it is empty.</param>
/// <param name="Layer">The RTP stream id that is forwarded; empty for an only layer, and for none.</param>
/// <param name="WaitsFor">The RTP stream id whose keyframe it waits for; null: for none.</param>
/// <param name="Packets">First-hand; <paramref name="Repeated"/> were sent again, by RTX where negotiated.</param>
/// <param name="Bytes">Payloads.</param>
public sealed record SlotSnapshot(
    string Mid, SlotUse Use, uint Ssrc, SourceNumber Source, string Layer, string? WaitsFor, long Packets, long Bytes, long Repeated);
