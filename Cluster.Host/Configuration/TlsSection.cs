using Cluster.Host.Tls;

namespace Cluster.Host.Configuration;

/// <summary>Reads <c>parley.tls</c>, and refuses what contradicts itself.</summary>
internal static class TlsSection
{
    private static readonly Dictionary<string, ChallengeKind> s_challenges = new(StringComparer.Ordinal)
    {
        ["http-01"] = ChallengeKind.Http01,
        ["tls-alpn-01"] = ChallengeKind.TlsAlpn01,
    };

    public static TlsSettings Read(SettingsReader tls)
    {
        var settings = new TlsSettings
        {
            Mode = tls.Choice<TlsMode>("mode"),
            CertificateFile = tls.Text("certificate-file"),
            KeyFile = tls.Text("key-file"),
            ReloadInterval = tls.Duration("reload-interval", TimeSpan.FromMilliseconds(50), TimeSpan.FromHours(1)),
            Domains = [.. tls.ServerNames("domains").Distinct()],
            AcmeDirectory = tls.WebAddress("acme-directory", Uri.UriSchemeHttps, "the https address of an authority's directory")
                ?? throw StartRefusedException.ForConfiguration("The setting parley.tls.acme-directory is empty: leave it out for Let's Encrypt, or give the https address of an authority's directory."),
            AcmeEmail = tls.Text("acme-email"),
            AcmeAgreeTerms = tls.Flag("acme-agree-terms"),
            AcmeChallenges = tls.Choices("acme-challenges", s_challenges),
            AcmeCaFile = tls.Text("acme-ca-file"),
        };
        return Contradiction(settings) is { } sentence ? throw StartRefusedException.ForConfiguration(sentence) : settings;
    }

    private static string? Contradiction(TlsSettings settings)
    {
        var (files, domains) = (settings.CertificateFile.Length > 0, settings.Domains.Count > 0);
        return files != settings.KeyFile.Length > 0 ? "A certificate and its key go together: give both --tls-cert FILE and --tls-key FILE."
            : files && domains ? "A certificate is either read from files or obtained for a domain: give --tls-cert and --tls-key, or --domain, but not both."
            : settings.Mode == TlsMode.SelfSigned && (files || domains) ? "With --tls self-signed there is no other certificate: leave out --domain, --tls-cert and --tls-key, or leave out --tls."
            : domains && settings.AcmeChallenges.Count == 0 ? "The authority must be able to see that the domain leads here: put http-01 or tls-alpn-01 into parley.tls.acme-challenges."
            : settings.AcmeEmail.Length > 0 && (settings.AcmeEmail.Count(c => c == '@') != 1 || settings.AcmeEmail.Any(char.IsWhiteSpace))
                ? "The setting parley.tls.acme-email must be one e-mail address such as admin@example.org: correct --acme-email."
            : settings.Domains.Count > 50 ? "One certificate has at most 50 names: give fewer with --domain."
            : null;
    }
}
