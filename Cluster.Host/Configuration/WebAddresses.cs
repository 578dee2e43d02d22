using System.Net;
using Cluster.Host.Tls;
using Cluster.Web;

namespace Cluster.Host.Configuration;

/// <summary>Decides where the node listens and what it is called, from what was said and what was left out.</summary>
internal static class WebAddresses
{
    private static readonly Uri s_onlyHere = new("http://127.0.0.1:8080");
    private static readonly Uri[] s_open = [new("https://[::]:443"), new("http://[::]:80")];
    private static readonly Uri[] s_trial = [new("https://[::]:8443")];

    /// <summary>The settings with <see cref="WebSettings.Urls"/>, <see cref="WebSettings.Domains"/> and <see cref="WebSettings.PublicUrl"/> filled in.</summary>
    public static WebSettings Resolve(WebSettings web, TlsSettings tls, Uri? publicUrl)
    {
        var urls = web.Urls.Count > 0 ? web.Urls : Usual(tls.Origin);
        var secure = urls.Any(url => url.Scheme == Uri.UriSchemeHttps);
        if (secure && tls.Origin == CertificateOrigin.None)
        {
            throw StartRefusedException.ForConfiguration(
                "An https address needs a certificate: give --domain NAME, or --tls-cert FILE and --tls-key FILE, or --tls self-signed, or listen by http.");
        }

        if (!secure && tls.Origin != CertificateOrigin.None)
        {
            throw StartRefusedException.ForConfiguration(
                "There is a certificate but no https address to use it on: add one such as https://*:443 to --urls, or leave out --urls, or say --tls off.");
        }

        if (publicUrl is { PathAndQuery: not "/" })
        {
            throw StartRefusedException.ForConfiguration(
                "The setting parley.web.public-url must be an address such as https://meet.example.org, without a path: Parley has its name for itself.");
        }

        return web with { Urls = urls, Domains = tls.Origin == CertificateOrigin.Acme ? tls.Domains : [], PublicUrl = publicUrl ?? Known(urls, tls) };
    }

    /// <summary>Without an address for plain HTTP nobody could answer HTTP-01, and each failure counts at the authority.</summary>
    public static TlsSettings Provable(TlsSettings tls, WebSettings web) =>
        tls.Origin == CertificateOrigin.Acme && tls.AcmeChallenges.Contains(ChallengeKind.TlsAlpn01) && web.Urls.All(url => url.Scheme == Uri.UriSchemeHttps)
            ? tls with { AcmeChallenges = [ChallengeKind.TlsAlpn01] }
            : tls;

    private static Uri[] Usual(CertificateOrigin origin) => origin switch
    {
        CertificateOrigin.None => [s_onlyHere],
        CertificateOrigin.SelfSigned => s_trial,
        _ => s_open,
    };

    private static Uri Known(IReadOnlyList<Uri> urls, TlsSettings tls)
    {
        var first = urls.FirstOrDefault(url => url.Scheme == Uri.UriSchemeHttps) ?? urls[0];
        var host = tls.Origin == CertificateOrigin.Acme ? tls.Domains[0] : ListenUrl.IsEverywhere(first) ? Dns.GetHostName() : first.Host;
        return new Uri($"{first.Scheme}://{host}{(first.IsDefaultPort ? "" : $":{first.Port}")}");
    }
}
