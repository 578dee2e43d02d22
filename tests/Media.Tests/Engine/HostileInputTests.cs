using System.Net;
using Cluster.Media.Ice;
using Cluster.Media.Net;
using Cluster.Media.Rtcp;
using Xunit;

namespace Cluster.Media.Tests.Engine;

/// <summary>Whatever is sent to the port, it is dropped and counted for the right reason, and the meeting goes on.</summary>
public sealed class HostileInputTests
{
    [Fact]
    public async Task Random_datagrams_from_strangers_do_nothing()
    {
        await using var rig = new EngineRig();
        var (ann, bob) = await MeetAsync(rig);
        await using var stranger = new UdpClientSocket(IPAddress.Loopback, (_, _) => Assert.Fail("A stranger got an answer."));
        var before = rig.Engine.ReadCounters();
        var random = new Random(20_261_124);
        await SendAllAsync(ann, Noise(random, 2_000), datagram => stranger.Send(datagram, ann.Remote!));

        var drops = rig.DropsSince(before);
        Assert.Equal(2_000, drops.Values.Sum());
        Assert.Equal(["relay-unknown", "stun-malformed", "unknown-address", "unknown-protocol"], drops.Keys.Order());
        await AssertMeetingGoesOnAsync(ann, bob);
    }

    [Fact]
    public async Task Random_datagrams_from_a_client_s_own_address_do_nothing()
    {
        await using var rig = new EngineRig();
        var (ann, bob) = await MeetAsync(rig);
        var before = rig.Engine.ReadCounters();
        var random = new Random(20_261_125);
        await SendAllAsync(ann, Noise(random, 2_000), ann.SendForged);

        var drops = rig.DropsSince(before);
        Assert.Equal(2_000, drops.Values.Sum());
        Assert.Equal(
            ["dtls-malformed", "relay-unknown", "srtp-malformed", "srtp-throttled", "srtp-unauthentic", "stun-malformed", "unknown-protocol"],
            drops.Keys.Order());
        await AssertMeetingGoesOnAsync(ann, bob);
    }

    [Theory]
    [InlineData("stun")]
    [InlineData("dtls")]
    [InlineData("rtp")]
    [InlineData("rtcp")]
    public async Task Real_datagrams_that_were_changed_do_nothing(string kind)
    {
        await using var rig = new EngineRig();
        var (ann, bob) = await MeetAsync(rig);
        byte[][] real = kind switch
        {
            "stun" => [StunCheck.Write(ann.Username, ann.Answer.Password, nominate: true)],
            "dtls" => [.. ann.RecordsSent],
            "rtp" => [ann.MakeAudio(ann.Lines[0], ann.Microphone), ann.MakeFrame(ann.Lines[1], ann.Camera, keyframe: true)],
            _ => [ann.MakeControl((ref RtcpWriter writer) => writer.Pli(7, 8))],
        };
        var random = new Random(20_261_126);
        var changed = Enumerable.Range(0, 1_000).Select(_ => Change(random, real[random.Next(real.Length)])).ToList();
        await SendAllAsync(ann, changed, ann.SendForged);
        await using var stranger = new UdpClientSocket(IPAddress.Loopback, (_, _) => { });
        await SendAllAsync(ann, changed, datagram => stranger.Send(datagram, ann.Remote!));

        // Forged packets of the SSRC in use may have cost her the rest of a second.
        await ForgeryTests.HearAgainAsync(ann, bob);
        await AssertMeetingGoesOnAsync(ann, bob);
        Assert.Equal(2, rig.Engine.ReadCounters().Endpoints);
        Assert.False(rig.Events.TryPeek(out var happened) && happened is MediaEvent.EndpointLost);
    }

    [Fact]
    public async Task A_stray_ClientHello_ends_nothing_wherever_it_comes_from()
    {
        await using var rig = new EngineRig();
        var (ann, bob) = await MeetAsync(rig);
        var hello = ann.RecordsSent[0];
        Assert.Equal((22, 1), (hello[0], hello[13]));
        await using var stranger = new UdpClientSocket(IPAddress.Loopback, (_, _) => Assert.Fail("A stranger got an answer."));
        var before = rig.Engine.ReadCounters();
        await SendAllAsync(ann, Enumerable.Repeat(hello, 20), datagram => stranger.Send(datagram, ann.Remote!));
        Assert.Equal(20, rig.DropsSince(before)["unknown-address"]);
        await SendAllAsync(ann, Enumerable.Repeat(hello, 20), ann.SendForged);

        // An alert that nobody has protected, as anyone could write it: fatal, handshake_failure; and close_notify.
        await SendAllAsync(ann, [[21, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 9, 0, 2, 2, 40]], ann.SendForged);
        await SendAllAsync(ann, [[21, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 10, 0, 2, 1, 0]], ann.SendForged);
        await AssertMeetingGoesOnAsync(ann, bob);
        Assert.Equal(2, rig.Engine.ReadCounters().Endpoints);
        Assert.Equal("connected", (await rig.Engine.ReadBridgeAsync(rig.Bridge))!.Endpoints[0].State);
    }

