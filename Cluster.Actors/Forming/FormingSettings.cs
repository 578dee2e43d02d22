using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;
using Cluster.Actors.Forming;

namespace Cluster.Actors;

/// <summary>How a node finds the others of its cluster, and how they know each other.</summary>
public sealed record FormingSettings
{
    /// <summary>A name in the DNS whose addresses are the nodes; empty: none. They are reached at this node's own cluster port.</summary>
    public string DnsName { get; init; } = "";

    /// <summary>How long a node tries to find its cluster before it gives up and says why: 1 s to 10 min.</summary>
    public TimeSpan JoinTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a node may take from being let in to being up: 1 s to 30 min.</summary>
    public TimeSpan UpTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Names this node across restarts; empty: it has no past.</summary>
    public string NodeId { get; init; } = "";

    /// <summary>The version of what it says to other nodes; no setting, but a test may have another.</summary>
    internal int Protocol { get; init; } = ClusterProtocol.Number;

    /// <summary>What nodes prove themselves with; null: they speak in the clear.</summary>
    [JsonIgnore]
    public NodeCertificate? Certificate { get; init; }
}

/// <summary>This node's certificate with its key, and the authorities whose certificates others must have.</summary>
public sealed record NodeCertificate(X509Certificate2 Own, X509Certificate2Collection Authorities);
