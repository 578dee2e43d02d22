using Akka.Actor;

namespace Cluster.Actors.Membership;

/// <summary>How people call a node.</summary>
internal static class NodeWords
{
    /// <summary>Its host and port, as in seeds.</summary>
    public static string Of(Address address) => $"{(address.Host?.Contains(':', StringComparison.Ordinal) == true ? $"[{address.Host}]" : address.Host)}:{address.Port}";
}
