using Cluster.Actors.Ops;
using Cluster.Actors.Rooms;
using Cluster.Media;

namespace Cluster.Web.Admin;

/// <summary><c>/media</c>: what the packets' side of this node does now.</summary>
internal static class MediaEndpoints
{
    public static IEnumerable<AdminEndpoint> All() =>
    [
        AdminEndpoint.Get("/media", "showMedia", "What the packets' side of this node does now.", AdminJson.Default.AdminMedia, call =>
        {
            call.Services.NeedNode();
            return ReadAsync(call.Services.Media);
        }),
        AdminEndpoint.Get(
            "/media/rooms/{name}", "showMediaOfRoom", "What each participant of a meeting sends and receives, of bridges on this node.",
            AdminJson.Default.AdminMediaRoom, call =>
            {
                call.Services.NeedNode();
                return ReadAsync(call.Services.Media, RoomEndpoints.NameIn(call));
            }),
    ];

    private static async Task<AdminMedia> ReadAsync(IMediaPlane media)
    {
        List<AdminBridge> bridges = [];
        foreach (var (bridge, label) in media.ListBridges())
        {
            if (await media.ReadBridgeAsync(bridge).ConfigureAwait(false) is { } snapshot)
            {
                bridges.Add(new AdminBridge(label, bridge.Number, snapshot.Parts[0].Worker, snapshot.Endpoints.Count));
            }
        }

        var counters = media.ReadCounters();
        return new AdminMedia(
            counters.PacketsIn,
            counters.PacketsOut,
            counters.BytesIn,
            counters.BytesOut,
            counters.Endpoints,
            counters.Drops,
            [.. bridges.OrderBy(bridge => bridge.Room, StringComparer.Ordinal).ThenBy(bridge => bridge.Bridge)]);
    }

    private static async Task<AdminMediaRoom> ReadAsync(IMediaPlane media, RoomName room)
    {
        List<OpsEndpoint> endpoints = [];
        var isHere = false;
        foreach (var (bridge, _) in media.ListBridges().Where(bridge => bridge.Label == room.Value))
        {
            if (await media.ReadBridgeAsync(bridge).ConfigureAwait(false) is { } snapshot)
            {
                isHere = true;
                endpoints.AddRange(snapshot.Endpoints.Select(endpoint => OpsMedia.Show(bridge, endpoint)));
            }
        }

        return isHere
            ? new AdminMediaRoom(room.Value, endpoints)
            : throw new AdminRefusal("room-unknown", $"No meeting in \"{room}\" has media on this node.");
    }
}
