using Cluster.Web.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Web.Serving;

/// <summary>
/// The headers that keep a page what it is: only our own scripts run, nobody frames it unasked, and nothing about a
/// room leaks by the address of a link.
/// </summary>
internal static class SecurityHeaders
{
    /// <summary>Adds them to every answer.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app, WebSettings settings)
    {
        var policy = ContentSecurityPolicy(settings);
        var certificates = app.ApplicationServices.GetRequiredService<CertificateHolder>();
        var strict = settings.HstsMaxAge > TimeSpan.Zero ? $"max-age={(long)settings.HstsMaxAge.TotalSeconds}" : null;
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = Permissions;
            if (strict is not null && context.Request.IsHttps && MayInsist(context, certificates))
            {
                headers.StrictTransportSecurity = strict;
            }

            return next(context);
        });
    }

    /// <summary>
    /// Whoever has been told to come by HTTPS only cannot pass a warning any more: so not with a certificate of our own
    /// making. Behind a proxy the certificate is the proxy's.
    /// </summary>
    private static bool MayInsist(HttpContext context, CertificateHolder certificates) =>
        context.Features.Get<ITlsHandshakeFeature>() is null || certificates.Current is { IsSelfSigned: false };

    /// <summary>What a meeting uses, for the page itself; everything else it never asks for.</summary>
    private const string Permissions =
        "camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self), autoplay=(self), fullscreen=(self), "
        + "picture-in-picture=(self), screen-wake-lock=(self), clipboard-write=(self), geolocation=(), payment=(), usb=(), midi=()";

    /// <summary>
    /// The one style the client's component library adds by itself (a rule against double-tap zoom on buttons). A browser
    /// test fails when a version of it adds another.
    /// </summary>
    private const string PressableStyleHash = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='";

    private static string ContentSecurityPolicy(WebSettings settings) => string.Join(
        "; ",
        "default-src 'none'",
        "script-src 'self'",
        $"style-src 'self' {PressableStyleHash}",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "media-src 'self' blob: mediastream:",
        string.Join(' ', ["connect-src 'self'", .. settings.Addresses.Select(SocketOrigin)]),
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        string.Join(' ', ["frame-ancestors 'self'", .. settings.EmbeddingOrigins]));

    /// <summary>Of another node a page needs the signalling socket and nothing else.</summary>
    private static string SocketOrigin(string origin) => "ws" + origin["http".Length..];
}
