using System.Net;
using System.Net.Sockets;

namespace Cluster.Media.Tests.Relays;

/// <summary>One direction between two nodes on loopback: a socket that passes datagrams on, as a test wants it to.</summary>
internal sealed class RelayWire : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _stop = new();
    private readonly IPEndPoint _to;
    private readonly Task _running;

    public RelayWire(IPEndPoint to)
    {
        _to = to;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _running = RunAsync();
    }

    /// <summary>Where it takes datagrams.</summary>
    public IPEndPoint Place => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>What becomes of a datagram: those that are given back go on, in that order.</summary>
    public volatile Func<byte[], IEnumerable<byte[]>> Carry = static datagram => [datagram];

    public void Send(byte[] datagram) => _socket.SendTo(datagram, _to);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var buffer = new byte[4_096];
        try
        {
            while (true)
            {
                var got = await _socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                foreach (var datagram in Carry(buffer[..got.ReceivedBytes]))
                {
                    _socket.SendTo(datagram, _to);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