    [Fact]
    public async Task A_stray_ClientHello_before_the_handshake_does_not_keep_the_client_out()
    {
        await using var rig = new EngineRig();
        var ann = await rig.JoinAsync();
        var bob = rig.Client();
        bob.Lines.AddRange(EngineRig.UsualLines(bob.Number));
        await rig.NegotiateAsync(bob);
        await using var stranger = new UdpClientSocket(IPAddress.Loopback, (_, _) => Assert.Fail("A stranger got an answer."));
        await bob.CheckAsync(EngineRig.CandidateFor(bob));
        await SendAllAsync(ann, Enumerable.Repeat(ann.RecordsSent[0], 20), datagram => stranger.Send(datagram, ann.Remote!));
        await bob.ShakeHandsAsync();
        await ConnectTests.AssertConnectedAsync(rig, bob);
        await AssertMeetingGoesOnAsync(ann, bob);
    }

    [Fact]
    public async Task Checks_without_the_right_name_or_integrity_are_not_answered()
    {
        await using var rig = new EngineRig();
        var (ann, bob) = await MeetAsync(rig);
        await using var stranger = new UdpClientSocket(IPAddress.Loopback, (_, _) => Assert.Fail("A forged check was answered."));
        var name = ann.Username;
        foreach (var (check, reason) in new[]
        {
            (StunCheck.Write(name, "anotherpasswordthanours+", nominate: true), "stun-unauthentic"),
            (StunCheck.Write(name, bob.Answer.Password, nominate: true), "stun-unauthentic"),
            (WithoutIntegrity(StunCheck.Write(name, ann.Answer.Password, nominate: true)), "stun-unauthentic"),
            (StunCheck.Write(ann.Answer.UserFragment, ann.Answer.Password, nominate: true), "stun-unknown-user"),
            (StunCheck.Write($"{ann.Answer.UserFragment}:{bob.Ice.UserFragment}", ann.Answer.Password, nominate: true), "stun-unknown-user"),
            (StunCheck.Write($"{name}x", ann.Answer.Password, nominate: true), "stun-unknown-user"),
            (StunCheck.Write($"nobody++:{ann.Ice.UserFragment}", ann.Answer.Password, nominate: true), "stun-unknown-user"),
            (StunCheck.Write("", ann.Answer.Password, nominate: true), "stun-unknown-user"),
            (StunCheck.Write(name, ann.Answer.Password, nominate: true, StunType.BindingSuccess), "stun-unexpected"),
            (StunCheck.Write(name, ann.Answer.Password, nominate: true, type: 0x0003), "stun-unexpected"),
        })
        {
            var before = rig.Engine.ReadCounters();
            stranger.Send(check, ann.Remote!);
            await ann.CheckAsync();
            Assert.Equal(new Dictionary<string, long> { [reason] = 1 }, rig.DropsSince(before));
        }

        // Nor did any of them move the client's media to the stranger.
        var endpoints = (await rig.Engine.ReadBridgeAsync(rig.Bridge))!.Endpoints;
        Assert.Equal(ann.LocalEndPoint.ToString(), endpoints.Single(endpoint => endpoint.Number == ann.Number).RemoteAddress);
        await AssertMeetingGoesOnAsync(ann, bob);
    }

    [Fact]
    public async Task Replayed_media_and_control_packets_count_once()
    {
        await using var rig = new EngineRig();
        var (ann, bob) = await MeetAsync(rig);
        var sound = ann.MakeAudio(ann.Lines[0], ann.Microphone);
        var control = ann.MakeControl((ref RtcpWriter writer) => writer.Pli(7, 8));
        var before = rig.Engine.ReadCounters();
        await SendAllAsync(ann, Enumerable.Repeat(sound, 10).Concat(Enumerable.Repeat(control, 10)), ann.SendRaw);
        Assert.Equal(new Dictionary<string, long> { ["srtp-replayed"] = 18 }, rig.DropsSince(before));
        await EngineRig.NextPacketAsync(bob, packet => packet.Source == ann.Lines[0].Number);
        await AssertMeetingGoesOnAsync(ann, bob);
        Assert.False(bob.Packets.TryRead(out _));
    }

    [Fact]
    public async Task What_a_client_may_not_send_is_dropped_under_its_reason()
    {
        await using var rig = new EngineRig();
        var (ann, bob) = await MeetAsync(rig);
        rig.Engine.SetView(new EndpointId(rig.Bridge, bob.Number), [new ViewEntry(new SourceNumber(ann.Lines[1].Number), 720)]);
        var stray = new OfferLine("77", SourceKind.Camera, null);
        var packets = new (byte[] Packet, string Reason)[]
        {
            (ann.MakeFrame(stray, new RtpStream(0x5774_0001), keyframe: true, payloadType: 100), "rtp-unknown-stream"),
            (ann.MakeFrame(ann.Lines[1], ann.Camera, keyframe: true), ""),
            (ann.MakeFrame(ann.Lines[1], ann.Camera, keyframe: true, payloadType: 99), "rtp-unknown-payload"),
            (ann.MakeBytes(ann.Lines[1], ann.Camera, [0x80]), "payload-malformed"),
            (ann.MakeControl((ref RtcpWriter writer) => writer.Pli(7, 8), cut: 2), "rtcp-malformed"),
        };
        foreach (var (packet, reason) in packets)
        {
            var before = rig.Engine.ReadCounters();
            ann.SendRaw(packet);
            await ann.CheckAsync();
            Assert.Equal(reason, string.Join(',', rig.DropsSince(before).Select(drop => $"{drop.Key}")));
        }

        await AssertMeetingGoesOnAsync(ann, bob);
    }

