using System.Security.Claims;
using Cluster.Actors.Accounts;
using Cluster.Web.Accounts.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cluster.Web.Accounts;

/// <summary>
/// The cookie of somebody who is signed in: ASP.NET's own, protected by keys that all nodes share. Its ticket holds an
/// account's id and a session's, and nothing of the person.
/// </summary>
internal static class SignInCookie
{
    /// <summary>The authentication scheme's name, and the cookie's over plain HTTP.</summary>
    public const string Scheme = "parley";

    private const string AccountClaim = "account";
    private const string SessionClaim = "session";

    /// <summary>Registers the scheme and its keys.</summary>
    public static void AddSignInCookie(this IServiceCollection services)
    {
        services.AddSingleton<SecretXmlRepository>();
        services.AddDataProtection().SetApplicationName("parley");
        services.AddOptions<KeyManagementOptions>().Configure<SecretXmlRepository>((keys, repository) =>
        {
            keys.XmlRepository = repository;
            keys.XmlEncryptor = new SealedRow();
        });
        services.AddAuthentication().AddCookie(Scheme, cookie =>
        {
            cookie.Cookie.Name = Scheme;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.Path = "/";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.CookieManager = new SignInCookieNames();
            cookie.SlidingExpiration = true;
            cookie.Events.OnValidatePrincipal = context =>
                context.HttpContext.RequestServices.GetRequiredService<SessionCheck>().ValidateAsync(context);
        });
        services.Replace(ServiceDescriptor.Singleton<IAuthenticationSchemeProvider, NoDefaultScheme>());
    }

    /// <summary>Whether the request carries such a cookie at all.</summary>
    public static bool IsIn(HttpContext context) => context.Request.Cookies.ContainsKey(SignInCookieNames.Of(context, Scheme));

    /// <summary>What goes into the ticket.</summary>
    public static ClaimsPrincipal Principal(AccountId account, string sessionId) => new(new ClaimsIdentity(
        [new Claim(AccountClaim, account.Value), new Claim(SessionClaim, sessionId)], Scheme));

    /// <summary>What is in a ticket; null when it is none of ours.</summary>
    public static (AccountId Account, string SessionId)? Read(ClaimsPrincipal? principal) =>
        AccountId.TryCreate(principal?.FindFirst(AccountClaim)?.Value, out var account) && principal!.FindFirst(SessionClaim)?.Value is { Length: > 0 } session
            ? (account, session)
            : null;

    /// <summary>A cookie that outlives the browser; it is renewed when half of its time has passed.</summary>
    public static AuthenticationProperties Lasting(DateTimeOffset now, TimeSpan lifetime) =>
        new() { IsPersistent = true, IssuedUtc = now, ExpiresUtc = now + lifetime };
}
