namespace Cluster.Host.Configuration;

/// <summary>What the command line said about one start, as typed.</summary>
internal sealed record StartOptions
{
    /// <summary><c>--config</c></summary>
    public string? ConfigFile { get; init; }

    /// <summary><c>--set</c>, each <c>key=value</c>.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary><c>--data</c></summary>
    public string? Data { get; init; }

    /// <summary><c>--urls</c></summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary><c>--tls-cert</c></summary>
    public string? TlsCertificate { get; init; }

    /// <summary><c>--tls-key</c></summary>
    public string? TlsKey { get; init; }

    /// <summary><c>--domain</c></summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary><c>--tls</c></summary>
    public string? Tls { get; init; }

    /// <summary><c>--acme-directory</c></summary>
    public string? AcmeDirectory { get; init; }

    /// <summary><c>--acme-email</c></summary>
    public string? AcmeEmail { get; init; }

    /// <summary><c>--database</c></summary>
    public string? Database { get; init; }

    /// <summary><c>--cluster-host</c></summary>
    public string? ClusterHost { get; init; }

    /// <summary><c>--cluster-port</c></summary>
    public string? ClusterPort { get; init; }

    /// <summary><c>--seed</c></summary>
    public IReadOnlyList<string> Seeds { get; init; } = [];

    /// <summary><c>--roles</c></summary>
    public string? Roles { get; init; }

    /// <summary><c>--media-port</c></summary>
    public string? MediaPort { get; init; }

    /// <summary><c>--media-address</c></summary>
    public IReadOnlyList<string> MediaAddresses { get; init; } = [];
}
