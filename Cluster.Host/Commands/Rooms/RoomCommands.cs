using System.CommandLine;
using Cluster.Host.Commands.Nodes;
using Cluster.Host.Commands.Text;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands.Rooms;

/// <summary><c>parley room</c>: what is remembered of rooms, and what goes on in them.</summary>
internal static class RoomCommands
{
    private static readonly Argument<string> s_room = new("ROOM") { Description = "The room's name, as in its link" };

    private static readonly Argument<string> s_node = new("NODE") { Description = "The node's address among the nodes, as parley node list shows it" };

    private static readonly Option<bool> s_removePassword = new("--remove") { Description = "Takes the password away" };

    private static readonly Option<bool> s_yes = new("--yes", "-y") { Description = "Does not ask first" };

    /// <summary>The word and what is below it.</summary>
    public static Command Build() => NodeCommand.Group(
        "room",
        "Rooms: their settings, which outlive meetings, and the meetings in them.",
        NodeCommand.Create("list", "Lists the rooms that are remembered or in use.", [], async run => run.Answer(
            await (await run.NodeAsync().ConfigureAwait(false)).GetAsync("/rooms", AdminJson.Default.AdminRoomList).ConfigureAwait(false),
            RoomWords.List)),
        NodeCommand.Create("show", "Shows a room's settings and who is in it.", [s_room], async run =>
        {
            var (node, room) = (await run.NodeAsync().ConfigureAwait(false), run.Value(s_room));
            var answer = await node.GetAsync(RoomApi.PathOf(room), AdminJson.Default.AdminRoom).OrSuggestAsync(node, room).ConfigureAwait(false);
            run.Answer(answer, RoomWords.Show);
        }),
        NodeCommand.Create("set", "Changes a room's settings, before its first meeting or during one.", [s_room, .. RoomSetOptions.All], SetAsync),
        NodeCommand.Create(
            "password",
            "Sets a room's password, typed twice at a terminal or sent as one line of standard input.",
            [s_room, s_removePassword],
            PasswordAsync),
        NodeCommand.Create(
            "close",
            "Ends the meeting in a room for everyone; the room keeps its settings.",
            [s_room],
            async run =>
            {
                var (node, room) = (await run.NodeAsync().ConfigureAwait(false), run.Value(s_room));
                var answer = await node.SendAsync(HttpMethod.Post, $"{RoomApi.PathOf(room)}/close", AdminJson.Default.AdminRoomClosed)
                    .OrSuggestAsync(node, room).ConfigureAwait(false);
                run.Answer(answer, it =>
                    it.Participants == 0 ? $"Nobody is in {room}." : $"The meeting in {room} is over for {it.Participants}.");
            },
            needsNode: true),
        NodeCommand.Create(
            "move",
            "Moves a meeting's media to another node, without a gap for anybody in it.",
            [s_room, s_node],
            async run =>
            {
                var (node, room, to) = (await run.NodeAsync().ConfigureAwait(false), run.Value(s_room), run.Value(s_node));
                var asked = node.SendAsync(
                    HttpMethod.Post, $"{RoomApi.PathOf(room)}/move", new AdminRoomMove(to), AdminJson.Default.AdminRoomMove, AdminJson.Default.AdminRoomMoved);
                run.Answer(await NodeCommands.OrSuggestAsync(asked, node, to).ConfigureAwait(false), RoomWords.Moved);
            },
            needsNode: true),
        NodeCommand.Create("remove", "Ends the meeting in a room and forgets everything stored about it.", [s_room, s_yes], RemoveAsync));

    private static async Task SetAsync(CommandRun run)
    {
        var patch = RoomSetOptions.Read(run);
        var (node, room) = (await run.NodeAsync().ConfigureAwait(false), run.Value(s_room));
        var answer = await node.SendAsync(HttpMethod.Patch, RoomApi.PathOf(room), patch, AdminJson.Default.AdminRoomPatch, AdminJson.Default.AdminRoom)
            .ConfigureAwait(false);
        run.Answer(answer, RoomWords.Show);
    }

    private static async Task PasswordAsync(CommandRun run)
    {
        var (remove, room) = (run.Value(s_removePassword), run.Value(s_room));
        var password = remove ? "" : PasswordInput.Read($"Password for {room}");
        var node = await run.NodeAsync().ConfigureAwait(false);
        var path = $"{RoomApi.PathOf(room)}/password";
        var answer = remove
            ? await node.SendAsync(HttpMethod.Delete, path, AdminJson.Default.AdminRoom).ConfigureAwait(false)
            : await node.SendAsync(HttpMethod.Put, path, new AdminPassword(password), AdminJson.Default.AdminPassword, AdminJson.Default.AdminRoom).ConfigureAwait(false);
        run.Answer(answer, it => it.HasPassword ? $"{it.Name} has a password now." : $"{it.Name} has no password now.");
    }

    private static async Task RemoveAsync(CommandRun run)
    {
        var room = run.Value(s_room);
        if (!run.Value(s_yes))
        {
            Confirmation.Ask($"Remove {room}? A meeting in it ends, and its settings, password and list of moderators are gone for good.");
        }

        var node = await run.NodeAsync().ConfigureAwait(false);
        var answer = await RemoveAsync().OrSuggestAsync(node, room).ConfigureAwait(false);
        run.Answer(answer, it => $"{it.Removed} is removed.");

        async Task<AdminRemoved> RemoveAsync()
        {
            await node.DeleteAsync(RoomApi.PathOf(room)).ConfigureAwait(false);
            return new AdminRemoved(room);
        }
    }
}
