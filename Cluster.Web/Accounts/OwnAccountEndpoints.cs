using System.Diagnostics;
using Cluster.Actors.Accounts;
using Cluster.Web.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Cluster.Web.Accounts;

/// <summary>What somebody who is signed in does with the own account: another password, and looking after its sessions.</summary>
internal sealed class OwnAccountEndpoints(
    AccountOfRequest requests, SessionMemory memory, SignInService signIns, ApiRates rates, ILogger<OwnAccountEndpoints> log)
{
    /// <summary>Maps <c>/api/v1/account/…</c>.</summary>
    public void Map(ApiRoutes routes)
    {
        routes.Map("/api/v1/account/password", ("POST", SignedIn(ChangePasswordAsync)));
        routes.Map("/api/v1/account/sessions", ("GET", SignedIn(ListAsync)));
        routes.Map("/api/v1/account/sessions/{id}", ("DELETE", SignedIn(EndAsync)));
        routes.Map("/api/v1/account/sign-out-everywhere", ("POST", SignedIn(EndAllAsync)));
    }

    private ApiHandler SignedIn(Func<HttpContext, ControlPlane, AccountIdentity, string, Task<ApiAnswer>> handler) => async (context, control) =>
    {
        var state = await requests.LookAsync(context).ConfigureAwait(false);
        return state switch
        {
            { Unknown: true } => ApiAnswer.StorageUnavailable,
            { Account: { } account, SessionId: { } session } => await handler(context, control, account, session).ConfigureAwait(false),
            _ => ApiAnswer.LoginRequired,
        };
    };

    private async Task<ApiAnswer> ChangePasswordAsync(HttpContext context, ControlPlane control, AccountIdentity account, string session)
    {
        var address = ClientAddress.Of(context);
        if (rates.CountAttempt(ClientAddress.Customer(address)) is { } tooMany)
        {
            return tooMany;
        }

        var (body, refusal) = await ApiBody.ReadAsync(context, AccountsJson.Default.PasswordRequest).ConfigureAwait(false);
        if (refusal is not null)
        {
            return refusal;
        }

        using var turn = await rates.TurnAsync(context.RequestAborted).ConfigureAwait(false);
        if (!turn.IsAcquired)
        {
            return ApiRates.Busy;
        }

        if (await control.Accounts.ChangePasswordAsync(account.Account, body!.Current, body.Next, session).ConfigureAwait(false) is AccountReply.Refused refused)
        {
            AccountLog.PasswordRefused(log, account.Account.Value, ClientAddress.Region(address), refused.Code);
            return AccountRefusal.Of(refused);
        }

        // It ended every other session.
        memory.Forget(account.Account);
        AccountLog.PasswordChanged(log, account.Account.Value, ClientAddress.Region(address));
        return ApiAnswer.Done;
    }

    private static async Task<ApiAnswer> ListAsync(HttpContext context, ControlPlane control, AccountIdentity account, string session)
    {
        var sessions = await control.Sessions.ListAsync(account.Account).ConfigureAwait(false);
        var current = SessionTable.PublicIdOf(session);
        return ApiAnswer.Ok(
            new SessionsView([.. sessions.Select(one => new SessionView(one.Id, one.CreatedAtMs, one.LastSeenAtMs, one.Agent, one.Address, one.Id == current))]),
            AccountsJson.Default.SessionsView);
    }

    private async Task<ApiAnswer> EndAsync(HttpContext context, ControlPlane control, AccountIdentity account, string session)
    {
        var id = context.GetRouteValue("id") as string ?? throw new UnreachableException("The address has an id.");
        memory.Forget(account.Account);
        await control.Sessions.RemoveAsync(account.Account, id).ConfigureAwait(false);
        AccountLog.SessionsEnded(log, account.Account.Value, ClientAddress.Region(ClientAddress.Of(context)));
        return ApiAnswer.Done;
    }

    private async Task<ApiAnswer> EndAllAsync(HttpContext context, ControlPlane control, AccountIdentity account, string session)
    {
        memory.Forget(account.Account);
        await control.Sessions.RemoveAllAsync(account.Account, exceptSessionId: null).ConfigureAwait(false);
        await signIns.SignOutAsync(context, control).ConfigureAwait(false);
        AccountLog.SessionsEnded(log, account.Account.Value, ClientAddress.Region(ClientAddress.Of(context)));
        return ApiAnswer.Done;
    }
}
