using Cluster.Actors.Accounts;
using Cluster.Web.Api;
using Cluster.Web.Oidc;

namespace Cluster.Web.Accounts;

/// <summary>Makes the one description of "you and this server" that several endpoints answer with.</summary>
internal sealed class MeView(AccountsSettings settings, OidcProvider provider)
{
    /// <summary>200 with it.</summary>
    public async Task<ApiAnswer> AnswerAsync(ControlPlane control, AccountIdentity? account)
    {
        var policy = await control.Policy.GetAsync().ConfigureAwait(false);
        return ApiAnswer.Ok(
            new Me(
                account is null ? null : new MeAccount(account.Login, account.Name, account.Role),
                new MeRooms(policy.Creation),
                control.Settings.AccountPasswordCharsMin,
                settings.Oidc is { } oidc ? new MeOidc(oidc.Label, provider.OffersEndSession ? OidcPaths.EndSession : null) : null),
            AccountsJson.Default.Me);
    }
}
