using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Accounts;

/// <summary>
/// The cookie's name by the way a request came: over HTTPS one that browsers accept from no other host and path and
/// without encryption from nobody (RFC 6265bis, <c>__Host-</c>), over HTTP on localhost the plain one.
/// </summary>
internal sealed class SignInCookieNames : ICookieManager
{
    private readonly ChunkingCookieManager _cookies = new();

    /// <summary>The name a cookie has in this request and its answer.</summary>
    public static string Of(HttpContext context, string name) => context.Request.IsHttps ? $"__Host-{name}" : name;

    /// <inheritdoc/>
    public string? GetRequestCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, Of(context, key));

    /// <inheritdoc/>
    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, Of(context, key), value, options);

    /// <inheritdoc/>
    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        _cookies.DeleteCookie(context, Of(context, key), options);
}
