using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;

namespace Cluster.Web.Admin;

/// <summary><c>/status</c>: what a running node says of itself.</summary>
internal static class StatusEndpoint
{
    public static IEnumerable<AdminEndpoint> All() =>
        [AdminEndpoint.Get("/status", "showStatus", "What this node says of itself.", AdminJson.Default.AdminStatus, call => ReadAsync(call.Services))];

    private static async Task<AdminStatus> ReadAsync(AdminServices services)
    {
        services.NeedNode();
        var rooms = await services.Rooms.CountAsync().ConfigureAwait(false);
        var policy = await services.Policy.GetAsync().ConfigureAwait(false);
        var process = services.Process;
        return new AdminStatus(
            process.Version,
            process.ProcessId,
            process.StartedAtMs,
            services.Time.GetUtcNow().ToUnixTimeMilliseconds() - process.StartedAtMs,
            process.Urls,
            process.PublicUrl,
            process.DataDirectory,
            policy.Creation == RoomCreation.Authenticated ? "authenticated" : "open",
            rooms.Meetings,
            rooms.Participants,
            rooms.Waiting);
    }

    /// <summary>Refuses what only a node can do.</summary>
    public static void NeedNode(this AdminServices services)
    {
        if (!services.Process.IsNode)
        {
            throw new AdminRefusal("not-a-node", "No node is running.");
        }
    }
}
