using Cluster.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Web.Tls;

/// <summary>
/// Leads plain HTTP to HTTPS, where both are listened on. What an authority asks and what a load balancer asks stays
/// where it is, and so does what came in by a proxy that spoke HTTPS, or by no network at all.
/// </summary>
internal static class HttpsRedirect
{
    /// <summary>Where challenges are answered (RFC 8555 section 8.3).</summary>
    public const string ChallengePath = "/.well-known/acme-challenge";

    /// <summary>Redirects what comes in plain, as the settings say.</summary>
    public static void UseHttpsRedirect(this WebApplication app, WebSettings settings)
    {
        if (!settings.RedirectHttp || !settings.Urls.Any(url => url.Scheme == Uri.UriSchemeHttps))
        {
            return;
        }

        var known = app.Services.GetRequiredService<PublicUrl>();
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (request.IsHttps || context.Connection.RemoteIpAddress is null
                || request.Path.StartsWithSegments(ChallengePath, StringComparison.Ordinal) || request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
            {
                return next(context);
            }

            var host = Target(request.Host, new Uri(known.SecureValue), settings.Domains);
            // 308 and not 301: a POST stays one (RFC 9110 section 15.4.9).
            context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
            context.Response.Headers.Location = $"https://{host}{request.PathBase}{request.Path}{request.QueryString}";
            return Task.CompletedTask;
        });
    }

    /// <summary>The name asked for, when the certificate can have it; else the public one. The port is the public one's.</summary>
    internal static string Target(HostString asked, Uri known, IReadOnlyList<string> domains)
    {
        var isOurs = asked.HasValue && Uri.CheckHostName(asked.Host.Trim('[', ']')) != UriHostNameType.Unknown
            && (domains.Count == 0 || domains.Contains(asked.Host, StringComparer.OrdinalIgnoreCase));
        var host = isOurs ? new HostString(asked.Host).ToUriComponent() : known.Host;
        return known.IsDefaultPort ? host : $"{host}:{known.Port}";
    }
}
