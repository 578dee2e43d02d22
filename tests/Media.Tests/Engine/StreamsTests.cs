using Cluster.Media.Srtp;
using Xunit;

namespace Cluster.Media.Tests.Engine;

/// <summary>A client's streams come and go for as long as it stays: no table fills up for good.</summary>
public sealed class StreamsTests
{
    [Fact]
    public async Task A_client_that_changes_its_camera_s_stream_many_times_is_seen_every_time()
    {
        await using var rig = new EngineRig();
        var (ann, bob) = await HostileInputTests.MeetAsync(rig);
        rig.Engine.SetView(new EndpointId(rig.Bridge, bob.Number), [new ViewEntry(new SourceNumber(ann.Lines[1].Number), 720)]);
        await rig.Engine.ReadBridgeAsync(rig.Bridge);
        var before = rig.Engine.ReadCounters();
        ReceivedRtp? last = null;
        for (var i = 0u; i < 3 * SrtpReceiver.SourcesMax; i++)
        {
            // Another stream of the same m-line, its numbers anywhere.
            var stream = new RtpStream(0x7000_0000 + i, (ushort)(i * 7_919));
            ann.SendRaw(ann.MakeFrame(ann.Lines[1], stream, keyframe: true));
            ann.SendRaw(ann.MakeFrame(ann.Lines[1], stream, keyframe: false));
            for (var j = 0; j < 2; j++)
            {
                var frame = await EngineRig.NextPacketAsync(bob, packet => packet.Source == ann.Lines[1].Number);
                Assert.True(last is null || frame.Sequence == unchecked((ushort)(last.Sequence + 1)), $"stream {i}, frame {j}");
                last = frame;
            }
        }

        Assert.Empty(rig.DropsSince(before));

        // The microphone's, silent all that time, has kept its place.
        await HostileInputTests.AssertMeetingGoesOnAsync(ann, bob);
    }

    [Fact]
    public async Task A_client_that_renegotiates_its_sources_and_slots_many_times_is_seen_and_sees()
    {
        await using var rig = new EngineRig();
        var (ann, bob) = await HostileInputTests.MeetAsync(rig);
        for (var i = 0u; i < 150; i++)
        {
            // New m-lines in place of the old ones, under new mids: 150 cameras sent, 150 slots had.
            ann.Lines[1] = new OfferLine($"c{i}", SourceKind.Camera, null, 5_000 + i);
            await rig.NegotiateAsync(ann);
            bob.Lines[3] = new OfferLine($"v{i}", null, SlotUse.Video);
            await rig.NegotiateAsync(bob);
            rig.Engine.SetView(new EndpointId(rig.Bridge, bob.Number), [new ViewEntry(new SourceNumber(5_000 + i), 720)]);
            await rig.Engine.ReadBridgeAsync(rig.Bridge);
            ann.SendRaw(ann.MakeFrame(ann.Lines[1], new RtpStream(0x6000_0000 + i), keyframe: true));
            var frame = await EngineRig.NextPacketAsync(bob, packet => packet.Source == 5_000 + i);
            Assert.Equal(bob.Answer.Slots[$"v{i}"], frame.Ssrc);
        }

        var snapshot = await rig.Engine.ReadBridgeAsync(rig.Bridge);
        Assert.All(snapshot!.Endpoints, endpoint => Assert.Equal((2, 2), (endpoint.Sources.Count, endpoint.Slots.Count)));
        await HostileInputTests.AssertMeetingGoesOnAsync(ann, bob);
    }

    [Fact]
    public async Task Streams_that_belong_to_no_source_take_no_place_for_good()
    {
        await using var rig = new EngineRig();
        var (ann, bob) = await HostileInputTests.MeetAsync(rig);
        var stray = new OfferLine("77", SourceKind.Camera, null);
        var before = rig.Engine.ReadCounters();
        await HostileInputTests.SendAllAsync(
            ann,
            Enumerable.Range(1, 200).Select(i => ann.MakeFrame(stray, new RtpStream((uint)i), keyframe: true, payloadType: 100)),
            ann.SendRaw);
        Assert.Equal(new Dictionary<string, long> { ["rtp-unknown-stream"] = 200 }, rig.DropsSince(before));
        await HostileInputTests.AssertMeetingGoesOnAsync(ann, bob);
    }

    [Fact]
    public void A_stream_that_gave_way_cannot_be_replayed()
    {
        using var transform = new SrtpSender(SrtpProfile.AeadAes128Gcm, Key, sourcesMax: 2_000);
        using var receiver = new SrtpReceiver(SrtpProfile.AeadAes128Gcm, Key, sourcesMax: 4, isInUse: ssrc => ssrc == 1);
        var packets = Enumerable.Range(0, 10).Select(i => Protect(transform, (uint)i)).ToArray();
        foreach (var packet in packets)
        {
            Assert.Equal(SrtpVerdict.Ok, receiver.Unprotect(packet.ToArray(), out _));
        }

        Assert.All(packets, packet => Assert.Equal(SrtpVerdict.Replayed, receiver.Unprotect(packet.ToArray(), out _)));

        // What is in use, and what was heard last, is still received; what gave way is not.
        Assert.Equal(SrtpVerdict.Ok, receiver.Unprotect(Protect(transform, 1), out _));
        Assert.Equal(SrtpVerdict.Ok, receiver.Unprotect(Protect(transform, 9), out _));
        Assert.Equal(SrtpVerdict.Replayed, receiver.Unprotect(Protect(transform, 2), out _));
    }

    [Fact]
    public void A_forged_packet_makes_nobody_give_way()
    {
        using var sender = new SrtpSender(SrtpProfile.AeadAes128Gcm, Key, sourcesMax: 100);
        using var receiver = new SrtpReceiver(SrtpProfile.AeadAes128Gcm, Key, sourcesMax: 4, isInUse: _ => false);
        for (var ssrc = 1u; ssrc <= 4; ssrc++)
        {
            Assert.Equal(SrtpVerdict.Ok, receiver.Unprotect(Protect(sender, ssrc), out _));
        }

        for (var ssrc = 10u; ssrc < 20; ssrc++)
        {
            var forged = Protect(sender, ssrc);
            forged[^1] ^= 1;
            Assert.Equal(SrtpVerdict.Unauthentic, receiver.Unprotect(forged, out _));
        }

        for (var ssrc = 1u; ssrc <= 4; ssrc++)
        {
            Assert.True(receiver.KnowsRtp(ssrc));
        }
    }

    private static readonly SrtpMasterKey Key = new(new byte[16], new byte[12]);
    private static ushort sequence = 1;

    private static byte[] Protect(SrtpSender sender, uint ssrc)
    {
        var buffer = new byte[100];
        var writer = new Rtp.RtpPacketWriter(buffer);
        writer.Header(marker: false, 96, sequence++, 1, ssrc, 0);
        writer.Payload([1, 2, 3]);
        return buffer[..sender.Protect(buffer, writer.Length)];
    }
}
