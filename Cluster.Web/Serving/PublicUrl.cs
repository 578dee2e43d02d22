using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Cluster.Web.Serving;

/// <summary>The address people know this server by, without a slash at its end; links that are handed out begin with it.</summary>
public sealed class PublicUrl(WebSettings settings, IServer server)
{
    /// <summary>As set, else by the domain, else where the server listens (and then with the port it really has).</summary>
    public string Value => Real(settings.PublicUrl).GetLeftPart(UriPartial.Authority);

    /// <summary>The same by HTTPS: where the public address is plain, that of the first address that is not.</summary>
    public string SecureValue => Real(settings.PublicUrl.Scheme == Uri.UriSchemeHttps
        ? settings.PublicUrl
        : new UriBuilder(settings.Urls.First(url => url.Scheme == Uri.UriSchemeHttps)) { Host = settings.PublicUrl.Host }.Uri).GetLeftPart(UriPartial.Authority);

    private Uri Real(Uri known)
    {
        if (known.Port == 0 && server.Features.Get<IServerAddressesFeature>()?.Addresses is { Count: > 0 } open)
        {
            // The system chose the port: that of the first address with the same scheme.
            var real = open.Select(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : null)
                .FirstOrDefault(uri => uri is not null && uri.Scheme == known.Scheme && uri.Port > 0);
            return real is null ? known : new UriBuilder(known) { Port = real.Port }.Uri;
        }

        return known;
    }
}
