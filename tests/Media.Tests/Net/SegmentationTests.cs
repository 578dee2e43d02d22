using System.Net;
using System.Net.Sockets;
using Cluster.Media.Net;
using Cluster.Media.Tests.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Cluster.Media.Tests.Net;

/// <summary>Runs of datagrams as one (udp(7): UDP_SEGMENT, UDP_GRO): what arrives is what was queued, and only the count of system messages differs.</summary>
[Collection("the process alone")]
public sealed class SegmentationTests
{
    // Runs of equal size, with a shorter last one, a longer next one, single ones, and more than one message's segments.
    private static readonly int[] Sizes =
        [1_200, 1_200, 1_200, 700, 1_200, 1_201, 1_201, 1_200, 1_200, 60, 60, 60, 1, 2, 3, .. Enumerable.Repeat(1_100, 150), 1_450];

    [Theory]
    [InlineData(true, "127.0.0.1")]
    [InlineData(false, "127.0.0.1")]
    [InlineData(true, "::1")]
    public void A_plain_receiver_gets_each_datagram_as_it_was_queued_in_order(bool segmentation, string address)
    {
        using var port = UdpPort.Open(0, segmentation, NullLogger.Instance);
        using var receiver = Receiver(address);
        var path = PathTo((IPEndPoint)receiver.LocalEndPoint!);
        Queue(port, [path]);
        port.Flush();

        var buffer = new byte[2_048];
        for (var i = 0; i < Sizes.Length; i++)
        {
            Assert.Equal(Sizes[i], receiver.Receive(buffer));
            Assert.Equal((byte)i, buffer[0]);
            Assert.Equal((byte)i, buffer[Sizes[i] - 1]);
        }

        Assert.Equal(Sizes.Length, port.PacketsSent);
        if (OperatingSystem.IsLinux())
        {
            // [1200×3, 700] [1200] [1201×2, 1200] [1200, 60] [60×2, 1] [2] [3] [1100×59]×2 [1100×32] [1450]
            Assert.Equal(segmentation ? 11 : Sizes.Length, port.RunsSent);
        }
    }

    [Fact]
    public void Several_paths_queued_by_turns_get_their_own_in_order()
    {
        using var port = UdpPort.Open(0, segmentation: true, NullLogger.Instance);
        using var first = Receiver("127.0.0.1");
        using var second = Receiver("127.0.0.1");
        Queue(port, [PathTo((IPEndPoint)first.LocalEndPoint!), PathTo((IPEndPoint)second.LocalEndPoint!)]);
        port.Flush();
        var buffer = new byte[2_048];
        foreach (var receiver in new[] { first, second })
        {
            for (var i = 0; i < Sizes.Length; i++)
            {
                Assert.Equal(Sizes[i], receiver.Receive(buffer));
                Assert.Equal((byte)i, buffer[0]);
            }
        }
    }

    [Fact]
    public void What_arrives_in_runs_is_handed_out_datagram_by_datagram_with_its_sender_and_time()
    {
        using var port = UdpPort.Open(0, segmentation: true, NullLogger.Instance);
        using var other = UdpPort.Open(0, segmentation: true, NullLogger.Instance);
        var path = PathTo(new IPEndPoint(IPAddress.Loopback, other.Number));
        var before = MediaClock.NowUs;
        Queue(port, [path]);
        port.Flush();
        var got = 0;
        while (got < Sizes.Length)
        {
            other.Wait((int)MediaClient.Patience.TotalMilliseconds);
            Assert.True(Take(other, ref got, before - 2_000, port.Number), $"After {got} datagrams nothing came.");
        }

        Assert.Equal(Sizes.Length, got);
    }

    [Fact]
    public void An_empty_datagram_has_its_turn_and_blocks_nothing()
    {
        using var port = UdpPort.Open(0, segmentation: true, NullLogger.Instance);
        using var sender = Receiver("127.0.0.1");
        var to = new IPEndPoint(IPAddress.Loopback, port.Number);
        sender.SendTo([], to);
        sender.SendTo([7], to);
        port.Wait(1_000);
        port.Receive();
        Assert.True(port.TryNext(out var empty));
        Assert.Equal(0, empty.Bytes.Length);
        Assert.True(port.TryNext(out var next));
        Assert.Equal(7, next.Bytes[0]);
        Assert.False(port.TryNext(out _));
    }

    [Fact]
    public void A_run_the_system_refuses_is_tried_one_by_one_and_counted_and_others_go_on()
    {
        using var port = UdpPort.Open(0, segmentation: true, NullLogger.Instance);
        using var receiver = Receiver("127.0.0.1");
        // Broadcast is not allowed on this socket.
        var refused = PathTo(new IPEndPoint(IPAddress.Broadcast, 9));
        Queue(port, [refused, PathTo((IPEndPoint)receiver.LocalEndPoint!)]);
        port.Flush();
        Assert.Equal(Sizes.Length, port.SendFailures);
        var buffer = new byte[2_048];
        for (var i = 0; i < Sizes.Length; i++)
        {
            Assert.Equal(Sizes[i], receiver.Receive(buffer));
        }

        Assert.False(refused.MaySegment && OperatingSystem.IsLinux());
    }

    [Fact]
    public void Queueing_and_sending_allocates_nothing()
    {
        using var port = UdpPort.Open(0, segmentation: true, NullLogger.Instance);
        using var receiver = Receiver("127.0.0.1");
        SendPath[] paths = [PathTo((IPEndPoint)receiver.LocalEndPoint!)];
        Queue(port, paths);
        port.Flush();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
        {
            Queue(port, paths);
            port.Flush();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static bool Take(UdpPort port, ref int got, long fromUs, int sender)
    {
        port.Receive();
        var any = false;
        while (port.TryNext(out var datagram))
        {
            Assert.Equal(Sizes[got], datagram.Bytes.Length);
            Assert.Equal((byte)got, datagram.Bytes[0]);
            Assert.Equal(new IPEndPoint(IPAddress.Loopback, sender), datagram.From.ToEndPoint());
            Assert.InRange(datagram.ArrivalUs, fromUs, MediaClock.NowUs);
            got++;
            any = true;
        }

        return any;
    }

    private static void Queue(UdpPort port, SendPath[] paths)
    {
        for (var i = 0; i < Sizes.Length; i++)
        {
            foreach (var path in paths)
            {
                var buffer = port.Reserve();
                buffer[0] = (byte)i;
                buffer[Sizes[i] - 1] = (byte)i;
                port.Commit(Sizes[i], path);
            }
        }
    }

    private static SendPath PathTo(IPEndPoint to)
    {
        var path = new SendPath();
        path.Set(NetAddress.From(to), default);
        return path;
    }

    private static Socket Receiver(string address)
    {
        var local = IPAddress.Parse(address);
        var socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveBufferSize = 4 << 20,
            ReceiveTimeout = (int)MediaClient.Patience.TotalMilliseconds,
        };
        socket.Bind(new IPEndPoint(local, 0));
        return socket;
    }
}
