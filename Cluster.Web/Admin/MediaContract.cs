namespace Cluster.Web.Admin;

// The media plane as the admin API shows it.

/// <summary>The media plane of this node. Counters are since its start; packets and bytes are of UDP payloads.</summary>
public sealed record AdminMedia(
    long PacketsIn,
    long PacketsOut,
    long BytesIn,
    long BytesOut,
    long Endpoints,
    IReadOnlyDictionary<string, long> Drops,
    IReadOnlyList<AdminBridge> Bridges);

/// <summary>A bridge of this node: where <c>/media/rooms/NAME</c> looks, and how many endpoints it has.</summary>
public sealed record AdminBridge(string Room, long Bridge, int Worker, int Endpoints);

/// <summary>A room's media on this node, endpoint by endpoint.</summary>
public sealed record AdminMediaRoom(string Room, IReadOnlyList<AdminEndpoint> Endpoints);

/// <summary>A participant's endpoint. <paramref name="State"/>: <c>new</c>, <c>connecting</c> or <c>connected</c>.</summary>
public sealed record AdminEndpoint(
    string Endpoint,
    string Participant,
    string State,
    string? RemoteAddress,
    double? RoundTripMs,
    IReadOnlyList<AdminSource> Sources,
    IReadOnlyList<AdminSlot> Slots);

/// <summary>
/// How a dump went. <paramref name="Ended"/>: <c>time</c> or <c>bytes</c>, its bounds, <c>endpoint</c>, which left, or <c>stopped</c>.
/// </summary>
/// <param name="Packets">Datagrams in the file.</param>
/// <param name="Bytes">Of the file.</param>
/// <param name="Lost">Datagrams that are not in it, because it was not taken fast enough.</param>
public sealed record AdminDump(string Endpoint, bool Decrypted, long Packets, long Bytes, long Lost, string Ended);

/// <summary>What a participant sends. <paramref name="Kind"/>: <c>microphone</c>, <c>camera</c>, <c>screen</c> or <c>screenSound</c>.</summary>
public sealed record AdminSource(uint Source, string Kind, bool Muted, IReadOnlyList<AdminLayer> Layers);

/// <summary>One encoding of it.</summary>
/// <param name="Height">Pixels; 0: not known.</param>
/// <param name="KeyframesAsked">Requests sent to its sender.</param>
public sealed record AdminLayer(
    string Rid, uint Ssrc, bool Live, long Packets, long Bytes, long BitrateBps, int Height, long Lost, double JitterMs, long KeyframesAsked);

/// <summary>Where a participant receives. <paramref name="Use"/>: <c>speech</c>, <c>screenSound</c> or <c>video</c>.</summary>
/// <param name="Source">Null: it is empty.</param>
/// <param name="WaitsFor">The layer whose keyframe it waits for.</param>
public sealed record AdminSlot(
    string Mid, string Use, uint Ssrc, uint? Source, string Layer, string? WaitsFor, long Packets, long Bytes, long Repeated);
