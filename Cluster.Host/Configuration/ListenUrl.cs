using System.Net;

namespace Cluster.Host.Configuration;

/// <summary>An address to listen on, by HTTP or HTTPS, checked before the web server sees it.</summary>
internal static class ListenUrl
{
    /// <summary>
    /// Reads <c>http://127.0.0.1:8080</c>, <c>https://[::]:443</c>, <c>http://localhost:8080</c>, <c>https://*:443</c>; else
    /// null. The port must be written out.
    /// </summary>
    public static Uri? TryParse(string text)
    {
        // Uri knows no "*"; it means every address, of both families where there are two.
        var spelled = text.Replace("://*", "://[::]", StringComparison.Ordinal).Replace("://+", "://[::]", StringComparison.Ordinal);
        return Uri.TryCreate(spelled, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri.PathAndQuery == "/"
            && uri.UserInfo.Length == 0
            && uri.Fragment.Length == 0
            && (uri.IsDefaultPort ? text.TrimEnd('/').EndsWith($":{uri.Port}", StringComparison.Ordinal) : uri.Port >= 0)
            && (uri.Host == "localhost" || IPAddress.TryParse(uri.IdnHost, out _))
            ? uri
            : null;
    }

    /// <summary>Whether only this machine can reach it.</summary>
    public static bool IsLocal(Uri url) => url.IsLoopback;

    /// <summary>Whether it means every address of the machine.</summary>
    public static bool IsEverywhere(Uri url) =>
        IPAddress.TryParse(url.IdnHost, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
}
