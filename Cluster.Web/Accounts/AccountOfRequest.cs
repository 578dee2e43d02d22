using Cluster.Actors.Accounts;
using Cluster.Actors.Storage;
using Cluster.Web.Accounts.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Accounts;

/// <summary>Reads the sign-in cookie of a request, once, and only when somebody asks whose request it is.</summary>
internal sealed class AccountOfRequest(EdgeGate gate, SecretXmlRepository keys) : IAccountOfRequest
{
    /// <inheritdoc/>
    public async Task<AccountIdentity?> FindAsync(HttpContext context) => (await LookAsync(context).ConfigureAwait(false)).Account;

    /// <summary>The same, with the session, and with whether a cookie is there that nobody can check now.</summary>
    public async Task<SignInState> LookAsync(HttpContext context)
    {
        if (context.Features.Get<SignInState>() is not { } state)
        {
            state = await ReadAsync(context).ConfigureAwait(false);
            context.Features.Set(state);
        }

        return state;
    }

    private async Task<SignInState> ReadAsync(HttpContext context)
    {
        if (!SignInCookie.IsIn(context))
        {
            return SignInState.SignedOut;
        }

        if (gate.Find<SecretTable>() is null)
        {
            return SignInState.Unchecked;
        }

        await context.AuthenticateAsync(SignInCookie.Scheme).ConfigureAwait(false);
        // A ticket that can be opened is judged by SessionCheck. One that cannot is nobody's, unless its key is out of reach.
        return context.Features.Get<SignInState>() ?? (keys.Unreachable ? SignInState.Unchecked : SignInState.SignedOut);
    }
}
