using System.Globalization;
using System.Net;
using System.Text;
using Cluster.Host.Commands;
using Cluster.Host.Configuration;
using Cluster.Media;
using Cluster.Web;

namespace Cluster.Host.Serving;

/// <summary>The one block that says, once the node is ready, where it is, how to stop it, and what a person should know.</summary>
internal static class ReadyBlock
{
    private const int LineChars = 100;

    /// <summary>The block as printed.</summary>
    /// <param name="certificate">Which certificate is shown; null without one.</param>
    /// <param name="notes">Sentences, each a paragraph of its own.</param>
    public static string Write(
        WebSettings web, IEnumerable<string> urls, string? certificate, string dataDirectory, MediaPlaneInfo media, IEnumerable<string> notes, TimeSpan startTime)
    {
        var text = new StringBuilder();
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"  Parley {ParleyCommand.Version} is ready, {startTime.TotalSeconds:0.0} s after its start.");
        text.AppendLine();
        Line(text, "Open", string.Join("  ", Addresses(web, urls, media).Distinct()));
        if (certificate is not null)
        {
            Line(text, "TLS", certificate);
        }

        Line(text, "Data", dataDirectory);
        Line(text, "Media", $"{string.Join("  ", Ports(media))}  ({Words(media.Origin)})");
        Line(text, "Stop", "Ctrl-C");
        foreach (var note in notes)
        {
            text.AppendLine();
            Paragraph(text, note);
        }

        return text.AppendLine().ToString();
    }

    /// <summary>First what people know it by, then where it listens; an address that only leads to another is none.</summary>
    private static IEnumerable<string> Addresses(WebSettings web, IEnumerable<string> urls, MediaPlaneInfo media)
    {
        var secure = web.RedirectHttp && web.Urls.Any(url => url.Scheme == Uri.UriSchemeHttps);
        string[] known = web.PublicUrl.Port > 0 ? [web.PublicUrl.GetLeftPart(UriPartial.Authority)] : [];
        return web.Domains.Count > 0 && known.Length > 0 ? known : known.Concat(urls.Where(url => !secure || url.StartsWith("https:", StringComparison.Ordinal)).SelectMany(url => Reachable(url, media)));
    }

    /// <summary>Each address once, with the ports of all workers: those in a row as first and last.</summary>
    private static IEnumerable<string> Ports(MediaPlaneInfo media) =>
        from candidate in media.Candidates
        group candidate.Port by candidate.Address into address
        let ports = address.Order().ToArray()
        let rest = ports[^1] == ports[0] ? ""
            : ports[^1] - ports[0] == ports.Length - 1 ? $"-{ports[^1]}"
            : $",{string.Join(',', ports[1..])}"
        select $"udp {new IPEndPoint(address.Key, ports[0])}{rest}";

    private static string Words(AddressOrigin origin) => origin switch
    {
        AddressOrigin.Set => "as set",
        AddressOrigin.Stun => "as the STUN server sees it",
        _ => "detected",
    };

    private static void Line(StringBuilder text, string name, string value) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"    {name,-7}{value}");

    /// <summary>A sentence over as many lines as it takes.</summary>
    private static void Paragraph(StringBuilder text, string sentence)
    {
        var line = new StringBuilder("  ");
        foreach (var word in sentence.Split(' '))
        {
            if (line.Length + word.Length + 1 > LineChars && line.Length > 2)
            {
                text.AppendLine(line.ToString());
                line.Clear().Append("  ");
            }

            line.Append(line.Length > 2 ? " " : "").Append(word);
        }

        text.AppendLine(line.ToString());
    }

    /// <summary>Addresses to click on: nobody can open "every address", and not everybody knows this machine by its name.</summary>
    private static IEnumerable<string> Reachable(string url, MediaPlaneInfo media)
    {
        if (!Uri.TryCreate(url.Replace("//+", "//[::]", StringComparison.Ordinal).Replace("//*", "//[::]", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            || !ListenUrl.IsEverywhere(uri))
        {
            return [url];
        }

        var address = media.Candidates.Select(candidate => candidate.Address).FirstOrDefault(candidate => !IPAddress.IsLoopback(candidate));
        return address is null ? [Url(uri, Dns.GetHostName())] : [Url(uri, Dns.GetHostName()), Url(uri, address.ToString())];
    }

    private static string Url(Uri uri, string host) => new UriBuilder(uri.Scheme, host, uri.IsDefaultPort ? -1 : uri.Port).Uri.GetLeftPart(UriPartial.Authority);
}
