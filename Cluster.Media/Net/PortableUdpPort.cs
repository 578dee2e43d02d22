using System.Net;
using System.Net.Sockets;

namespace Cluster.Media.Net;

/// <summary>A port where the system's batch calls are not used: one datagram a call, arrival times from user space.</summary>
internal sealed class PortableUdpPort : UdpPort
{
    private const int BatchSize = 64;

    private readonly Socket _socket;
    private readonly SocketAddress _from = new(AddressFamily.InterNetworkV6);
    private readonly SocketAddress _to = new(AddressFamily.InterNetworkV6);
    private readonly byte[] _incoming = new byte[BatchSize * BufferBytes];
    private readonly byte[] _outgoing = new byte[BufferBytes];
    private readonly (int Length, NetAddress From, long ArrivalUs)[] _received = new (int, NetAddress, long)[BatchSize];
    private readonly Socket _waker = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _wakee = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly List<Socket> _ready = [];
    private int _count;
    private int _given;
    private long _packetsSent;
    private long _bytesSent;
    private long _sendFailures;

    private PortableUdpPort(Socket socket)
    {
        _socket = socket;
        Number = ((IPEndPoint)socket.LocalEndPoint!).Port;
        _wakee.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _wakee.Blocking = false;
        _waker.Connect(_wakee.LocalEndPoint!);
        _waker.Blocking = false;
    }

    public override int Number { get; }

    public override long PacketsSent => _packetsSent;

    public override long BytesSent => _bytesSent;

    public override long SendFailures => _sendFailures;

    public override long RunsSent => _packetsSent;

    public static PortableUdpPort Open(int number) => new(DualStackSocket.Open(number));

    public override void Wait(int timeoutMs)
    {
        _ready.Clear();
        _ready.Add(_socket);
        _ready.Add(_wakee);
        Socket.Select(_ready, null, null, TimeSpan.FromMilliseconds(timeoutMs));
        Span<byte> drain = stackalloc byte[8];
        while (_wakee.Available > 0 && Try(_wakee, drain))
        {
        }
    }

    public override void Wake()
    {
        try
        {
            _waker.Send([1]);
        }
        catch (SocketException problem) when (problem.SocketErrorCode == SocketError.WouldBlock)
        {
            // Wakes are queued already: one more says nothing new.
            return;
        }
        catch (ObjectDisposedException)
        {
            // The port is closed: nobody waits any more.
            return;
        }
    }

    public override void Rest(long microseconds)
    {
        // Datagrams are received one by one here: waiting for more of them saves nothing.
    }

    public override bool Receive()
    {
        var count = 0;
        // Not by Available: an empty datagram has no bytes to be had, and would block all behind it.
        while (count < BatchSize && _socket.Poll(0, SelectMode.SelectRead))
        {
            try
            {
                var length = _socket.ReceiveFrom(_incoming.AsSpan(count * BufferBytes, BufferBytes), SocketFlags.None, _from);
                _received[count++] = (length, NetAddress.FromSockaddr(_from.Buffer.Span), MediaClock.NowUs);
            }
            catch (SocketException problem) when (problem.SocketErrorCode is SocketError.WouldBlock)
            {
                break;
            }
            catch (SocketException problem) when (problem.SocketErrorCode is SocketError.ConnectionReset or SocketError.MessageSize)
            {
                // An earlier datagram could not be delivered, or this one is larger than any of ours: next.
                continue;
            }
        }

        (_count, _given) = (count, 0);
        return count == BatchSize;
    }

    public override bool TryNext(out Datagram datagram)
    {
        if (_given == _count)
        {
            datagram = default;
            return false;
        }

        var (length, from, arrivalUs) = _received[_given];
        datagram = new Datagram(_incoming.AsSpan(_given * BufferBytes, length), from, default, arrivalUs);
        _given++;
        return true;
    }

    public override Span<byte> Reserve() => _outgoing;

    public override void Commit(int length, SendPath path) => Commit(length, path.To, path.From);

    public override void Commit(int length, in NetAddress to, in NetAddress from)
    {
        to.WriteSockaddr(_to.Buffer.Span[..NetAddress.SockaddrBytes]);
        _packetsSent++;
        _bytesSent += length;
        try
        {
            _socket.SendTo(_outgoing.AsSpan(0, length), SocketFlags.None, _to);
        }
        catch (SocketException)
        {
            _sendFailures++;
        }
    }

    public override void Flush()
    {
        // Nothing is held back here: Commit sends.
    }

    public override void Dispose()
    {
        _socket.Dispose();
        _waker.Dispose();
        _wakee.Dispose();
    }

    private static bool Try(Socket socket, Span<byte> buffer)
    {
        try
        {
            return socket.Receive(buffer) >= 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
