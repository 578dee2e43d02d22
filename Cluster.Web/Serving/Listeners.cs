using System.Net;
using Cluster.Web.Tls;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Cluster.Web.Serving;

/// <summary>Opens the addresses of the settings, each by HTTP or HTTPS.</summary>
public static class Listeners
{
    /// <summary>Listens on every address.</summary>
    /// <param name="certificates">Needed where an address is <c>https</c>.</param>
    public static void Listen(this KestrelServerOptions server, IReadOnlyList<Uri> urls, CertificateHolder? certificates)
    {
        foreach (var url in urls)
        {
            void Configure(ListenOptions listen)
            {
                if (url.Scheme == Uri.UriSchemeHttps)
                {
                    listen.UseTls(certificates ?? throw new InvalidOperationException($"Nothing was given to listen on {url} with."));
                }
            }

            if (!IPAddress.TryParse(url.IdnHost, out var address))
            {
                server.ListenLocalhost(url.Port, Configure);
            }
            else if (address.Equals(IPAddress.IPv6Any))
            {
                // Both families, or the one the machine has.
                server.ListenAnyIP(url.Port, Configure);
            }
            else
            {
                server.Listen(address, url.Port, Configure);
            }
        }
    }
}
