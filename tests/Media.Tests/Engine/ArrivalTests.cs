using System.Net;
using System.Net.Sockets;
using Cluster.Media.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Cluster.Media.Tests.Engine;

public sealed class ArrivalTests
{
    [Theory]
    [InlineData(true, "127.0.0.1")]
    [InlineData(true, "::1")]
    [InlineData(false, "127.0.0.1")]
    [InlineData(false, "::1")]
    public void Datagrams_come_with_sender_bytes_and_the_time_they_arrived(bool batched, string address)
    {
        using var port = batched ? UdpPort.Open(0, segmentation: true, NullLogger.Instance) : PortableUdpPort.Open(0);
        using var sender = Sender(address);
        var to = new IPEndPoint(IPAddress.Parse(address), port.Number);
        var times = new List<(long Before, long After)>();
        for (var i = 0; i < 20; i++)
        {
            var before = MediaClock.NowUs;
            sender.SendTo([(byte)i, 1, 2, 3], to);
            times.Add((before, MediaClock.NowUs));
        }

        port.Wait(1_000);
        Assert.False(port.Receive());
        for (var i = 0; i < 20; i++)
        {
            Assert.True(port.TryNext(out var datagram));
            Assert.Equal(i, datagram.Bytes[0]);
            Assert.Equal(sender.LocalEndPoint, datagram.From.ToEndPoint());
            if (batched)
            {
                // The kernel's time: of the sending on loopback, not of our late reading. Its clock and ours differ by
                // what lies between two readings, and by how far one was adjusted since.
                Assert.InRange(datagram.ArrivalUs, times[i].Before - 2_000, times[i].After + 2_000);
                Assert.Equal(to, datagram.To.ToEndPoint());
            }
            else
            {
                Assert.InRange(datagram.ArrivalUs, times[i].Before, MediaClock.NowUs);
            }
        }

        Assert.False(port.TryNext(out _));
        Assert.False(port.Receive());
        Assert.False(port.TryNext(out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_wake_ends_a_wait_from_any_thread_and_after_the_end_does_nothing(bool batched)
    {
        var port = batched ? UdpPort.Open(0, segmentation: true, NullLogger.Instance) : PortableUdpPort.Open(0);
        using var waiting = new ManualResetEventSlim();
        var waiter = new Thread(() =>
        {
            waiting.Set();
            port.Wait(60_000);
        });
        waiter.Start();
        waiting.Wait();
        port.Wake();
        Assert.True(waiter.Join(MediaClient.Patience), "The wait did not end.");
        port.Dispose();
        port.Wake();
        port.Dispose();
    }

    [Fact]
    public void What_is_sent_in_a_batch_arrives_in_order_and_what_cannot_be_sent_is_counted()
    {
        using var port = UdpPort.Open(0, segmentation: true, NullLogger.Instance);
        using var receiver = Sender("127.0.0.1");
        receiver.ReceiveTimeout = (int)MediaClient.Patience.TotalMilliseconds;
        var to = NetAddress.From((IPEndPoint)receiver.LocalEndPoint!);
        var nowhere = NetAddress.From(new IPEndPoint(IPAddress.Broadcast, 9));
        for (var i = 0; i < 100; i++)
        {
            var isLost = i == 50;
            port.Reserve()[0] = (byte)i;
            port.Commit(1, isLost ? nowhere : to, default);
        }

        port.Flush();
        Assert.Equal(1, port.SendFailures);
        var buffer = new byte[10];
        foreach (var expected in Enumerable.Range(0, 100).Where(i => i != 50))
        {
            Assert.Equal(1, receiver.Receive(buffer));
            Assert.Equal(expected, buffer[0]);
        }
    }

    private static Socket Sender(string address)
    {
        var local = IPAddress.Parse(address);
        var socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(local, 0));
        return socket;
    }
}
