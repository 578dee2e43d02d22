using Akka.Actor;

namespace Cluster.Actors.Forming;

/// <summary>Addresses of nodes as people write them, <c>host:port</c>, and as the engine does.</summary>
internal static class NodeAddress
{
    /// <summary>The engine's address of the node at <paramref name="hostAndPort"/>: by the same transport as this node's.</summary>
    public static Address Of(AkkaCluster cluster, string hostAndPort)
    {
        var uri = new Uri($"tcp://{hostAndPort}");
        return cluster.SelfAddress.WithHost(uri.Host).WithPort(uri.Port);
    }

    /// <summary>As people write it.</summary>
    public static string Show(Address address) => $"{address.Host}:{address.Port}";
}
