using System.Net;
using System.Net.Sockets;
using Cluster.Media.Ice;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Cluster.Media.Tests.Engine;

/// <summary>The outer address, asked of a server that loses questions, lies, or says nothing.</summary>
public sealed class PublicAddressTests
{
    private static readonly IPEndPoint s_outer = IPEndPoint.Parse("203.0.113.5:54321");

    [Theory]
    [InlineData("127.0.0.1", 0)]
    [InlineData("127.0.0.1", 2)]
    [InlineData("::1", 1)]
    public async Task It_is_asked_from_the_port_media_uses_until_it_is_answered(string address, int lost)
    {
        using var server = new FakeServer(IPAddress.Parse(address)) { Lose = lost };
        await using var engine = Start(server.Address, TimeSpan.FromMinutes(1));
        await engine.AddressesKnown.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(AddressOrigin.Stun, engine.Info.Origin);
        Assert.Equal(s_outer, engine.Info.Candidates[0]);
        // The machine's own addresses stay, for clients beside it, with the port that was asked from.
        var own = engine.Info.Candidates.Skip(1).ToArray();
        Assert.NotEmpty(own);
        Assert.All(own, candidate => Assert.Equal(server.AskedFrom!.Port, candidate.Port));
        Assert.Equal(lost + 1, server.Questions);
    }

    [Fact]
    public async Task A_changed_address_is_noticed()
    {
        using var server = new FakeServer(IPAddress.Loopback);
        await using var engine = Start(server.Address);
        await engine.AddressesKnown.WaitAsync(TimeSpan.FromSeconds(20));
        var changed = IPEndPoint.Parse("203.0.113.77:2000");
        server.Outer = changed;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!engine.Info.Candidates[0].Equals(changed))
        {
            await Task.Delay(10, patience.Token);
        }
    }

    [Fact]
    public async Task A_server_that_answers_to_nothing_that_was_asked_is_not_believed()
    {
        using var server = new FakeServer(IPAddress.Loopback) { Forge = true };
        await using var engine = Start(server.Address);
        await engine.AddressesKnown.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(AddressOrigin.Detected, engine.Info.Origin);
        Assert.DoesNotContain(s_outer, engine.Info.Candidates);
        Assert.NotEqual(0, engine.ReadCounters().Drops["stun-unexpected"]);
    }

    [Fact]
    public async Task Where_nobody_answers_it_is_what_was_detected_and_the_engine_ends_at_once_all_the_same()
    {
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var engine = Start((IPEndPoint)silent.LocalEndPoint!);
        Assert.Equal(AddressOrigin.Detected, engine.Info.Origin);
        await engine.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5));
        Assert.True(engine.AddressesKnown.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_set_address_is_not_asked_for()
    {
        using var server = new FakeServer(IPAddress.Loopback);
        await using var engine = MediaEngine.Start(
            new MediaSettings { Port = 0, Workers = 1, StunServer = server.Address.ToString(), Addresses = [IPAddress.Loopback] }, TimeProvider.System, NullLoggerFactory.Instance);
        Assert.True(engine.AddressesKnown.IsCompleted);
        Assert.Equal(AddressOrigin.Set, engine.Info.Origin);
        Assert.Equal(0, server.Questions);
    }

    private static MediaEngine Start(IPEndPoint server, TimeSpan? interval = null) => MediaEngine.Start(
        new MediaSettings { Port = 0, Workers = 1, StunServer = server.ToString(), StunInterval = interval ?? TimeSpan.FromMilliseconds(100) }, TimeProvider.System, NullLoggerFactory.Instance);

    /// <summary>A STUN server of a few lines, on loopback.</summary>
    private sealed class FakeServer : IDisposable
    {
        private readonly Socket _socket;

        public FakeServer(IPAddress address)
        {
            _socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            _socket.Bind(new IPEndPoint(address, 0));
            Address = (IPEndPoint)_socket.LocalEndPoint!;
            _ = AnswerAsync();
        }

        public IPEndPoint Address { get; }

        public int Lose { get; set; }

        public bool Forge { get; init; }

        public IPEndPoint Outer { get; set; } = s_outer;

        public int Questions { get; private set; }

        public IPEndPoint? AskedFrom { get; private set; }

        public void Dispose() => _socket.Dispose();

        private async Task AnswerAsync()
        {
            var buffer = new byte[1_500];
            while (true)
            {
                SocketReceiveFromResult got;
                try
                {
                    got = await _socket.ReceiveFromAsync(buffer, new IPEndPoint(Address.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0));
                }
                catch (Exception end) when (end is SocketException or ObjectDisposedException)
                {
                    return;
                }

                if (Questions++ < Lose)
                {
                    continue;
                }

                AskedFrom = (IPEndPoint)got.RemoteEndPoint;
                var answer = Answer(buffer.AsSpan(0, got.ReceivedBytes));
                await _socket.SendToAsync(answer, got.RemoteEndPoint);
            }
        }

        private byte[] Answer(ReadOnlySpan<byte> question)
        {
            Assert.True(StunMessage.TryParse(question, out var message));
            var transaction = message.TransactionId.ToArray();
            transaction[0] ^= (byte)(Forge ? 1 : 0);
            // MAPPED-ADDRESS, as a server of the old kind writes it.
            return [1, 1, 0, 12, 0x21, 0x12, 0xa4, 0x42, .. transaction, 0, 1, 0, 8, 0, 1, (byte)(Outer.Port >> 8), (byte)Outer.Port, .. Outer.Address.GetAddressBytes()];
        }
    }
}
