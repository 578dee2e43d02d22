using System.Net;

namespace Cluster.Web;

/// <summary>Settings of the edge; documented in <c>hocon/reference.conf</c> under <c>parley.web</c>.</summary>
public sealed record WebSettings
{
    /// <summary>Addresses to listen on, <c>http</c> only; port 0 lets the system choose.</summary>
    public IReadOnlyList<Uri> Urls { get; init; } = [new("http://127.0.0.1:8080")];

    /// <summary>Origins besides the page's own host that may open the signalling socket.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Origins whose pages may show Parley in a frame, besides its own.</summary>
    public IReadOnlyList<string> EmbeddingOrigins { get; init; } = [];

    /// <summary>Reverse proxies whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> are believed.</summary>
    public IReadOnlyList<IPAddress> TrustedProxies { get; init; } = [];

    /// <summary>Where the built client is.</summary>
    public string ClientDirectory { get; init; } = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    /// <summary>Longest wait for a region's answer before the node counts as not ready.</summary>
    public TimeSpan ReadyTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The signalling socket's settings.</summary>
    public SignallingSettings Signalling { get; init; } = new();
}
