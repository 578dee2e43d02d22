using Cluster.Actors.Meetings;
using Cluster.Actors.Rooms;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Web.Admin;

/// <summary><c>/rooms</c>: what is remembered of rooms, and what goes on in them.</summary>
internal static class RoomEndpoints
{
    /// <summary>Rooms in one answer.</summary>
    private const int RoomsMax = 1_000;

    public static void MapRooms(this IEndpointRouteBuilder routes, AdminServices services)
    {
        var rooms = services.Rooms;
        var moderators = new RoomModerators(services.Accounts);
        routes.Map("GET", "/rooms", context => ListAsync(context, rooms, moderators));
        routes.Map("GET", "/rooms/{name}", async context =>
        {
            var name = NameIn(context);
            var room = await ShownAsync(rooms.ShowAsync(name, by: null)).ConfigureAwait(false);
            if (!room.Remembered && !room.Underway && room.Waiting == 0)
            {
                throw Unknown(name);
            }

            await AnswerAsync(context, room, moderators).ConfigureAwait(false);
        });
        routes.Map("PATCH", "/rooms/{name}", async context =>
        {
            var patch = await context.ReadAsync(AdminJson.Default.AdminRoomPatch).ConfigureAwait(false);
            var name = NameIn(context);
            var named = await moderators.AfterAsync(patch, () => ShownAsync(rooms.ShowAsync(name, by: null))).ConfigureAwait(false);
            await ChangeAsync(context, name, RoomAnswers.Patch(patch), named).ConfigureAwait(false);
        });
        routes.Map("PUT", "/rooms/{name}/password", async context =>
        {
            var it = await context.ReadAsync(AdminJson.Default.AdminPassword).ConfigureAwait(false);
            if (it.Password.Length == 0)
            {
                throw AdminRefusal.BadRequest("A password has at least one character.");
            }

            await ChangeAsync(context, NameIn(context), new RoomSettingsPatch(Password: it.Password), named: null).ConfigureAwait(false);
        });
        routes.Map("DELETE", "/rooms/{name}/password", context => ChangeAsync(context, NameIn(context), new RoomSettingsPatch(Password: ""), named: null));
        routes.Map("POST", "/rooms/{name}/close", async context =>
        {
            services.NeedNode();
            var answer = await rooms.CloseAsync(NameIn(context), by: null).ConfigureAwait(false);
            var closed = answer as RoomAnswer.Closed ?? throw Refusal(answer);
            await context.AnswerAsync(new AdminRoomClosed(closed.Participants), AdminJson.Default.AdminRoomClosed).ConfigureAwait(false);
        });
        routes.Map("DELETE", "/rooms/{name}", async context =>
        {
            var name = NameIn(context);
            var room = await ShownAsync(rooms.ShowAsync(name, by: null)).ConfigureAwait(false);
            var answer = room.Remembered || room.Underway || room.Waiting > 0 ? await rooms.RemoveAsync(name).ConfigureAwait(false) : throw Unknown(name);
            await (answer is RoomAnswer.Removed ? context.DoneAsync() : throw Refusal(answer)).ConfigureAwait(false);
        });

        async Task ChangeAsync(HttpContext context, RoomName name, RoomSettingsPatch patch, IReadOnlyList<Actors.Accounts.AccountId>? named) =>
            await AnswerAsync(context, await ShownAsync(rooms.ChangeAsync(name, patch, named, by: null)).ConfigureAwait(false), moderators)
                .ConfigureAwait(false);
    }

    private static async Task ListAsync(HttpContext context, RoomDirectory rooms, RoomModerators moderators)
    {
        var all = await rooms.ListAsync(RoomsMax + 1).ConfigureAwait(false);
        List<AdminRoom> shown = [];
        foreach (var room in all.Take(RoomsMax).OrderBy(room => room.Name, StringComparer.Ordinal))
        {
            shown.Add(RoomAnswers.Show(room, await moderators.NamedAsync(room.Moderators).ConfigureAwait(false)));
        }

        await context.AnswerAsync(new AdminRoomList(shown, all.Count <= RoomsMax), AdminJson.Default.AdminRoomList).ConfigureAwait(false);
    }

    private static async Task AnswerAsync(HttpContext context, RoomDetails room, RoomModerators moderators) =>
        await context.AnswerAsync(
            RoomAnswers.Show(room, await moderators.NamedAsync(room.Moderators).ConfigureAwait(false)), AdminJson.Default.AdminRoom).ConfigureAwait(false);

    private static async Task<RoomDetails> ShownAsync(Task<RoomAnswer> asked) =>
        await asked.ConfigureAwait(false) is var answer && answer is RoomAnswer.Shown shown ? shown.Details : throw Refusal(answer);

    private static RoomName NameIn(HttpContext context) =>
        RoomName.TryCreate(context.NameInPath(), out var name, out var problem) ? name : throw AdminRefusal.BadRequest(problem);

    private static AdminRefusal Unknown(RoomName name) => new("room-unknown", $"There is no room \"{name}\" that is remembered or in use.");

    private static Exception Refusal(RoomAnswer answer) => answer is RoomAnswer.Refused refused
        ? new AdminRefusal(refused.Code, refused.Message)
        : new System.Diagnostics.UnreachableException();
}
