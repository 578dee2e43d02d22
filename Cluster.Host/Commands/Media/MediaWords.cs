using Cluster.Actors.Ops;
using System.Globalization;
using System.Text;
using Cluster.Host.Commands.Text;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands.Media;

/// <summary>The media plane's state in words.</summary>
internal static class MediaWords
{
    /// <summary>The node's.</summary>
    public static string Status(AdminMedia it)
    {
        var drops = it.Drops.Where(drop => drop.Value > 0).OrderByDescending(drop => drop.Value).Select(drop => $"{drop.Key} {Number(drop.Value)}");
        var text = new StringBuilder(Table.Write(
            [
                ("Received", $"{Number(it.PacketsIn)} datagrams, {Number(it.BytesIn)} bytes"),
                ("Sent", $"{Number(it.PacketsOut)} datagrams, {Number(it.BytesOut)} bytes"),
                ("Dropped", string.Join(", ", drops.DefaultIfEmpty("nothing"))),
                ("Endpoints", Number(it.Endpoints)),
            ]));
        return it.Bridges.Count == 0
            ? text.Append("No meeting has media here.").ToString()
            : text.Append('\n').Append(Table.Write(
                ["ROOM", "BRIDGE", "WORKER", "ENDPOINTS"],
                it.Bridges.Select(IReadOnlyList<string> (bridge) => [bridge.Room, Number(bridge.Bridge), Number(bridge.Worker), Number(bridge.Endpoints)]))).ToString();
    }

    /// <summary>A meeting's: who sends what, and what is in whose slots.</summary>
    public static string Room(AdminMediaRoom it) => it.Endpoints.Count == 0 ? "Nobody has media in it." : string.Join('\n', it.Endpoints.Select(Show));

    /// <summary>How a dump went.</summary>
    public static string Dump(AdminDump it, string path) =>
        $"{Number(it.Packets)} datagrams of endpoint {it.Endpoint}{(it.Decrypted ? ", decrypted," : "")} in {path} ({Number(it.Bytes)} bytes)"
        + $"{(it.Lost > 0 ? $"; {Number(it.Lost)} found no room and are not in it" : "")}; ended {it.Ended switch
        {
            "time" => "when its time was over",
            "bytes" => "when the file was full",
            "endpoint" => "when the endpoint left",
            _ => "when it was stopped",
        }}.";

    private static string Show(OpsEndpoint it)
    {
        var text = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"{it.Participant} (endpoint {it.Endpoint}): {it.State}{(it.RemoteAddress is { } from ? $", {from}" : "")}{(it.RoundTripMs is { } ms ? $", round trip {ms:F1} ms" : "")}\n");
        var layers = it.Sources.SelectMany(source => source.Layers.Select(IReadOnlyList<string> (layer) =>
        [
            Number(source.Source), source.Kind + (source.Muted ? ", muted" : ""), layer.Rid.Length > 0 ? layer.Rid : "-", layer.Live ? "yes" : "no",
            $"{layer.BitrateBps / 1_000}", layer.Height > 0 ? Number(layer.Height) : "-", Number(layer.Packets), Number(layer.Lost),
            layer.JitterMs.ToString("F1", CultureInfo.InvariantCulture), Number(layer.KeyframesAsked),
        ])).ToList();
        if (layers.Count > 0)
        {
            text.Append(Table.Write(["SOURCE", "KIND", "LAYER", "LIVE", "KBIT/S", "HEIGHT", "PACKETS", "LOST", "JITTER MS", "KEYFRAMES ASKED"], layers));
        }

        if (it.Slots.Count > 0)
        {
            text.Append(Table.Write(["SLOT", "USE", "SHOWS", "LAYER", "WAITS FOR", "PACKETS", "BYTES", "REPEATED"], it.Slots.Select(Show)));
        }

        return text.ToString();
    }

    private static IReadOnlyList<string> Show(OpsSlot it) =>
    [
        it.Mid, it.Use, it.Source is { } source ? Number(source) : "-", it.Layer.Length > 0 ? it.Layer : "-",
        it.WaitsFor is null ? "-" : it.WaitsFor.Length > 0 ? it.WaitsFor : "keyframe", Number(it.Packets), Number(it.Bytes), Number(it.Repeated),
    ];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
