using System.Diagnostics;
using Cluster.Actors.Accounts;
using Cluster.Actors.Rooms;
using Cluster.Web.Accounts;
using Cluster.Web.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Web.Rooms;

/// <summary>Rooms over HTTP: what anybody may know before joining, and the room page of those who run one.</summary>
internal sealed class RoomEndpoints(AccountOfRequest requests)
{
    /// <summary>Maps <c>/api/v1/rooms…</c>.</summary>
    public void Map(ApiRoutes routes)
    {
        routes.Map("/api/v1/rooms", ("GET", OwnAsync));
        routes.Map("/api/v1/rooms/{name}", ("GET", ShowAsync), ("PATCH", ChangeAsync));
        routes.Map("/api/v1/rooms/{name}/entry", ("GET", EntryAsync));
        routes.Map("/api/v1/rooms/{name}/close", ("POST", CloseAsync));
    }

    private async Task<ApiAnswer> OwnAsync(HttpContext context, ControlPlane control)
    {
        var (account, refusal) = await SignedInAsync(context).ConfigureAwait(false);
        if (account is null)
        {
            return refusal!;
        }

        List<RoomView> rooms = [];
        foreach (var details in await control.Rooms.OfAsync(account).ConfigureAwait(false))
        {
            rooms.Add(await ViewAsync(control, details).ConfigureAwait(false));
        }

        return ApiAnswer.Ok(new RoomsView(rooms), RoomsJson.Default.RoomsView);
    }

    private async Task<ApiAnswer> EntryAsync(HttpContext context, ControlPlane control)
    {
        if (!TryReadName(context, out var room, out var refusal))
        {
            return refusal;
        }

        // A guest whose cookie cannot be checked now is a guest: this says nothing that is not for everybody.
        var account = await requests.FindAsync(context).ConfigureAwait(false);
        return await control.Rooms.EntryAsync(room, account).ConfigureAwait(false) switch
        {
            RoomAnswer.Entry entry => ApiAnswer.Ok(entry.Room, RoomsJson.Default.RoomEntry),
            var other => await OtherAsync(control, other).ConfigureAwait(false),
        };
    }

    private async Task<ApiAnswer> ShowAsync(HttpContext context, ControlPlane control)
    {
        if (!TryReadName(context, out var room, out var refusal))
        {
            return refusal;
        }

        var (account, signedOut) = await SignedInAsync(context).ConfigureAwait(false);
        return account is null ? signedOut! : await OtherAsync(control, await control.Rooms.ShowAsync(room, account).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task<ApiAnswer> ChangeAsync(HttpContext context, ControlPlane control)
    {
        if (!TryReadName(context, out var room, out var refusal))
        {
            return refusal;
        }

        var (account, signedOut) = await SignedInAsync(context).ConfigureAwait(false);
        if (account is null)
        {
            return signedOut!;
        }

        var (change, unreadable) = await ApiBody.ReadAsync(context, RoomsJson.Default.RoomChange).ConfigureAwait(false);
        if (change is null)
        {
            return unreadable!;
        }

        var (moderators, unknown) = await Moderators.FindAsync(control, change.Moderators).ConfigureAwait(false);
        return unknown
            ?? await OtherAsync(control, await control.Rooms.ChangeAsync(room, change.Patch, moderators, account).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task<ApiAnswer> CloseAsync(HttpContext context, ControlPlane control)
    {
        if (!TryReadName(context, out var room, out var refusal))
        {
            return refusal;
        }

        var (account, signedOut) = await SignedInAsync(context).ConfigureAwait(false);
        return account is null ? signedOut! : await OtherAsync(control, await control.Rooms.CloseAsync(room, account).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task<(AccountIdentity? Account, ApiAnswer? Refusal)> SignedInAsync(HttpContext context)
    {
        var state = await requests.LookAsync(context).ConfigureAwait(false);
        return state.Account is { } account ? (account, null) : (null, state.Unknown ? ApiAnswer.StorageUnavailable : ApiAnswer.LoginRequired);
    }

    private static async Task<ApiAnswer> OtherAsync(ControlPlane control, RoomAnswer answer) => answer switch
    {
        RoomAnswer.Shown shown => ApiAnswer.Ok(await ViewAsync(control, shown.Details).ConfigureAwait(false), RoomsJson.Default.RoomView),
        RoomAnswer.Closed => ApiAnswer.Done,
        RoomAnswer.Refused refused => new ApiAnswer.Refused(Status(refused.Code), refused.Code, refused.Message),
        _ => throw new UnreachableException($"{answer.GetType().Name} answers nothing that was asked."),
    };

    private static async Task<RoomView> ViewAsync(ControlPlane control, RoomDetails details) => new(
        details.Name,
        details.Info,
        await Moderators.ShowAsync(control, details.Moderators).ConfigureAwait(false),
        details.Underway,
        details.Participants,
        details.Waiting,
        details.StartedAtMs,
        details.Remembered);

    private static bool TryReadName(HttpContext context, out RoomName room, out ApiAnswer refusal)
    {
        var named = RoomName.TryCreate(context.GetRouteValue("name") as string, out room, out var problem);
        refusal = named ? ApiAnswer.Done : ApiAnswer.BadRequest(problem!);
        return named;
    }

    private static int Status(string code) => code switch
    {
        "login-required" => StatusCodes.Status401Unauthorized,
        "not-allowed" => StatusCodes.Status403Forbidden,
        "storage-unavailable" or "try-again" => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };
}
