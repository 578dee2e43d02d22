using System.Net;

namespace Cluster.Media;

/// <summary>Settings of the media plane; every bound of it is here. Documented in <c>hocon/reference.conf</c> under <c>parley.media</c>.</summary>
public sealed record MediaSettings
{
    /// <summary>UDP port of the first worker; worker i takes <c>Port + i</c>. 0: the system chooses (tests).</summary>
    public int Port { get; init; } = 10_000;

    /// <summary>Whether the media plane is a process of its own, which the control plane's garbage collector can't stop.</summary>
    public bool OwnProcess { get; init; } = true;

    /// <summary>Workers (threads, ports); 0: one for each core.</summary>
    public int Workers { get; init; }

    /// <summary>How many workers that are on this machine.</summary>
    public int WorkerCount => Workers > 0 ? Workers : Environment.ProcessorCount;

    /// <summary>Processors for the workers: worker i keeps to number <c>i mod count</c> of these. Empty: the system's choice.</summary>
    public IReadOnlyList<int> Processors { get; init; } = [];

    /// <summary>Whether runs of datagrams of one size to one destination are given to the system as one (UDP_SEGMENT, UDP_GRO; Linux).</summary>
    public bool Segmentation { get; init; } = true;

    /// <summary>How long a busy worker gathers packets before it forwards them together; 0: it forwards each at once.</summary>
    public TimeSpan BatchInterval { get; init; } = TimeSpan.FromMicroseconds(400);

    /// <summary>Addresses to advertise instead of the detected ones.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>Host and port of a STUN server to ask for the public address, when <see cref="Addresses"/> is empty; empty: nobody.</summary>
    public string StunServer { get; init; } = "";

    /// <summary>How often it is asked.</summary>
    public TimeSpan StunInterval { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Bridges on this node.</summary>
    public int BridgesMax { get; init; } = 4_096;

    /// <summary>Endpoints on one bridge.</summary>
    public int EndpointsPerBridgeMax { get; init; } = 512;

    /// <summary>
    /// Endpoints of one bridge on one worker from which on a further worker takes part in it. When all workers do, they are
    /// filled evenly, up to <see cref="EndpointsPerBridgeMax"/>.
    /// </summary>
    public int EndpointsPerWorker { get; init; } = 128;

    /// <summary>Bytes on their way between two workers of one bridge, each way; what finds no room is lost and asked for again.</summary>
    public int RelayBytesMax { get; init; } = 1 << 20;

    /// <summary>Where other nodes reach this one's media ports; null: the first of this node's addresses.</summary>
    public IPAddress? RelayAddress { get; init; }

    /// <summary>Relays from one bridge to bridges on other nodes.</summary>
    public int RelaysPerBridgeMax { get; init; } = 31;

    /// <summary>Sources an endpoint may send.</summary>
    public int SourcesPerEndpointMax { get; init; } = 8;

    /// <summary>Receive slots of an endpoint.</summary>
    public int SlotsPerEndpointMax { get; init; } = 64;

    /// <summary>Bytes of an offer.</summary>
    public int SdpBytesMax { get; init; } = 262_144;

    /// <summary>m-lines of an offer.</summary>
    public int MediaLinesMax { get; init; } = 80;

    /// <summary>DTLS handshakes under way at once on this node; more wait for the client's repeat.</summary>
    public int HandshakesMax { get; init; } = 256;

    /// <summary>
    /// Datagrams a second that a worker looks at from addresses nobody has validated; beyond, the kernel drops what does not
    /// come from an address in use, but for a share of connectivity checks.
    /// </summary>
    public int StrangersPerSecondMax { get; init; } = 10_000;

    /// <summary>How long packets of each sending layer are kept for answering NACKs.</summary>
    public TimeSpan CacheTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes of them kept for each layer; memory grows up to it as the layer's bitrate needs.</summary>
    public int CacheBytesPerLayerMax { get; init; } = 1 << 20;

    /// <summary>Consent: silence after which an endpoint is lost (RFC 7675 section 5.1: 30 s).</summary>
    public TimeSpan ConsentTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether <see cref="IMediaPlane.DumpAsync"/> may write RTP and RTCP in the clear: what people say and show.</summary>
    public bool DumpDecrypted { get; init; }

    /// <summary>Dumps under way at once.</summary>
    public int DumpsMax { get; init; } = 4;

    /// <summary>Bytes of copied datagrams between a worker and each dump.</summary>
    public int DumpRingBytes { get; init; } = 2 << 20;

    /// <summary>An endpoint that has not connected by then is given up.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(20);
}
