using System.Globalization;
using System.Text.Json;
using Cluster.Actors.Serialization;
using Cluster.Media;

namespace Cluster.Actors.Ops;

// Media as the admin API shows it.

/// <summary>A participant's endpoint. <paramref name="State"/>: <c>new</c>, <c>connecting</c> or <c>connected</c>.</summary>
public sealed record OpsEndpoint(
    string Endpoint, string Participant, string State, string? RemoteAddress, double? RoundTripMs, IReadOnlyList<OpsSource> Sources, IReadOnlyList<OpsSlot> Slots);

/// <summary>What a participant sends. <paramref name="Kind"/>: <c>microphone</c>, <c>camera</c>, <c>screen</c> or <c>screenSound</c>.</summary>
public sealed record OpsSource(uint Source, string Kind, bool Muted, IReadOnlyList<OpsLayer> Layers);

/// <summary>One encoding of it.</summary>
/// <param name="Height">Pixels; 0: not known.</param>
/// <param name="KeyframesAsked">Requests sent to its sender.</param>
public sealed record OpsLayer(
    string Rid, uint Ssrc, bool Live, long Packets, long Bytes, long BitrateBps, int Height, long Lost, double JitterMs, long KeyframesAsked);

/// <summary>Where a participant receives. <paramref name="Use"/>: <c>speech</c>, <c>screenSound</c> or <c>video</c>.</summary>
/// <param name="Source">Null: it is empty.</param>
/// <param name="WaitsFor">The layer whose keyframe it waits for.</param>
public sealed record OpsSlot(
    string Mid, string Use, uint Ssrc, uint? Source, string Layer, string? WaitsFor, long Packets, long Bytes, long Repeated);

/// <summary>A bridge of a meeting, and how many endpoints are on it.</summary>
public sealed record OpsBridge(long Bridge, int Endpoints);

/// <summary>A participant whose socket is on a node, and what with: <c>Firefox on Linux</c>.</summary>
public sealed record OpsClient(string Participant, string Client);

/// <summary>What a node has of a meeting.</summary>
public sealed record OpsMeetingPart(string Node, IReadOnlyList<OpsBridge> Bridges, IReadOnlyList<OpsEndpoint> Endpoints, IReadOnlyList<OpsClient> Clients);

/// <summary>Asks a node for a meeting's media there, from the endpoint after so many: answered by <see cref="MediaReport"/>.</summary>
internal sealed record AskMedia(string Room, int Skip) : IParleyMessage;

/// <summary>A few endpoints of a meeting. <paramref name="Bridges"/> are all there are on the node.</summary>
/// <param name="Clients">Whose sockets are on the node, at most 200, and only in the first report; null also from a node before 0.2.</param>
internal sealed record MediaReport(
    IReadOnlyList<OpsBridge> Bridges, IReadOnlyList<OpsEndpoint> Endpoints, bool Whole, IReadOnlyList<OpsClient>? Clients = null) : IParleyMessage;

/// <summary>The media plane's snapshots in these words.</summary>
public static class OpsMedia
{
    /// <summary>An endpoint.</summary>
    public static OpsEndpoint Show(BridgeId bridge, EndpointSnapshot it) => new(
        string.Create(CultureInfo.InvariantCulture, $"{bridge.Number}.{it.Number}"),
        it.Label,
        it.State,
        it.RemoteAddress,
        it.RoundTripMs,
        [.. it.Sources.Select(source => new OpsSource(source.Number.Value, Word(source.Kind), source.Muted, [.. source.Layers.Select(Show)]))],
        [.. it.Slots.Select(Show)]);

    /// <summary>A word of an enumeration.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static OpsLayer Show(LayerSnapshot it) => new(
        it.Rid, it.Ssrc, it.Live, it.Packets, it.Bytes, it.BitrateBps, it.Height, it.Lost, Math.Round(it.JitterMs, 3), it.KeyframesAsked);

    private static OpsSlot Show(SlotSnapshot it) => new(
        it.Mid, Word(it.Use), it.Ssrc, it.Source.Value == 0 ? null : it.Source.Value, it.Layer, it.WaitsFor, it.Packets, it.Bytes, it.Repeated);
}
