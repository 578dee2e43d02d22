using Cluster.Actors.Meetings;
using Cluster.Actors.Rooms;

namespace Cluster.Web.Admin;

/// <summary><c>/rooms</c>: what is remembered of rooms, and what goes on in them.</summary>
internal static class RoomEndpoints
{
    /// <summary>Rooms in one answer.</summary>
    private const int RoomsMax = 1_000;

    public static IEnumerable<AdminEndpoint> All() =>
    [
        AdminEndpoint.Get("/rooms", "listRooms", "Rooms that are remembered or in use, by name; at most 1,000.", AdminJson.Default.AdminRoomList, ListAsync),
        AdminEndpoint.Get("/rooms/{name}", "showRoom", "A room with its settings and what goes on in it.", AdminJson.Default.AdminRoom, ShowAsync),
        AdminEndpoint.Change(
            "PATCH", "/rooms/{name}", AdminScope.Rooms, "changeRoom", "Changes a room's settings, those that are given; the room need not exist.",
            AdminJson.Default.AdminRoomPatch, AdminJson.Default.AdminRoom, async (call, patch) =>
            {
                var name = NameIn(call);
                var named = await new RoomModerators(call.Services.Accounts)
                    .AfterAsync(patch, () => ShownAsync(call.Services.Rooms.ShowAsync(name, by: null))).ConfigureAwait(false);
                return await ChangeAsync(call, RoomAnswers.Patch(patch), named).ConfigureAwait(false);
            }),
        AdminEndpoint.Change(
            "PUT", "/rooms/{name}/password", AdminScope.Rooms, "setRoomPassword", "Gives a room a password.",
            AdminJson.Default.AdminPassword, AdminJson.Default.AdminRoom, (call, it) => it.Password.Length == 0
                ? throw AdminRefusal.BadRequest("A password has at least one character.")
                : ChangeAsync(call, new RoomSettingsPatch(Password: it.Password), named: null)),
        AdminEndpoint.Change(
            "DELETE", "/rooms/{name}/password", AdminScope.Rooms, "removeRoomPassword", "Takes a room's password away.",
            AdminJson.Default.AdminRoom, call => ChangeAsync(call, new RoomSettingsPatch(Password: ""), named: null)),
        AdminEndpoint.Change(
            "POST", "/rooms/{name}/close", AdminScope.Rooms, "closeRoom", "Ends the meeting for everyone.",
            AdminJson.Default.AdminRoomClosed, async call =>
            {
                call.Services.NeedNode();
                var answer = await call.Services.Rooms.CloseAsync(NameIn(call), by: null).ConfigureAwait(false);
                var closed = answer as RoomAnswer.Closed ?? throw Refusal(answer);
                call.About($"participants: {closed.Participants}");
                return new AdminRoomClosed(closed.Participants);
            }),
        AdminEndpoint.Do("DELETE", "/rooms/{name}", AdminScope.Rooms, "removeRoom", "Ends the meeting and forgets everything stored of the room.", async call =>
        {
            var name = NameIn(call);
            var room = await ShownAsync(call.Services.Rooms.ShowAsync(name, by: null)).ConfigureAwait(false);
            var answer = room.Remembered || room.Underway || room.Waiting > 0 ? await call.Services.Rooms.RemoveAsync(name).ConfigureAwait(false) : throw Unknown(name);
            if (answer is not RoomAnswer.Removed)
            {
                throw Refusal(answer);
            }
        }),
    ];

    private static async Task<AdminRoomList> ListAsync(AdminCall call)
    {
        var moderators = new RoomModerators(call.Services.Accounts);
        var all = await call.Services.Rooms.ListAsync(RoomsMax + 1).ConfigureAwait(false);
        List<AdminRoom> shown = [];
        foreach (var room in all.Take(RoomsMax).OrderBy(room => room.Name, StringComparer.Ordinal))
        {
            shown.Add(RoomAnswers.Show(room, await moderators.NamedAsync(room.Moderators).ConfigureAwait(false)));
        }

        return new AdminRoomList(shown, all.Count <= RoomsMax);
    }

    private static async Task<AdminRoom> ShowAsync(AdminCall call)
    {
        var name = NameIn(call);
        var room = await ShownAsync(call.Services.Rooms.ShowAsync(name, by: null)).ConfigureAwait(false);
        return !room.Remembered && !room.Underway && room.Waiting == 0 ? throw Unknown(name) : await AnswerAsync(call, room).ConfigureAwait(false);
    }

    private static async Task<AdminRoom> ChangeAsync(AdminCall call, RoomSettingsPatch patch, IReadOnlyList<Actors.Accounts.AccountId>? named) =>
        await AnswerAsync(call, await ShownAsync(call.Services.Rooms.ChangeAsync(NameIn(call), patch, named, by: null)).ConfigureAwait(false)).ConfigureAwait(false);

    private static async Task<AdminRoom> AnswerAsync(AdminCall call, RoomDetails room) =>
        RoomAnswers.Show(room, await new RoomModerators(call.Services.Accounts).NamedAsync(room.Moderators).ConfigureAwait(false));

    private static async Task<RoomDetails> ShownAsync(Task<RoomAnswer> asked) =>
        await asked.ConfigureAwait(false) is var answer && answer is RoomAnswer.Shown shown ? shown.Details : throw Refusal(answer);

    /// <summary>The room in the address.</summary>
    internal static RoomName NameIn(AdminCall call) =>
        RoomName.TryCreate(call.Path("name"), out var name, out var problem) ? name : throw AdminRefusal.BadRequest(problem);

    private static AdminRefusal Unknown(RoomName name) => new("room-unknown", $"There is no room \"{name}\" that is remembered or in use.");

    /// <summary>What a room refuses.</summary>
    internal static Exception Refusal(RoomAnswer answer) => answer is RoomAnswer.Refused refused
        ? new AdminRefusal(refused.Code, refused.Message)
        : new System.Diagnostics.UnreachableException();
}
