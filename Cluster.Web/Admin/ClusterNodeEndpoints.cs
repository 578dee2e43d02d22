using Cluster.Actors.Draining;
using Cluster.Actors.Rooms;

namespace Cluster.Web.Admin;

/// <summary><c>/nodes</c>: the cluster's nodes, and emptying them; and moving a meeting's media to one of them.</summary>
internal static class ClusterNodeEndpoints
{
    // Shorter than the command line waits for an answer.
    private static readonly TimeSpan s_moveAnswer = TimeSpan.FromSeconds(25);

    public static IEnumerable<AdminEndpoint> All() =>
    [
        AdminEndpoint.Get("/nodes", "listNodes", "The cluster's nodes, by name.", AdminJson.Default.AdminNodeList, async call =>
        {
            call.Services.NeedNode();
            return new AdminNodeList([.. (await call.Services.Nodes.ListAsync().ConfigureAwait(false)).Select(Show)]);
        }),
        AdminEndpoint.Get(
            "/nodes/{node}", "showNode", "A node, and how far it is while it drains; self: the one that is asked.", AdminJson.Default.AdminNode,
            call => AnswerAsync(call, (nodes, name) => nodes.ShowAsync(name))),
        AdminEndpoint.Change(
            "POST", "/nodes/{node}/drain", AdminScope.Nodes, "drainNode", "Lets a node take no new meetings, and moves those it has to others.",
            AdminJson.Default.AdminNode, call => AnswerAsync(call, (nodes, name) => nodes.DrainAsync(name))),
        AdminEndpoint.Change(
            "POST", "/nodes/{node}/undrain", AdminScope.Nodes, "undrainNode", "Lets a node take meetings again.",
            AdminJson.Default.AdminNode, call => AnswerAsync(call, (nodes, name) => nodes.UndrainAsync(name))),
        AdminEndpoint.Change(
            "POST", "/rooms/{name}/move", AdminScope.Rooms, "moveRoom", "Moves a meeting's media to a node, and answers when it is there, or after 25 s.",
            AdminJson.Default.AdminRoomMove, AdminJson.Default.AdminRoomMoved, MoveAsync),
    ];

    private static async Task<AdminRoomMoved> MoveAsync(AdminCall call, AdminRoomMove asked)
    {
        call.Services.NeedNode();
        call.About(asked.Node);
        var room = RoomName.TryCreate(call.Path("name"), out var name, out var problem) ? name : throw AdminRefusal.BadRequest(problem);
        var address = call.Services.Nodes.AddressOf(asked.Node)
            ?? throw new AdminRefusal("node-unknown", $"There is no node \"{asked.Node}\" in the cluster: parley node list shows them.");
        return await call.Services.Rooms.MoveAsync(room, address, s_moveAnswer, call.Context.RequestAborted).ConfigureAwait(false) switch
        {
            RoomAnswer.Moving it => new AdminRoomMoved(room.Value, asked.Node, it.Moved, it.Dropped, it.Left),
            RoomAnswer.Refused refused => throw new AdminRefusal(refused.Code, refused.Message),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static async Task<AdminNode> AnswerAsync(AdminCall call, Func<NodeDirectory, string?, Task<NodeAnswer>> ask)
    {
        call.Services.NeedNode();

        // A node that is asked for as "self" is the one that answers.
        var name = call.Path("node");
        return await ask(call.Services.Nodes, name == "self" ? null : name).ConfigureAwait(false) switch
        {
            NodeAnswer.Shown shown => Show(shown.Node),
            NodeAnswer.Refused refused => throw new AdminRefusal(refused.Code, refused.Message),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static AdminNode Show(NodeDetails node) => new(
        node.Name,
        node.IsSelf,
        node.IsReachable ? node.Drain.Stage.ToString().ToLowerInvariant() : "unreachable",
        node.Roles,
        node.Region,
        node.Drain.Stage == DrainStage.Serving
            ? null
            : new AdminDrain(node.Drain.SinceMs, node.Drain.Bridges, node.Drain.Participants, node.Drain.BridgesGone),
        node.Load is { } load ? new AdminNodeLoad(load.LoadPermille, load.CpuPermille, load.PacketsPerSecond, load.Endpoints, load.Bridges) : null);
}
