using Cluster.Actors.Ops;

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
public sealed record AdminMediaRoom(string Room, IReadOnlyList<OpsEndpoint> Endpoints);

/// <summary>
/// How a dump went. <paramref name="Ended"/>: <c>time</c> or <c>bytes</c>, its bounds, <c>endpoint</c>, which left, or <c>stopped</c>.
/// </summary>
/// <param name="Packets">Datagrams in the file.</param>
/// <param name="Bytes">Of the file.</param>
/// <param name="Lost">Datagrams that are not in it, because it was not taken fast enough.</param>
public sealed record AdminDump(string Endpoint, bool Decrypted, long Packets, long Bytes, long Lost, string Ended);
