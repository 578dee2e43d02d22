using System.Net;
using Cluster.Media.Ice;
using Cluster.Media.Net;
using Cluster.Media.Srtp;
using Xunit;

namespace Cluster.Media.Tests.Engine;

public sealed class ConnectTests
{
    private const ushort Gcm = (ushort)SrtpProfile.AeadAes128Gcm;
    private const ushort CounterMode = (ushort)SrtpProfile.Aes128CmHmacSha1_80;

    [Theory]
    [InlineData("127.0.0.1", Gcm)]
    [InlineData("127.0.0.1", CounterMode)]
    [InlineData("::1", Gcm)]
    [InlineData("::1", CounterMode)]
    public async Task Two_clients_hear_and_see_each_other(string address, ushort profile)
    {
        await using var rig = new EngineRig();
        await AssertMediaFlowsAsync(rig, IPAddress.Parse(address), (SrtpProfile)profile);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task The_portable_port_carries_the_same(string address)
    {
        await using var rig = new EngineRig(openPort: (number, _) => PortableUdpPort.Open(number));
        await AssertMediaFlowsAsync(rig, IPAddress.Parse(address), SrtpProfile.AeadAes128Gcm);
    }

    [Fact]
    public async Task Clients_of_different_families_and_profiles_meet()
    {
        await using var rig = new EngineRig();
        var ann = await rig.JoinAsync(IPAddress.Loopback, [SrtpProfile.Aes128CmHmacSha1_80]);
        var bob = await rig.JoinAsync(IPAddress.IPv6Loopback, [SrtpProfile.AeadAes128Gcm]);
        await AssertHeardAsync(ann, bob);
        await AssertHeardAsync(bob, ann);
    }

    [Fact]
    public async Task An_answer_to_a_check_names_its_sender_and_comes_from_where_the_check_went()
    {
        await using var rig = new EngineRig();
        var client = rig.Client();
        client.Lines.AddRange(EngineRig.UsualLines(client.Number));
        await rig.NegotiateAsync(client);
        foreach (var address in new[] { "127.0.0.1", "127.0.0.2", "127.1.2.3" })
        {
            var to = new IPEndPoint(IPAddress.Parse(address), EngineRig.CandidateFor(client).Port);
            var reply = await client.CheckAsync(to);
            Assert.Equal(StunType.BindingSuccess, reply.Type);
            Assert.Equal(to, reply.From);
            Assert.Equal(client.LocalEndPoint, MappedAddress(reply.Bytes));
        }
    }

    [Fact]
    public async Task Media_and_handshake_come_from_the_address_the_client_nominated()
    {
        await using var rig = new EngineRig();
        var bob = rig.Client();
        bob.Lines.AddRange(EngineRig.UsualLines(bob.Number));
        await rig.NegotiateAsync(bob);
        var to = new IPEndPoint(IPAddress.Parse("127.0.0.2"), EngineRig.CandidateFor(bob).Port);
        await rig.ConnectAsync(bob, to: to);
        var ann = await rig.JoinAsync();
        await AssertHeardAsync(ann, bob);
        Assert.Equal([to], bob.MediaFrom);
    }

    [Fact]
    public async Task A_check_with_an_attribute_that_must_be_understood_is_told_so()
    {
        await using var rig = new EngineRig();
        var client = rig.Client();
        client.Lines.AddRange(EngineRig.UsualLines(client.Number));
        await rig.NegotiateAsync(client);
        var reply = await client.CheckAsync(EngineRig.CandidateFor(client), unknownAttribute: 0x7ABC);
        Assert.Equal(StunType.BindingError, reply.Type);
        Assert.Equal("new", (await rig.Engine.ReadBridgeAsync(rig.Bridge))!.Endpoints.Single().State);
    }

    [Fact]
    public async Task The_answer_shows_the_certificate_that_the_handshake_proves()
    {
        await using var rig = new EngineRig();
        var client = await rig.JoinAsync();
        Assert.Equal(rig.Engine.Info.Fingerprint, client.Answer.Fingerprint);
        Assert.Equal(client.Answer.Fingerprint, client.Peer.ServerFingerprint);
        var connected = await rig.NextEventAsync<MediaEvent.EndpointConnected>();
        Assert.Equal((rig.Bridge, client.Number), (connected.Bridge, connected.Endpoint));
        var endpoint = (await rig.Engine.ReadBridgeAsync(rig.Bridge))!.Endpoints.Single();
        Assert.Equal("connected", endpoint.State);
        Assert.Equal(client.LocalEndPoint.ToString(), endpoint.RemoteAddress);
    }

    [Fact]
    public async Task A_client_that_moves_to_another_address_takes_its_media_along()
    {
        await using var rig = new EngineRig();
        var ann = await rig.JoinAsync();
        var bob = await rig.JoinAsync();
        await AssertHeardAsync(ann, bob);
        var before = bob.LocalEndPoint;
        await bob.MoveAsync(IPAddress.Loopback);
        Assert.NotEqual(before, bob.LocalEndPoint);
        await AssertHeardAsync(ann, bob);
        await AssertHeardAsync(bob, ann);
    }

    /// <summary>The bridge says so, and a check of the client's is answered.</summary>
    internal static async Task AssertConnectedAsync(EngineRig rig, MediaClient client)
    {
        await rig.NextEventAsync<MediaEvent.EndpointConnected>(happened => happened.Endpoint == client.Number);
        var state = (await rig.Engine.ReadBridgeAsync(rig.Bridge))!.Endpoints.Single(endpoint => endpoint.Number == client.Number).State;
        Assert.Equal("connected", state);
        await client.CheckAsync();
    }

    internal static async Task AssertMediaFlowsAsync(EngineRig rig, IPAddress address, SrtpProfile profile)
    {
        var ann = await rig.JoinAsync(address, [profile]);
        var bob = await rig.JoinAsync(address, [profile]);
        Assert.Equal(profile, ann.Peer.Keys!.Profile);
        await AssertHeardAsync(ann, bob);
        await AssertHeardAsync(bob, ann);

        rig.Engine.SetView(new EndpointId(rig.Bridge, bob.Number), [new ViewEntry(new SourceNumber(ann.Lines[1].Number), 720)]);
        await rig.Engine.ReadBridgeAsync(rig.Bridge);
        var camera = new RtpStream(0xCA4E_0001);
        for (var i = 0; i < 40; i++)
        {
            ann.SendRaw(ann.MakeFrame(ann.Lines[1], camera, keyframe: i == 0, bytes: 1_100));
        }

        var slot = bob.Answer.Slots["3"];
        for (var i = 0; i < 40; i++)
        {
            var frame = await EngineRig.NextPacketAsync(bob, packet => packet.Ssrc == slot);
            Assert.Equal(ann.Lines[1].Number, frame.Source);
            Assert.Equal(OfferText.Vp8Type, frame.PayloadType);
            Assert.Equal(1_100, frame.Payload.Length);
        }

        Assert.Equal((0, 0), (ann.Unreadable, bob.Unreadable));
    }

    /// <summary>Ten packets of <paramref name="from"/>'s microphone arrive in <paramref name="to"/>'s slot, under its SSRC and without a gap.</summary>
    internal static async Task AssertHeardAsync(MediaClient from, MediaClient to)
    {
        for (var i = 0; i < 10; i++)
        {
            from.SendRaw(from.MakeAudio(from.Lines[0], from.Microphone));
        }

        ReceivedRtp? last = null;
        for (var i = 0; i < 10; i++)
        {
            var packet = await EngineRig.NextPacketAsync(to, packet => packet.Source == from.Lines[0].Number);
            Assert.Equal(to.Answer.Slots["2"], packet.Ssrc);
            Assert.Equal(OfferText.OpusType, packet.PayloadType);
            Assert.Equal([0xF8, 0xFF, 0xFE], packet.Payload[..3]);
            Assert.True(last is null || packet.Sequence == unchecked((ushort)(last.Sequence + 1)));
            Assert.True(last is null || packet.Timestamp - last.Timestamp == 960);
            last = packet;
        }
    }

    private static IPEndPoint MappedAddress(byte[] response)
    {
        // XOR-MAPPED-ADDRESS is the first attribute of our answers; its value begins 4 bytes on (RFC 8489 section 14.2).
        var value = response.AsSpan(StunMessage.HeaderBytes + 4);
        Assert.Equal(1, value[1]);
        var port = (ushort)(((value[2] << 8) | value[3]) ^ 0x2112);
        byte[] address = [(byte)(value[4] ^ 0x21), (byte)(value[5] ^ 0x12), (byte)(value[6] ^ 0xA4), (byte)(value[7] ^ 0x42)];
        return new IPEndPoint(new IPAddress(address), port);
    }
}
