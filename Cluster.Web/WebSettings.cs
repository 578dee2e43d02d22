using System.Net;

namespace Cluster.Web;

/// <summary>Settings of the edge; documented in <c>hocon/reference.conf</c> under <c>parley.web</c>.</summary>
public sealed record WebSettings
{
    /// <summary>Addresses to listen on, <c>http</c> or <c>https</c>; port 0 lets the system choose.</summary>
    public IReadOnlyList<Uri> Urls { get; init; } = [new("http://127.0.0.1:8080")];

    /// <summary>The address people know this server by; links begin with it. Its port is 0 where the first of <see cref="Urls"/> has port 0.</summary>
    public Uri PublicUrl { get; init; } = new("http://127.0.0.1:8080");

    /// <summary>Names a certificate is obtained for; requests by plain HTTP under other names are led to the public one.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>Plain HTTP leads to HTTPS where both are listened on.</summary>
    public bool RedirectHttp { get; init; } = true;

    /// <summary>For how long browsers come back by HTTPS only (RFC 6797); zero: not said.</summary>
    public TimeSpan HstsMaxAge { get; init; } = TimeSpan.FromDays(365);

    /// <summary>
    /// Origins of all nodes that browsers reach, at most <see cref="AddressesMax"/>: a client that cannot come back by the
    /// one it came by tries the others.
    /// </summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>See <see cref="Addresses"/>: each stands in every page's policy and in every client's first answer.</summary>
    public const int AddressesMax = 16;

    /// <summary>Origins besides the page's own host and <see cref="Addresses"/> that may open the signalling socket.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Origins whose pages may show Parley in a frame, besides its own.</summary>
    public IReadOnlyList<string> EmbeddingOrigins { get; init; } = [];

    /// <summary>Networks of reverse proxies whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> are believed.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Where the built client is.</summary>
    public string ClientDirectory { get; init; } = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    /// <summary>Longest wait for a region's answer before the node counts as not ready.</summary>
    public TimeSpan ReadyTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The HTTP API's bounds.</summary>
    public ApiSettings Api { get; init; } = new();

    /// <summary>Signing in.</summary>
    public AccountsSettings Accounts { get; init; } = new();

    /// <summary>The signalling socket's settings.</summary>
    public SignallingSettings Signalling { get; init; } = new();
}
