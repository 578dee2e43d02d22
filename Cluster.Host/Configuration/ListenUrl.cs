using System.Net;

namespace Cluster.Host.Configuration;

/// <summary>An address to listen on for HTTP, as Kestrel understands it, checked before Kestrel sees it.</summary>
internal static class ListenUrl
{
    /// <summary>Reads <c>http://127.0.0.1:8080</c>, <c>http://[::]:8080</c>, <c>http://localhost:8080</c>, <c>http://*:8080</c>; else null.</summary>
    public static Uri? TryParse(string text)
    {
        // Uri knows no "*"; it means every address, of both families where there are two.
        var spelled = text.Replace("://*", "://[::]", StringComparison.Ordinal).Replace("://+", "://[::]", StringComparison.Ordinal);
        return Uri.TryCreate(spelled, UriKind.Absolute, out var uri)
            && uri.Scheme == Uri.UriSchemeHttp
            && uri.PathAndQuery == "/"
            && uri.UserInfo.Length == 0
            && uri.Fragment.Length == 0
            && (uri.IsDefaultPort ? text.TrimEnd('/').EndsWith(":80", StringComparison.Ordinal) : uri.Port >= 0)
            && (uri.Host == "localhost" || IPAddress.TryParse(uri.IdnHost, out _))
            ? uri
            : null;
    }
}
