using System.Net;
using System.Net.Sockets;

namespace Cluster.Media.Tests.Engine;

/// <summary>A client's UDP socket with a loop that hands on every datagram and the address it came from.</summary>
internal sealed class UdpClientSocket : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _loop;

    public UdpClientSocket(IPAddress local, Action<byte[], IPEndPoint> received)
    {
        _socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 * 1024 * 1024 };
        _socket.Bind(new IPEndPoint(local, 0));
        LocalEndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        _loop = Task.Run(() => ReceiveAsync(received));
    }

    public IPEndPoint LocalEndPoint { get; }

    public void Send(ReadOnlySpan<byte> datagram, EndPoint to) => _socket.SendTo(datagram, SocketFlags.None, to);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _loop;
        _socket.Dispose();
        _end.Dispose();
    }

    private async Task ReceiveAsync(Action<byte[], IPEndPoint> received)
    {
        var buffer = new byte[4_096];
        var any = new IPEndPoint(_socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        try
        {
            while (true)
            {
                var result = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, any, _end.Token);
                received(buffer[..result.ReceivedBytes], (IPEndPoint)result.RemoteEndPoint);
            }
        }
        catch (OperationCanceledException)
        {
            // The client ends.
            return;
        }
    }
}
