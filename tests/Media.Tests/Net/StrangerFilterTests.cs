using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Cluster.Media.Net;
using Cluster.Media.Tests.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Media.Tests.Net;

/// <summary>The kernel's filter on a real socket: what passes, what does not, and that it is counted.</summary>
public sealed class StrangerFilterTests
{
    // As long as the least that can be one of ours.
    private static readonly byte[] Check = [0, 1, 0, 4, .. new byte[20]];
    private static readonly byte[] Media = [0x80, 96, 0, 1];
    private static readonly byte[] Last = [0x80, 97];

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 16)]
    [InlineData(false, 17)]
    [InlineData(true, 500)]
    [InlineData(false, StrangerFilter.KeysMax - 2)]
    public void Only_known_addresses_and_the_wanted_share_of_checks_pass(bool isV6, int addresses)
    {
        using var port = Open();
        var local = isV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        using var known = Bind(local);
        using var stranger = Bind(local);
        var table = Others(addresses - 1);
        table.Add(NetAddress.From((IPEndPoint)known.LocalEndPoint!));
        var filter = new StrangerFilter();
        Assert.True(port.TryFilter(filter.Build(table, [Name("AbCdefgh"), Name("zyxwvuts")], named: 0, others: 0)));
        var to = new IPEndPoint(local, port.Number);
        Send([(stranger, Media), (stranger, Check), (known, Check), (stranger, Media), (known, Media), (known, Last)]);
        Assert.Equal([Check, Media, Last], ReceiveToLast(port));
        Assert.Equal(3, port.KernelDrops);

        Assert.True(port.TryFilter(filter.Build(table, [Name("AbCdefgh"), Name("zyxwvuts")], named: 0, others: 1)));
        Send([(stranger, Check), (stranger, Media), (known, Last)]);
        Assert.Equal([Check, Last], ReceiveToLast(port));
        Assert.Equal(4, port.KernelDrops);

        port.RemoveFilter();
        Send([(stranger, Media), (stranger, Last)]);
        Assert.Equal([Media, Last], ReceiveToLast(port));

        void Send((Socket From, byte[] Bytes)[] datagrams) => Array.ForEach(datagrams, each => each.From.SendTo(each.Bytes, to));
    }

    [Fact]
    public void Checks_under_a_known_name_have_a_share_of_their_own()
    {
        using var port = Open();
        using var stranger = Bind(IPAddress.Loopback);
        using var known = Bind(IPAddress.Loopback);
        var names = Enumerable.Range(0, 300).Select(i => Name($"n{i:D3}abcd")).Append(Name("AbCdefgh")).ToArray();
        NetAddress[] addresses = [NetAddress.From((IPEndPoint)known.LocalEndPoint!)];
        var ours = StunCheck.Write("AbCdefgh:remote", "password", nominate: true);
        byte[][] theirs =
        [
            StunCheck.Write("AbCxefgh:remote", "password", nominate: true), StunCheck.Write("", "password", nominate: true), Check, [0, 1, 0, 8, .. new byte[18], 6, 0, 4, .. "AbCd"u8],
        ];
        foreach (var (named, expected) in new[] { (1.0, new[] { ours, Last }), (0.0, [Last]) })
        {
            Assert.True(port.TryFilter(new StrangerFilter().Build(addresses, names, named, others: 0)));
            foreach (var datagram in theirs.Append(ours))
            {
                stranger.SendTo(datagram, new IPEndPoint(IPAddress.Loopback, port.Number));
            }

            known.SendTo(Last, new IPEndPoint(IPAddress.Loopback, port.Number));
            Assert.Equal(expected, ReceiveToLast(port));
        }
    }

    [Fact]
    public void A_share_of_checks_is_about_that_share()
    {
        using var port = Open();
        using var stranger = Bind(IPAddress.Loopback);
        using var known = Bind(IPAddress.Loopback);
        var table = Others(40);
        table.Add(NetAddress.From((IPEndPoint)known.LocalEndPoint!));
        Assert.True(port.TryFilter(new StrangerFilter().Build(table, [], named: 1, others: 0.25)));
        var passed = 0;
        for (var i = 0; i < 40; i++)
        {
            for (var j = 0; j < 50; j++)
            {
                stranger.SendTo(Check, new IPEndPoint(IPAddress.Loopback, port.Number));
            }

            known.SendTo(Last, new IPEndPoint(IPAddress.Loopback, port.Number));
            passed += ReceiveToLast(port).Count - 1;
        }

        // 2,000 draws: the bounds are more than seven standard deviations away.
        Assert.InRange(passed, 350, 650);
    }

    [Fact]
    public void More_addresses_than_the_kernel_takes_make_no_filter() =>
        Assert.True(new StrangerFilter().Build(Others(StrangerFilter.KeysMax), [7], named: 1, others: 1).IsEmpty);

    private static UdpPort Open() => UdpPort.Open(0, segmentation: true, NullLogger.Instance);

    private static Socket Bind(IPAddress local)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(local, 0));
        return socket;
    }

    private static List<NetAddress> Others(int count) =>
        [.. Enumerable.Range(1, count).Select(i => NetAddress.From(new IPEndPoint(new IPAddress([203, (byte)(i >> 8), (byte)i, 7]), 20_000 + i)))];

    private static ulong Name(string name) => MemoryMarshal.Read<ulong>(Encoding.ASCII.GetBytes(name));

    /// <summary>Everything up to the datagram that ends a portion; loopback keeps the order of one sender after another.</summary>
    private static List<byte[]> ReceiveToLast(UdpPort port)
    {
        var received = new List<byte[]>();
        var late = DateTime.UtcNow.AddSeconds(30);
        while (DateTime.UtcNow < late)
        {
            port.Wait(1_000);
            _ = port.Receive();
            while (port.TryNext(out var datagram))
            {
                received.Add(datagram.Bytes.ToArray());
            }

            if (received.Count > 0 && received[^1].SequenceEqual(Last))
            {
                return received;
            }
        }

        throw new TimeoutException($"The last datagram did not come; {received.Count} others did.");
    }
}
