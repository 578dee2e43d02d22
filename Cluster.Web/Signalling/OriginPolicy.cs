using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Signalling;

/// <summary>
/// Decides which pages may open the signalling socket: a browser lets any page try, and says in <c>Origin</c> which
/// page it is. A client that is not a browser sends none, and has no user's cookies or network place to misuse.
/// </summary>
internal sealed class OriginPolicy(IEnumerable<string> allowedOrigins)
{
    private readonly HashSet<string> _allowed = new(allowedOrigins, StringComparer.OrdinalIgnoreCase);

    /// <summary>True for the page's own host, an allowed origin, or none.</summary>
    public bool Allows(HttpRequest request)
    {
        var origins = request.Headers.Origin;
        if (origins.Count == 0)
        {
            return true;
        }

        var origin = origins.ToString();
        if (_allowed.Contains(origin))
        {
            return true;
        }

        return IsOwn(origin, request.Host);
    }

    /// <summary>True for the page's own host or none: what may change something with a cookie.</summary>
    public static bool IsOwnOrNone(HttpRequest request) =>
        request.Headers.Origin.Count == 0 || IsOwn(request.Headers.Origin.ToString(), request.Host);

    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.Authority.Equals(Authority(uri.Scheme, host), StringComparison.OrdinalIgnoreCase);

    /// <summary>The Host header as Uri writes an authority: without the scheme's own port.</summary>
    private static string Authority(string scheme, HostString host) =>
        Uri.TryCreate($"{scheme}://{host.Value}", UriKind.Absolute, out var uri) ? uri.Authority : "";
}
