using Akka.Actor;

namespace Cluster.Actors.Forming;

/// <summary>Addresses of nodes as people write them, <c>host:port</c>, and as the engine does.</summary>
internal static class NodeAddress
{
    /// <summary>
    /// The actor system's name, the same in every cluster: two of different names could not even tell each other that
    /// they are. The cluster's own name is compared where nodes join.
    /// </summary>
    public const string SystemName = "parley";

    /// <summary>The engine's address of the node at <paramref name="hostAndPort"/>: by the same transport as this node's.</summary>
    public static Address Of(AkkaCluster cluster, string hostAndPort)
    {
        var uri = new Uri($"tcp://{hostAndPort}");
        return cluster.SelfAddress.WithHost(uri.Host).WithPort(uri.Port);
    }

    /// <summary>As people write it.</summary>
    public static string Show(Address address) => $"{address.Host}:{address.Port}";
}
