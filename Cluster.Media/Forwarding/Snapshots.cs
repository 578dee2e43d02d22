namespace Cluster.Media.Forwarding;

/// <summary>States as plain data, for those on the other side of the wall.</summary>
internal static class Snapshots
{
    /// <summary>An endpoint's, with its sources and slots.</summary>
    public static EndpointSnapshot Of(Endpoint endpoint, long nowUs) => new(
        endpoint.Number,
        endpoint.Label,
        endpoint.Transport.CanSend ? "connected" : endpoint.Transport.Remote.IsNone ? "new" : "connecting",
        endpoint.Transport.Remote.IsNone ? null : endpoint.Transport.Remote.ToString(),
        endpoint.Control.HasRoundTrip ? endpoint.Control.RoundTripUs / 1_000.0 : null,
        [.. endpoint.Sources.Values.Select(source => Of(source, nowUs))],
        [.. endpoint.SlotList.Select(Of)]);

    private static SourceSnapshot Of(Source source, long nowUs) => new(
        source.Number,
        source.Kind,
        source.Muted,
        [.. source.Layers.Select(layer => new LayerSnapshot(
            layer.Rid,
            layer.Ssrc,
            layer.IsLive(nowUs),
            layer.Packets,
            layer.Bytes,
            layer.BitrateBps(nowUs),
            layer.Height,
            layer.Log.Lost,
            layer.Log.Jitter * 1_000.0 / source.Media.ClockRateHz,
            layer.Keyframes.Sent))]);

    private static SlotSnapshot Of(Slot slot) => new(
        slot.Media.Mid,
        slot.Use,
        slot.Media.SlotSsrc,
        slot.Source?.Number ?? default,
        slot.Current?.Rid ?? "",
        slot.WaitsForKeyframe ? slot.Target!.Rid : null,
        slot.Packets,
        slot.Octets,
        slot.Repeated);
}
