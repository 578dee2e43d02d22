namespace Cluster.Host.Tls;

/// <summary>Where this node's certificate comes from; documented in <c>hocon/reference.conf</c> under <c>parley.tls</c>.</summary>
internal sealed record TlsSettings
{
    /// <summary>What was asked for.</summary>
    public TlsMode Mode { get; init; } = TlsMode.Automatic;

    /// <summary>A PEM file with the certificate and its chain, or empty.</summary>
    public string CertificateFile { get; init; } = "";

    /// <summary>A PEM file with the certificate's key, or empty.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>How often the two files are looked at.</summary>
    public TimeSpan ReloadInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Names to obtain a certificate for.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>The authority's directory (RFC 8555 section 7.1.1).</summary>
    public Uri AcmeDirectory { get; init; } = new("https://acme-v02.api.letsencrypt.org/directory");

    /// <summary>The account's contact, or empty.</summary>
    public string AcmeEmail { get; init; } = "";

    /// <summary>The administrator agrees to the authority's terms of service.</summary>
    public bool AcmeAgreeTerms { get; init; } = true;

    /// <summary>Ways of proving control of a name, in the order they are tried.</summary>
    public IReadOnlyList<ChallengeKind> AcmeChallenges { get; init; } = [ChallengeKind.Http01, ChallengeKind.TlsAlpn01];

    /// <summary>A PEM file with the roots the authority's web server is trusted by, or empty for the system's.</summary>
    public string AcmeCaFile { get; init; } = "";

    /// <summary>What comes of it all.</summary>
    public CertificateOrigin Origin => Mode switch
    {
        TlsMode.Off => CertificateOrigin.None,
        TlsMode.SelfSigned => CertificateOrigin.SelfSigned,
        _ => CertificateFile.Length > 0 ? CertificateOrigin.Files : Domains.Count > 0 ? CertificateOrigin.Acme : CertificateOrigin.None,
    };
}

/// <summary>What the setting <c>parley.tls.mode</c> asks for.</summary>
internal enum TlsMode
{
    /// <summary>HTTPS when there is a certificate or a domain.</summary>
    Automatic,

    /// <summary>A certificate of our own.</summary>
    SelfSigned,

    /// <summary>No HTTPS.</summary>
    Off,
}

/// <summary>Where the certificate comes from.</summary>
internal enum CertificateOrigin
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>Two files that somebody else renews.</summary>
    Files,

    /// <summary>An authority, by ACME.</summary>
    Acme,

    /// <summary>Ourselves.</summary>
    SelfSigned,
}

/// <summary>How an authority sees that a name leads here.</summary>
internal enum ChallengeKind
{
    /// <summary>It asks for a file by HTTP on port 80 (RFC 8555 section 8.3).</summary>
    Http01,

    /// <summary>It asks for a certificate by TLS on port 443 (RFC 8737).</summary>
    TlsAlpn01,
}
