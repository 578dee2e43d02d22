using Cluster.Media.Ice;
using Cluster.Media.Srtp;
using Xunit;

namespace Cluster.Media.Tests.Engine;

public sealed class NegotiationTests
{
    [Fact]
    public async Task A_later_offer_adds_a_source_and_slots_and_keeps_what_there_was()
    {
        await using var rig = new EngineRig();
        var ann = await rig.JoinAsync();
        var bob = await rig.JoinAsync();
        await ConnectTests.AssertHeardAsync(ann, bob);
        var before = bob.Answer;

        ann.Lines.Add(new OfferLine("4", SourceKind.Screen, null, 777));
        await rig.NegotiateAsync(ann);
        bob.Lines.AddRange([new OfferLine("5", null, SlotUse.Video), new OfferLine("6", null, SlotUse.Speech)]);
        await rig.NegotiateAsync(bob);

        Assert.Equal((before.UserFragment, before.Password), (bob.Answer.UserFragment, bob.Answer.Password));
        Assert.All(before.Slots, slot => Assert.Equal(slot.Value, bob.Answer.Slots[slot.Key]));
        Assert.Equal(bob.Answer.Slots.Count, bob.Answer.Slots.Values.Distinct().Count());
        Assert.Equal(4, bob.Answer.Slots.Count);

        // Both pictures at once, in two slots; the sound goes on where it was, without a gap.
        await ConnectTests.AssertHeardAsync(ann, bob);
        rig.Engine.SetView(
            new EndpointId(rig.Bridge, bob.Number),
            [new ViewEntry(new SourceNumber(777), 720), new ViewEntry(new SourceNumber(ann.Lines[1].Number), 720)]);
        await rig.Engine.ReadBridgeAsync(rig.Bridge);
        var screen = new RtpStream(0x5C4E_0001);
        ann.SendRaw(ann.MakeFrame(ann.Lines[4], screen, keyframe: true));
        ann.SendRaw(ann.MakeFrame(ann.Lines[1], ann.Camera, keyframe: true));
        var first = await EngineRig.NextPacketAsync(bob, packet => packet.Source == 777);
        var second = await EngineRig.NextPacketAsync(bob, packet => packet.Source == ann.Lines[1].Number);
        Assert.Equal(
            new[] { bob.Answer.Slots["3"], bob.Answer.Slots["5"] }.Order(),
            new[] { first.Ssrc, second.Ssrc }.Order());
    }

    [Fact]
    public async Task A_slot_that_paused_goes_on_with_its_numbers()
    {
        await using var rig = new EngineRig();
        var ann = await rig.JoinAsync();
        var bob = await rig.JoinAsync();
        ann.SendRaw(ann.MakeAudio(ann.Lines[0], ann.Microphone));
        var before = await EngineRig.NextPacketAsync(bob, packet => packet.Source == ann.Lines[0].Number);

        var slot = bob.Lines[2];
        bob.Lines[2] = slot with { Direction = "inactive" };
        await rig.NegotiateAsync(bob);
        var slots = (await rig.Engine.ReadBridgeAsync(rig.Bridge))!.Endpoints.Single(endpoint => endpoint.Number == bob.Number).Slots;
        Assert.Equal(["3"], slots.Select(entry => entry.Mid));
        bob.Lines[2] = slot;
        await rig.NegotiateAsync(bob);

        ann.SendRaw(ann.MakeAudio(ann.Lines[0], ann.Microphone));
        var after = await EngineRig.NextPacketAsync(bob, packet => packet.Source == ann.Lines[0].Number);
        Assert.Equal(before.Ssrc, after.Ssrc);
        Assert.Equal(unchecked((ushort)(before.Sequence + 1)), after.Sequence);
    }