    [Fact]
    public async Task Packets_near_the_size_of_a_buffer_are_forwarded_or_dropped_whole()
    {
        await using var rig = new EngineRig();
        var (ann, bob) = await MeetAsync(rig);
        rig.Engine.SetView(new EndpointId(rig.Bridge, bob.Number), [new ViewEntry(new SourceNumber(ann.Lines[1].Number), 720)]);
        await rig.Engine.ReadBridgeAsync(rig.Bridge);
        var before = rig.Engine.ReadCounters();
        int[] sizes = [40, .. Enumerable.Range(1_940, 80), 41];
        foreach (var bytes in sizes)
        {
            ann.SendRaw(ann.MakeFrame(ann.Lines[1], ann.Camera, keyframe: true, bytes));
            await ann.CheckAsync();
        }

        var tooLong = rig.DropsSince(before)["too-long"];
        Assert.InRange(tooLong, 1, 20);
        var arrived = new List<int>();
        do
        {
            arrived.Add((await EngineRig.NextPacketAsync(bob, packet => packet.Source == ann.Lines[1].Number)).Payload.Length);
        }
        while (arrived[^1] != 41);

        // Each as it was, from the first to a longest one and none of those longer; and the last.
        Assert.Equal([.. sizes.Take(arrived.Count - 1), 41], arrived);
        Assert.InRange(arrived.Count, 10, 81 - (int)tooLong);
        await AssertMeetingGoesOnAsync(ann, bob);
    }

    [Fact]
    public async Task Empty_and_tiny_datagrams_stop_no_port()
    {
        foreach (var portable in new[] { false, true })
        {
            await using var rig = portable ? new EngineRig(openPort: (number, _) => PortableUdpPort.Open(number)) : new EngineRig();
            var ann = await rig.JoinAsync();
            await using var stranger = new UdpClientSocket(IPAddress.Loopback, (_, _) => { });
            var before = rig.Engine.ReadCounters();
            await SendAllAsync(ann, [[], [0], [20, 1], [0x80, 0x60, 1], [], new byte[4_000]], datagram => stranger.Send(datagram, ann.Remote!));
            Assert.Equal(new Dictionary<string, long> { ["unknown-protocol"] = 5, ["too-long"] = 1 }, rig.DropsSince(before));
        }
    }

    /// <summary>Sends in portions that the socket's buffer holds; all have been dealt with when this returns.</summary>
    internal static async Task SendAllAsync(MediaClient barrier, IEnumerable<byte[]> datagrams, SendDatagram send)
    {
        foreach (var portion in datagrams.Chunk(100))
        {
            foreach (var datagram in portion)
            {
                send(datagram);
            }

            await barrier.CheckAsync();
        }
    }

    /// <summary>Two clients that hear each other.</summary>
    internal static async Task<(MediaClient Ann, MediaClient Bob)> MeetAsync(EngineRig rig)
    {
        var (ann, bob) = (await rig.JoinAsync(), await rig.JoinAsync());
        await AssertMeetingGoesOnAsync(ann, bob);
        return (ann, bob);
    }

    internal static async Task AssertMeetingGoesOnAsync(MediaClient ann, MediaClient bob)
    {
        await ConnectTests.AssertHeardAsync(ann, bob);
        await ConnectTests.AssertHeardAsync(bob, ann);
    }

    private static IEnumerable<byte[]> Noise(Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var bytes = new byte[random.Next(0, 1_400)];
            random.NextBytes(bytes);
            yield return bytes;
        }
    }

    private static byte[] Change(Random random, byte[] real)
    {
        var bytes = real.AsSpan(0, random.Next(8) == 0 ? random.Next(real.Length) : real.Length).ToArray();
        for (var i = random.Next(1, 4); i > 0 && bytes.Length > 0; i--)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
        }

        return bytes;
    }

    private static byte[] WithoutIntegrity(byte[] check)
    {
        // FINGERPRINT may be left out, MESSAGE-INTEGRITY may not (RFC 8445 section 7.1).
        var bytes = check[..^(StunMessage.IntegrityBytes + StunMessage.FingerprintBytes)];
        bytes[3] = (byte)(bytes.Length - StunMessage.HeaderBytes);
        bytes[2] = (byte)((bytes.Length - StunMessage.HeaderBytes) >> 8);
        return bytes;
    }
}

/// <summary>Sends one datagram.</summary>
internal delegate void SendDatagram(ReadOnlySpan<byte> datagram);
