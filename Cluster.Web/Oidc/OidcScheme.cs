using Cluster.Web.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Cluster.Web.Oidc;

/// <summary>ASP.NET's OpenID Connect handler as we use it: authorization code with PKCE, and asymmetric signatures only.</summary>
internal static class OidcScheme
{
    /// <summary>The authentication scheme's name.</summary>
    public const string Name = "oidc";

    /// <summary>A token signed with anything else is refused: not with a secret two parties know, and never with nothing.</summary>
    public static IReadOnlyList<string> Algorithms { get; } =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>Registers the scheme.</summary>
    public static void AddOidc(this IServiceCollection services, OidcSettings settings)
    {
        services.AddAuthentication().AddOpenIdConnect(Name, oidc =>
        {
            oidc.Authority = settings.Authority.ToString();
            oidc.RequireHttpsMetadata = !settings.Authority.IsLoopback;
            oidc.ClientId = settings.ClientId;
            // Without one the provider knows us as a public client, by PKCE alone.
            oidc.ClientSecret = settings.ReadClientSecret();
            oidc.SignInScheme = SignInCookie.Scheme;
            oidc.ResponseType = OpenIdConnectResponseType.Code;
            // The answer comes as a link, so that cookies of the same site suffice: a form from elsewhere would need
            // cookies that every site can cause to be sent, and those need HTTPS even on localhost.
            oidc.ResponseMode = OpenIdConnectResponseMode.Query;
            oidc.UsePkce = true;
            oidc.GetClaimsFromUserInfoEndpoint = true;
            oidc.MapInboundClaims = false;
            oidc.SaveTokens = false;
            oidc.DisableTelemetry = true;
            oidc.BackchannelTimeout = TimeSpan.FromSeconds(10);
            oidc.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(15);
            oidc.CallbackPath = OidcPaths.Callback;
            // Their usual addresses could be rooms' names.
            oidc.RemoteSignOutPath = PathString.Empty;
            oidc.SignedOutCallbackPath = PathString.Empty;
            oidc.TokenValidationParameters.ValidAlgorithms = Algorithms;
            oidc.TokenValidationParameters.RequireSignedTokens = true;
            oidc.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(2);
            oidc.Scope.Clear();
            foreach (var scope in settings.Scopes.Append(OpenIdConnectScope.OpenId).Distinct(StringComparer.Ordinal))
            {
                oidc.Scope.Add(scope);
            }

            Shape(oidc.CorrelationCookie, "parley.oidc.attempt.");
            Shape(oidc.NonceCookie, "parley.oidc.nonce.");
            oidc.Events.OnTokenValidated = OidcSignIn.TokenAsync;
            oidc.Events.OnUserInformationReceived = OidcSignIn.UserInfoAsync;
            oidc.Events.OnTicketReceived = context => Sign(context.HttpContext).TicketAsync(context);
            oidc.Events.OnAccessDenied = OidcSignIn.DeniedAsync;
            oidc.Events.OnRemoteFailure = context => Sign(context.HttpContext).FailedAsync(context);
        });
    }

    private static OidcSignIn Sign(HttpContext context) => context.RequestServices.GetRequiredService<OidcSignIn>();

    private static void Shape(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }
}
