using System.Data.Common;
using Cluster.Actors.Accounts;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Cluster.Web.Accounts;

/// <summary>
/// Checks that a cookie's session still exists and its account may still sign in. A cookie alone proves that we wrote
/// it, not that nobody has signed out since.
/// </summary>
internal sealed class SessionCheck(EdgeGate gate, SessionMemory memory, TimeProvider time)
{
    /// <summary>The cookie handler's event: leaves the outcome with the request, and refuses a ticket that is no good.</summary>
    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var state = SignInCookie.Read(context.Principal) is var (account, sessionId)
            ? await CheckAsync(account, sessionId).ConfigureAwait(false)
            : SignInState.SignedOut;
        context.HttpContext.Features.Set(state);
        if (state.Account is null)
        {
            context.RejectPrincipal();
        }
    }

    private async Task<SignInState> CheckAsync(AccountId account, string sessionId)
    {
        if (memory.Fresh(sessionId) is { } fresh)
        {
            return new SignInState(fresh, sessionId, Unknown: false);
        }

        try
        {
            if (await AskAsync(account, sessionId).ConfigureAwait(false) is { } identity)
            {
                memory.Keep(sessionId, identity);
                return new SignInState(identity, sessionId, Unknown: false);
            }

            memory.Forget(sessionId);
            return SignInState.SignedOut;
        }
        catch (DbException)
        {
            return memory.Tolerable(sessionId) is { } known ? new SignInState(known, sessionId, Unknown: false) : SignInState.Unchecked;
        }
    }

    private async Task<AccountIdentity?> AskAsync(AccountId account, string sessionId) =>
        gate.Find<SessionTable>() is { } sessions && gate.Find<AccountDirectory>() is { } accounts
        && await sessions.FindAsync(sessionId, time.GetUtcNow()).ConfigureAwait(false) == account
            ? await accounts.IdentifyAsync(account).ConfigureAwait(false)
            : null;
}
