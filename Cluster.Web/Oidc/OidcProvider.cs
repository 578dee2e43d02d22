using Cluster.Web.Accounts;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Cluster.Web.Oidc;

/// <summary>What the provider says of itself: its addresses, which the library reads and keeps fresh.</summary>
internal sealed class OidcProvider(AccountsSettings settings, IServiceProvider services, ILogger<OidcProvider> log)
{
    private volatile OpenIdConnectConfiguration? _known;

    /// <summary>Whether it is known to have a sign-out of its own.</summary>
    public bool OffersEndSession => _known?.EndSessionEndpoint is { Length: > 0 };

    /// <summary>Reads it; null when the provider does not answer, which is logged.</summary>
    public async Task<OpenIdConnectConfiguration?> ReadAsync(CancellationToken cancel)
    {
        try
        {
            _known = await Options.ConfigurationManager!.GetConfigurationAsync(cancel).ConfigureAwait(false);
            return _known;
        }
        // The library wraps whatever went wrong in what it throws for everything.
        catch (InvalidOperationException fault)
        {
            OidcLog.Unavailable(log, settings.Oidc!.Authority.ToString(), fault.GetBaseException().Message.Split('\n')[0]);
            return null;
        }
    }

    /// <summary>Where a browser ends its session at the provider; null when there is no such address.</summary>
    public static string? EndSessionAddress(OpenIdConnectConfiguration provider, string clientId, string backTo) =>
        provider.EndSessionEndpoint is { Length: > 0 } address
            ? $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}client_id={Uri.EscapeDataString(clientId)}&post_logout_redirect_uri={Uri.EscapeDataString(backTo)}"
            : null;

    private OpenIdConnectOptions Options =>
        ((IOptionsMonitor<OpenIdConnectOptions>)services.GetService(typeof(IOptionsMonitor<OpenIdConnectOptions>))!).Get(OidcScheme.Name);
}
