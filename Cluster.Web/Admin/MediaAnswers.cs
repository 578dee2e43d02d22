using System.Globalization;
using System.Text.Json;
using Cluster.Media;

namespace Cluster.Web.Admin;

/// <summary>The media plane's snapshots in the admin API's words.</summary>
internal static class MediaAnswers
{
    public static AdminEndpoint Show(BridgeId bridge, EndpointSnapshot it) => new(
        string.Create(CultureInfo.InvariantCulture, $"{bridge.Number}.{it.Number}"),
        it.Label,
        it.State,
        it.RemoteAddress,
        it.RoundTripMs,
        [.. it.Sources.Select(source => new AdminSource(source.Number.Value, Word(source.Kind), source.Muted, [.. source.Layers.Select(Show)]))],
        [.. it.Slots.Select(Show)]);

    /// <summary>A word of an enumeration.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static AdminLayer Show(LayerSnapshot it) => new(
        it.Rid, it.Ssrc, it.Live, it.Packets, it.Bytes, it.BitrateBps, it.Height, it.Lost, Math.Round(it.JitterMs, 3), it.KeyframesAsked);

    private static AdminSlot Show(SlotSnapshot it) => new(
        it.Mid, Word(it.Use), it.Ssrc, it.Source.Value == 0 ? null : it.Source.Value, it.Layer, it.WaitsFor, it.Packets, it.Bytes, it.Repeated);
}
