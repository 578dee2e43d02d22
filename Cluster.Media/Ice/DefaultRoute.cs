using System.Net;
using System.Net.Sockets;

namespace Cluster.Media.Ice;

/// <summary>Finds the machine's address on the way to the rest of the world. Nothing is sent: the system is only asked for its route.</summary>
internal static class DefaultRoute
{
    // Addresses of documentation (RFC 5737, RFC 3849): nobody's, and so on the default route.
    private static readonly IPAddress s_anywhere4 = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress s_anywhere6 = IPAddress.Parse("2001:db8::1");

    /// <summary>Up to one address of each family.</summary>
    public static IEnumerable<IPAddress> Sources() =>
        ((IPAddress[])[s_anywhere4, s_anywhere6]).Select(Source).OfType<IPAddress>();

    private static IPAddress? Source(IPAddress anywhere)
    {
        try
        {
            using var socket = new Socket(anywhere.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(anywhere, 9);
            return (socket.LocalEndPoint as IPEndPoint)?.Address;
        }
        catch (SocketException)
        {
            // No such family here, or no way out by it.
            return null;
        }
    }
}
