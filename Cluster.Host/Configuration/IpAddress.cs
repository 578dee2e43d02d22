using System.Net;
using System.Net.Sockets;

namespace Cluster.Host.Configuration;

/// <summary>Reads an IP address as people write it. The framework also takes 1.2.3 for 1.2.0.3, which nobody means.</summary>
internal static class IpAddress
{
    /// <summary>The address, IPv4 with all its four numbers or IPv6; null when it is neither.</summary>
    public static IPAddress? TryRead(string text) =>
        IPAddress.TryParse(text, out var address)
        && (address.AddressFamily == AddressFamily.InterNetworkV6 || text.Count(letter => letter == '.') == 3)
            ? address
            : null;

    /// <summary>The network <c>10.0.0.0/8</c>, or that of one address; null when it is neither or has bits beyond its length.</summary>
    public static IPNetwork? TryReadNetwork(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return TryRead(text) is { } single ? new IPNetwork(single, single.AddressFamily == AddressFamily.InterNetwork ? 32 : 128) : null;
        }

        return TryRead(text[..slash]) is { } typed && IPNetwork.TryParse(text, out var network) && network.BaseAddress.Equals(typed) ? network : null;
    }
}
