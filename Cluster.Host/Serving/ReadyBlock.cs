using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Cluster.Host.Commands;
using Cluster.Media;

namespace Cluster.Host.Serving;

/// <summary>The one block that says, once the node is ready, where it is and how to stop it.</summary>
internal static class ReadyBlock
{
    /// <summary>The block as printed.</summary>
    public static string Write(IEnumerable<string> urls, string dataDirectory, MediaPlaneInfo media, TimeSpan startTime)
    {
        var open = urls.Select(Reachable).Distinct().ToArray();
        var text = new StringBuilder();
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"  Parley {ParleyCommand.Version} is ready, {startTime.TotalSeconds:0.0} s after its start.");
        text.AppendLine();
        Line(text, "Open", string.Join("  ", open));
        Line(text, "Data", dataDirectory);
        Line(text, "Media", string.Join("  ", media.Candidates.Select(candidate => $"udp {candidate}")));
        Line(text, "Stop", "Ctrl-C");
        if (open.Any(IsRemoteHttp))
        {
            text.AppendLine();
            text.AppendLine("  Browsers give camera and microphone only to pages on localhost or by HTTPS:");
            text.AppendLine("  put a reverse proxy with a certificate in front, and see parley.web.trusted-proxies.");
        }

        return text.AppendLine().ToString();
    }

    private static void Line(StringBuilder text, string name, string value) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"    {name,-7}{value}");

    /// <summary>An address to click on: nobody can open "every address".</summary>
    private static string Reachable(string url) =>
        Uri.TryCreate(url.Replace("//+", "//[::]", StringComparison.Ordinal).Replace("//*", "//[::]", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && IPAddress.TryParse(uri.IdnHost, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            ? $"http://{Dns.GetHostName()}:{uri.Port}"
            : url;

    private static bool IsRemoteHttp(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback;
}