    [Fact]
    public async Task A_source_that_is_offered_no_longer_ends()
    {
        await using var rig = new EngineRig();
        var ann = await rig.JoinAsync();
        ann.Lines[1] = ann.Lines[1] with { Direction = "inactive" };
        await rig.NegotiateAsync(ann);
        var endpoint = (await rig.Engine.ReadBridgeAsync(rig.Bridge))!.Endpoints.Single();
        Assert.Equal([SourceKind.Microphone], endpoint.Sources.Select(source => source.Kind));

        var before = rig.Engine.ReadCounters();
        ann.SendRaw(ann.MakeFrame(ann.Lines[1], ann.Camera, keyframe: true));
        await ann.CheckAsync();
        Assert.Equal(1, rig.DropsSince(before)["rtp-unknown-stream"]);
    }

    [Fact]
    public async Task An_offer_with_another_user_fragment_replaces_the_endpoint()
    {
        await using var rig = new EngineRig();
        var ann = await rig.JoinAsync();
        await rig.NextEventAsync<MediaEvent.EndpointConnected>();
        var before = ann.Answer;

        // The page was loaded again: another connection, another certificate, the same place in the meeting.
        await using var again = new MediaClient(
            Dtls.DtlsIdentity.Create(TimeProvider.System), ann.Number, ann.LocalEndPoint.Address, SrtpProfile.AeadAes128Gcm);
        again.Lines.AddRange(ann.Lines);
        await rig.NegotiateAsync(again);
        Assert.NotEqual(before.UserFragment, again.Answer.UserFragment);
        Assert.True(await ann.IsClosedByServerAsync());
        await rig.ConnectAsync(again);
        Assert.Equal(ann.Number, (await rig.NextEventAsync<MediaEvent.EndpointConnected>()).Endpoint);
        Assert.Equal(1, rig.Engine.ReadCounters().Endpoints);

        // The old one's datagrams mean nothing any more.
        var counters = rig.Engine.ReadCounters();
        ann.SendRaw(ann.MakeAudio(ann.Lines[0], ann.Microphone));
        await again.CheckAsync();
        Assert.Equal(1, rig.DropsSince(counters)["unknown-address"]);
    }

    [Fact]
    public async Task M_lines_without_a_mid_are_rejected_and_harm_nobody()
    {
        await using var rig = new EngineRig();
        var client = rig.Client();
        client.Lines.AddRange(EngineRig.UsualLines(client.Number));
        var offer = client.Offer(rig.Bridge);
        const string Nameless = "m=audio 0 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 0.0.0.0\r\na=inactive\r\na=rtcp-mux\r\n";
        var result = await rig.Engine.NegotiateAsync(offer with { Sdp = offer.Sdp + Nameless + Nameless }).WaitAsync(MediaClient.Patience);
        client.Take(Assert.IsType<NegotiationResult.Answered>(result).Sdp);
        await rig.ConnectAsync(client);
    }

    [Fact]
    public async Task A_microphone_that_was_muted_before_it_came_is_not_heard_until_it_is_opened()
    {
        await using var rig = new EngineRig();
        var bob = await rig.JoinAsync();
        var ann = rig.Client();
        ann.Lines.AddRange(EngineRig.UsualLines(ann.Number).Select(line => line with { Muted = line.Source is not null }));
        await rig.NegotiateAsync(ann);
        await rig.ConnectAsync(ann);
        ann.SendRaw(ann.MakeAudio(ann.Lines[0], ann.Microphone));
        await ann.CheckAsync();
        rig.Engine.SetSourceMuted(rig.Bridge, new SourceNumber(ann.Lines[0].Number), muted: false);
        await rig.Engine.ReadBridgeAsync(rig.Bridge);
        ann.SendRaw(ann.MakeAudio(ann.Lines[0], ann.Microphone));
        var heard = await EngineRig.NextPacketAsync(bob, packet => packet.Source == ann.Lines[0].Number);
        Assert.Equal(unchecked((byte)(ann.Microphone.Sequence - 1)), heard.Payload[3]);
    }
}
