using System.Security.Claims;
using Cluster.Actors.Accounts;
using Cluster.Web.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cluster.Web.Accounts;

/// <summary>Begins and ends sessions: the row that all nodes see, and the cookie that names it.</summary>
internal sealed class SignInService(AccountOfRequest requests, SessionMemory memory, TimeProvider time, ILogger<SignInService> log)
{
    /// <summary>
    /// A new session for this account, as what goes into its cookie. A session the browser had before ends: who signs in is always given
    /// a new one, so that nobody can plant a session to be shared.
    /// </summary>
    public async Task<(ClaimsPrincipal Principal, AuthenticationProperties Properties)> BeginAsync(HttpContext context, ControlPlane control, AccountIdentity account, string way)
    {
        var address = ClientAddress.Of(context);
        var before = await requests.LookAsync(context).ConfigureAwait(false);
        var sessionId = await control.Sessions.AddAsync(
            account.Account, AgentWords.Of(context.Request.Headers.UserAgent), address.ToString(), time.GetUtcNow(), control.Settings.SessionLifetime)
            .ConfigureAwait(false);
        if (before.SessionId is { } old)
        {
            await EndAsync(control, old).ConfigureAwait(false);
        }

        context.Features.Set(new SignInState(account, sessionId, Unknown: false));
        AccountLog.SignedIn(log, account.Account.Value, way, ClientAddress.Region(address));
        return (SignInCookie.Principal(account.Account, sessionId), SignInCookie.Lasting(time.GetUtcNow(), control.Settings.SessionLifetime));
    }

    /// <summary>The same, and the cookie with it.</summary>
    public async Task SignInAsync(HttpContext context, ControlPlane control, AccountIdentity account, string way)
    {
        var (principal, properties) = await BeginAsync(context, control, account, way).ConfigureAwait(false);
        await context.SignInAsync(SignInCookie.Scheme, principal, properties).ConfigureAwait(false);
    }

    /// <summary>Ends the session of this browser and takes its cookie back.</summary>
    public async Task SignOutAsync(HttpContext context, ControlPlane control)
    {
        var state = await requests.LookAsync(context).ConfigureAwait(false);
        if (state.SessionId is { } sessionId)
        {
            await EndAsync(control, sessionId).ConfigureAwait(false);
            AccountLog.SignedOut(log, state.Account!.Account.Value, ClientAddress.Region(ClientAddress.Of(context)));
        }

        await context.SignOutAsync(SignInCookie.Scheme).ConfigureAwait(false);
    }

    private async Task EndAsync(ControlPlane control, string sessionId)
    {
        memory.Forget(sessionId);
        await control.Sessions.RemoveAsync(sessionId).ConfigureAwait(false);
    }
}
