using System.Net;
using System.Net.Sockets;
using Cluster.Host.Configuration;
using Cluster.Host.Tls;
using Cluster.Media;
using Cluster.Web;

namespace Cluster.Host.Serving;

/// <summary>What a node's owner should know at its start, each thing in words with its remedy: what browsers will refuse, and who cannot reach it.</summary>
internal static class StartNotes
{
    /// <summary>The notes for these settings and what came of them; most important first.</summary>
    public static IEnumerable<string> Of(ParleySettings settings, MediaPlaneInfo media, string? certificateWarning)
    {
        if (PlainHttp(settings.Web) is { } plain)
        {
            yield return plain;
        }

        if (certificateWarning is not null)
        {
            yield return certificateWarning;
        }

        if (settings.Tls.Origin == CertificateOrigin.SelfSigned)
        {
            yield return "Browsers warn about a self-signed certificate: compare the SHA-256 fingerprint above with the one they show, then go on.";
        }

        if (settings.Media.StunServer.Length > 0 && media.Origin == AddressOrigin.Detected)
        {
            yield return $"Warning: the STUN server {settings.Media.StunServer} has not answered, so browsers are told this machine's own addresses until it does.";
        }

        if (settings.Tls.Origin != CertificateOrigin.SelfSigned && Unreachable(settings.Web, media) is { } unreachable)
        {
            yield return unreachable;
        }
    }

    private static string? PlainHttp(WebSettings web) =>
        web.TrustedProxies.Count == 0 && web.Urls.All(url => url.Scheme == Uri.UriSchemeHttp) && web.Urls.FirstOrDefault(url => !ListenUrl.IsLocal(url)) is not null
            ? "Warning: this is plain HTTP on an address that is not loopback. Browsers on other machines will refuse camera, microphone and screen sharing, "
                + "and passwords travel readable. Three ways out: --domain NAME obtains a certificate; --tls-cert FILE --tls-key FILE uses yours, "
                + "and --tls self-signed makes one for trying; or a reverse proxy speaks HTTPS in front, named in parley.web.trusted-proxies."
            : null;

    /// <summary>Who listens for the world but tells it an address of the local network only.</summary>
    private static string? Unreachable(WebSettings web, MediaPlaneInfo media)
    {
        if (media.Origin != AddressOrigin.Detected || (web.TrustedProxies.Count == 0 && web.Urls.All(ListenUrl.IsLocal)))
        {
            return null;
        }

        var addresses = media.Candidates.Select(candidate => candidate.Address).Where(address => !IPAddress.IsLoopback(address)).Distinct().ToArray();
        var inner = addresses.FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && IsPrivate(address));
        var hasOuter4 = addresses.Any(address => address.AddressFamily == AddressFamily.InterNetwork && !IsPrivate(address));
        var hasOuter6 = addresses.Any(address => address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv6UniqueLocal);
        return hasOuter4 || inner is null ? null
            : $"{(hasOuter6 ? "Browsers outside that have no IPv6" : "Browsers outside this network")} cannot reach {inner}: "
                + "set the public address with --media-address, or have it asked for with parley.media.stun-server. "
                + "The page /test says from a browser whether media gets through.";
    }

    /// <summary>Of a network that the world cannot reach (RFC 1918, RFC 6598).</summary>
    internal static bool IsPrivate(IPAddress address) => address.GetAddressBytes() is
        [10, ..] or [192, 168, ..] or [172, >= 16 and <= 31, ..] or [100, >= 64 and <= 127, ..];
}
