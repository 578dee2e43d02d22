using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Xunit;

namespace Cluster.Media.Tests.Engine;

/// <summary>Floods from addresses that are nobody's: counted, free of allocation, and no harm to a meeting.</summary>
public sealed class FloodTests
{
    private const int Datagrams = 5_000;

    // A barrier check, its reply and the report of what was allocated are not the flood's.
    private const long OtherBytes = 64_000;

    [Theory]
    [InlineData("stun-unknown-user")]
    [InlineData("stun-unauthentic")]
    [InlineData("unknown-address")]
    [InlineData("unknown-protocol")]
    [InlineData("stun-malformed")]
    public async Task Each_of_a_stranger_s_datagrams_is_counted_under_its_reason_and_allocates_nothing(string reason)
    {
        // The shield stays down: every datagram is to reach the worker.
        await using var rig = new EngineRig(new MediaSettings { StrangersPerSecondMax = 10_000_000 });
        var (ann, bob) = await HostileInputTests.MeetAsync(rig);
        await using var stranger = new UdpClientSocket(IPAddress.Loopback, (_, _) => Assert.Fail("A stranger got an answer."));
        var kinds = Kinds(ann)[reason];
        var before = rig.Engine.ReadCounters();
        var allocated = await rig.Engine.ReadAllocatedAsync();
        await HostileInputTests.SendAllAsync(ann, Enumerable.Range(0, Datagrams).Select(i => kinds[i % kinds.Length]), datagram => stranger.Send(datagram, ann.Remote!));
        Assert.InRange(await rig.Engine.ReadAllocatedAsync() - allocated, 0, OtherBytes);
        Assert.Equal(new Dictionary<string, long> { [reason] = Datagrams }, rig.DropsSince(before));
        await HostileInputTests.AssertMeetingGoesOnAsync(ann, bob);
    }

    [Fact]
    public async Task A_flood_at_full_rate_loses_nothing_of_a_meeting_and_keeps_nobody_out()
    {
        await using var rig = new EngineRig(new MediaSettings { StrangersPerSecondMax = 1_000 });
        var (ann, bob) = await HostileInputTests.MeetAsync(rig);
        var before = rig.Engine.ReadCounters();
        await using var flood = new Flood([.. Kinds(ann).Where(kind => kind.Key != "stun-unauthentic").SelectMany(kind => kind.Value)], ann.Remote!);
        await Flood.UntilAsync(() => rig.DropsSince(before).GetValueOrDefault("kernel") > 10_000);

        for (var i = 0; i < 200; i++)
        {
            var sequence = ann.Microphone.Sequence;
            ann.SendRaw(ann.MakeAudio(ann.Lines[0], ann.Microphone));
            var packet = await EngineRig.NextPacketAsync(bob, packet => packet.Source == ann.Lines[0].Number);
            Assert.Equal((byte)sequence, packet.Payload[^1]);
        }

        // Somebody comes in while it lasts, and the meeting is as before when it is over.
        var carl = await rig.JoinAsync();
        await ConnectTests.AssertHeardAsync(ann, carl);
        Assert.True(flood.IsRunning);
        await flood.DisposeAsync();
        await HostileInputTests.AssertMeetingGoesOnAsync(ann, bob);
    }

    /// <summary>What strangers send, by the reason it is dropped for.</summary>
    private static Dictionary<string, byte[][]> Kinds(MediaClient client) => new()
    {
        ["stun-unknown-user"] = [StunCheck.Write("nobody++:whoever1", "apasswordofnobodysatall+", nominate: true)],
        ["stun-unauthentic"] = [StunCheck.Write(client.Username, "anotherpasswordthanours+", nominate: true)],
        ["unknown-address"] = [client.RecordsSent[0], [0x80, 96, .. RandomNumberGenerator.GetBytes(1_100)], [0x80, 200, .. RandomNumberGenerator.GetBytes(60)]],
        ["unknown-protocol"] = [[100, .. RandomNumberGenerator.GetBytes(500)], [7, 7, 7, 7]],
        ["stun-malformed"] = [[0, 1, .. RandomNumberGenerator.GetBytes(90)]],
    };

    /// <summary>One thread that sends as fast as it can from a socket of its own.</summary>
    private sealed class Flood : IAsyncDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        private readonly CancellationTokenSource _end = new();
        private readonly Task _sending;

        public Flood(byte[][] datagrams, IPEndPoint to)
        {
            _socket.Connect(to);
            _sending = Task.Factory.StartNew(
                () =>
                {
                    for (var i = 0; !_end.IsCancellationRequested; i++)
                    {
                        _socket.Send(datagrams[i % datagrams.Length]);
                    }
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }

        public bool IsRunning => !_sending.IsCompleted;

        /// <summary>Returns once it is so.</summary>
        public static async Task UntilAsync(Func<bool> has)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
            using var late = new CancellationTokenSource(MediaClient.Patience);
            while (!has())
            {
                await timer.WaitForNextTickAsync(late.Token);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _sending;
            _socket.Dispose();
        }
    }
}
