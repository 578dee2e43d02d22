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

    /// <summary><c>--media-port</c></summary>
    public string? MediaPort { get; init; }

    /// <summary><c>--media-address</c></summary>
    public IReadOnlyList<string> MediaAddresses { get; init; } = [];
}
