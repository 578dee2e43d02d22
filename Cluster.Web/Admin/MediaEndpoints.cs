using Cluster.Actors.Rooms;
using Cluster.Media;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Web.Admin;

/// <summary><c>/media</c>: what the packets' side of this node does now.</summary>
internal static class MediaEndpoints
{
    public static void MapMedia(this IEndpointRouteBuilder routes, AdminServices services)
    {
        routes.Map("GET", "/media", async context =>
        {
            services.NeedNode();
            await context.AnswerAsync(await ReadAsync(services.Media).ConfigureAwait(false), AdminJson.Default.AdminMedia).ConfigureAwait(false);
        });
        routes.Map("GET", "/media/rooms/{name}", async context =>
        {
            services.NeedNode();
            var name = RoomName.TryCreate(context.NameInPath(depth: 2), out var it, out var problem) ? it : throw AdminRefusal.BadRequest(problem);
            await context.AnswerAsync(await ReadAsync(services.Media, name).ConfigureAwait(false), AdminJson.Default.AdminMediaRoom).ConfigureAwait(false);
        });
        new MediaDumps(services).Map(routes);
    }

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
        List<AdminEndpoint> endpoints = [];
        var isHere = false;
        foreach (var (bridge, _) in media.ListBridges().Where(bridge => bridge.Label == room.Value))
        {
            if (await media.ReadBridgeAsync(bridge).ConfigureAwait(false) is { } snapshot)
            {
                isHere = true;
                endpoints.AddRange(snapshot.Endpoints.Select(endpoint => MediaAnswers.Show(bridge, endpoint)));
            }
        }

        return isHere
            ? new AdminMediaRoom(room.Value, endpoints)
            : throw new AdminRefusal("room-unknown", $"No meeting in \"{room}\" has media on this node.");
    }
}
