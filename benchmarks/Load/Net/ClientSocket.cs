using System.Net;
using System.Net.Sockets;

namespace Bench.Load.Net;

/// <summary>One client's UDP socket: a server tells clients apart by address, so each has its own.</summary>
internal sealed unsafe class ClientSocket : IDisposable
{
    // Holds what arrives between two sweeps at any rate measured here; the system may cap it (net.core.rmem_max).
    private const int ReceiveBytes = 4 << 20;

    private readonly Socket _socket;

    public ClientSocket(IPAddress local)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveBufferSize = ReceiveBytes,
            SendBufferSize = ReceiveBytes,
        };
        _socket.Bind(new IPEndPoint(local, 0));
        Descriptor = (int)_socket.Handle;
    }

    public int Descriptor { get; }

    public IPEndPoint Local => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>From here on it sends to this address, and receives from no other.</summary>
    public void Connect(IPEndPoint remote)
    {
        Remote = remote;
        _socket.Connect(remote);
    }

    /// <summary>Where it is connected to.</summary>
    public IPEndPoint Remote { get; private set; } = new(IPAddress.Any, 0);

    /// <summary>Sends; false when the system did not take it.</summary>
    public bool Send(ReadOnlySpan<byte> datagram)
    {
        fixed (byte* bytes = datagram)
        {
            return Linux.Send(Descriptor, bytes, (nuint)datagram.Length, Linux.MessageDontWait) == datagram.Length;
        }
    }

    public void Dispose() => _socket.Dispose();
}
