using Cluster.Web.Accounts;
using Cluster.Web.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Cluster.Web.Oidc;

/// <summary>Where a browser begins to sign in with the provider, and where it may end its session there.</summary>
internal sealed class OidcEndpoints(AccountsSettings settings, OidcProvider provider, ApiRates rates, ILogger<OidcEndpoints> log)
{
    /// <summary>Maps them; without a provider in the settings they say so.</summary>
    public void Map(ApiRoutes routes)
    {
        routes.Map(OidcPaths.SignIn, ("GET", SignInAsync));
        routes.Map(OidcPaths.EndSession, ("GET", EndSessionAsync));
    }

    private async Task<ApiAnswer> SignInAsync(HttpContext context, ControlPlane control)
    {
        if (settings.Oidc is null)
        {
            return NotConfigured;
        }

        if (rates.CountAttempt(ClientAddress.Customer(ClientAddress.Of(context))) is { } tooMany)
        {
            return tooMany;
        }

        var wanted = OidcPaths.Local(context.Request.Query["return"]);
        if (await provider.ReadAsync(context.RequestAborted).ConfigureAwait(false) is null)
        {
            return new ApiAnswer.Elsewhere(OidcPaths.Failed(OidcRefusal.Unavailable, wanted));
        }

        try
        {
            // A provider that takes pushed requests (RFC 9126) is asked once more here.
            await context.ChallengeAsync(OidcScheme.Name, new AuthenticationProperties { RedirectUri = wanted }).ConfigureAwait(false);
            return new ApiAnswer.Sent();
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or OpenIdConnectProtocolException or InvalidOperationException)
        {
            var code = fault is HttpRequestException or OperationCanceledException ? OidcRefusal.Unavailable : OidcRefusal.Failed;
            OidcLog.Unavailable(log, settings.Oidc.Authority.ToString(), OidcSignIn.Words(fault));
            return new ApiAnswer.Elsewhere(OidcPaths.Failed(code, wanted));
        }
    }

    private async Task<ApiAnswer> EndSessionAsync(HttpContext context, ControlPlane control)
    {
        if (settings.Oidc is not { } oidc)
        {
            return NotConfigured;
        }

        var request = context.Request;
        var page = $"{request.Scheme}://{request.Host}{OidcPaths.SignInPage}";
        return await provider.ReadAsync(context.RequestAborted).ConfigureAwait(false) is { } known
            ? new ApiAnswer.Elsewhere(OidcProvider.EndSessionAddress(known, oidc.ClientId, page) ?? OidcPaths.SignInPage)
            : new ApiAnswer.Elsewhere(OidcPaths.Failed(OidcRefusal.Unavailable, null));
    }

    private static ApiAnswer NotConfigured { get; } = new ApiAnswer.Refused(
        StatusCodes.Status404NotFound, "not-found", "This server takes no other provider's accounts: see parley.accounts.oidc.");
}
