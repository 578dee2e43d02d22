using System.Net;
using System.Net.Sockets;

namespace Cluster.Media.Net;

/// <summary>Opens the UDP socket under a port: dual-stack where the machine has IPv6, with large buffers.</summary>
internal static class DualStackSocket
{
    /// <summary>Throws <see cref="MediaStartException"/> with a sentence when the number is taken or not allowed.</summary>
    public static Socket Open(int number)
    {
        var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.DualMode = true;
            socket.ReceiveBufferSize = MediaMachine.SocketBufferBytes;
            socket.SendBufferSize = MediaMachine.SocketBufferBytes;
            socket.Blocking = false;
            socket.Bind(new IPEndPoint(IPAddress.IPv6Any, number));
            return socket;
        }
        catch (SocketException problem)
        {
            socket.Dispose();
            throw new MediaStartException(
                problem.SocketErrorCode switch
                {
                    SocketError.AddressAlreadyInUse =>
                        $"UDP port {number} is used by another program; stop it or choose another with --media-port.",
                    SocketError.AccessDenied =>
                        $"UDP port {number} may not be opened by this user; choose one above 1023 with --media-port.",
                    _ => $"UDP port {number} can't be opened ({problem.SocketErrorCode}); choose another with --media-port.",
                },
                problem);
        }
    }
}
