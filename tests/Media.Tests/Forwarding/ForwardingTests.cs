using Cluster.Media.Forwarding;
using Xunit;

namespace Cluster.Media.Tests.Forwarding;

public sealed class ForwardingTests
{
    [Fact]
    public void A_camera_reaches_the_slot_that_wants_it_under_its_source_number()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Camera]);
        var bob = rig.Join(2, [], video: 2);
        bob.View((ann.Number(SourceKind.Camera), 720));
        Play(rig, ann, frames: 30, keyframeAt: 0);

        var slot = bob.Endpoint.SlotList.Single(candidate => candidate.Source is not null);
        var received = bob.In(slot);
        Assert.Equal(30, received.Count);
        Assert.All(received, packet => Assert.Equal(ann.Number(SourceKind.Camera).Value, packet.Source));
        Assert.All(received, packet => Assert.Equal(slot.Media.Mid, packet.Mid));
        Assert.True(received[0].Picture.IsKeyframe);
        AssertContinuous(received);
    }

    [Fact]
    public void Nothing_is_forwarded_before_a_keyframe_and_one_is_asked_for_until_it_comes()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Camera]);
        var bob = rig.Join(2, [], video: 1);
        ann.SendFrame(keyframe: true);
        bob.View((ann.Number(SourceKind.Camera), 720));
        Play(rig, ann, frames: 35, keyframeAt: -1);
        Assert.Empty(bob.Received);
        Assert.InRange(ann.KeyframesAsked.Count, 3, 5);

        Play(rig, ann, frames: 5, keyframeAt: 0);
        Assert.Equal(5, bob.Received.Count);
        var asked = ann.KeyframesAsked.Count;
        Play(rig, ann, frames: 30, keyframeAt: -1);
        Assert.Equal(asked, ann.KeyframesAsked.Count);
    }

    [Fact]
    public void A_slot_changes_layer_at_a_keyframe_without_a_gap()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Camera], rids: ["q", "h", "f"]);
        var bob = rig.Join(2, [], video: 1);
        bob.View((ann.Number(SourceKind.Camera), 180));
        PlayLayers(rig, ann, frames: 20, keyframeAt: 0);
        bob.View((ann.Number(SourceKind.Camera), 720));
        PlayLayers(rig, ann, frames: 20, keyframeAt: 10);

        var received = bob.In(bob.Slot(SlotUse.Video));
        // The frame of the switch is sent in both layers: the lower came first.
        Assert.Equal(41, received.Count);
        Assert.Equal([180, 180, 720], received.Where(packet => packet.Picture.IsKeyframe).Select(packet => packet.Picture.Height));
        AssertContinuous(received);
    }

    [Fact]
    public void A_slot_changes_source_without_a_gap_and_never_ahead_of_the_clock()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Camera]);
        var cyd = rig.Join(3, [SourceKind.Camera]);
        var bob = rig.Join(2, [], video: 1);
        bob.View((ann.Number(SourceKind.Camera), 720));
        Play(rig, ann, frames: 10, keyframeAt: 0);
        bob.View((cyd.Number(SourceKind.Camera), 720));
        rig.Pass(1_000);
        Play(rig, cyd, frames: 10, keyframeAt: 0);

        var received = bob.In(bob.Slot(SlotUse.Video));
        Assert.Equal(20, received.Count);
        AssertContinuous(received);
        var clockTicks = (received[10].AtUs - received[9].AtUs) * 90 / 1_000;
        Assert.InRange(unchecked((int)(received[10].Timestamp - received[9].Timestamp)), clockTicks - 3_000, clockTicks);
    }

    [Fact]
    public void A_lost_packet_is_sent_again_by_rtx_as_it_was()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Camera]);
        var bob = rig.Join(2, [], video: 1);
        bob.View((ann.Number(SourceKind.Camera), 720));
        Play(rig, ann, frames: 20, keyframeAt: 0);
        var slot = bob.Slot(SlotUse.Video);
        var lost = bob.In(slot)[12];
        bob.Received.Clear();

        bob.SendNack(slot.Media.SlotSsrc, lost.Sequence);
        rig.Deliver();

        var repair = Assert.Single(bob.Received);
        Assert.Equal((slot.Media.SlotRtxSsrc, (byte)97, lost.Timestamp), (repair.Ssrc, repair.PayloadType, repair.Timestamp));
        Assert.Equal(lost.Sequence, (repair.Payload[0] << 8) | repair.Payload[1]);
        Assert.Equal(lost.Payload, repair.Payload[2..]);
    }

    [Fact]
    public void A_nack_for_what_was_never_sent_is_not_answered()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Camera]);
        var bob = rig.Join(2, [], video: 1);
        bob.View((ann.Number(SourceKind.Camera), 720));
        Play(rig, ann, frames: 5, keyframeAt: 0);
        var slot = bob.Slot(SlotUse.Video);
        var first = bob.In(slot)[0].Sequence;
        bob.Received.Clear();

        bob.SendNack(slot.Media.SlotSsrc, (ushort)(first - 1), (ushort)(first + 100));
        bob.SendNack(123, first);
        rig.Deliver();
        Assert.Empty(bob.Received);
    }

    [Fact]
    public void A_gap_is_asked_for_and_a_repair_reaches_the_viewer()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Camera]);
        var bob = rig.Join(2, [], video: 1);
        bob.View((ann.Number(SourceKind.Camera), 720));
        Play(rig, ann, frames: 5, keyframeAt: 0);
        var lost = ann.SendFrame(keyframe: false, lose: true);
        Play(rig, ann, frames: 5, keyframeAt: -1);
        Assert.Contains(lost, ann.NacksReceived);
    }

    [Fact]
    public void A_picture_goes_on_and_is_repaired_however_long_it_is_shown()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Camera]);
        var bob = rig.Join(2, [], video: 1);
        bob.View((ann.Number(SourceKind.Camera), 720));
        ann.SendFrame(keyframe: true);
        rig.Deliver();
        var packets = ann.Prepare(140_000);
        var slot = bob.Slot(SlotUse.Video);
        for (var at = 0; at < packets.Count; at += 2_000)
        {
            bob.Received.Clear();
            ann.Replay(packets, at, at + 2_000);
            rig.Deliver();
            var received = bob.In(slot);
            Assert.Equal(2_000, received.Count);
            AssertContinuous([received[0], received[1]]);

            bob.SendNack(slot.Media.SlotSsrc, received[1_990].Sequence);
            rig.Deliver();
            Assert.Equal(received[1_990].Payload, bob.Received[^1].Payload[2..]);
            rig.Pass(1_000);
        }
    }

    [Fact]
    public void A_receiver_that_asks_without_end_gets_a_packet_no_more_than_once_in_a_round_trip()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Camera]);
        var bob = rig.Join(2, [], video: 1);
        bob.View((ann.Number(SourceKind.Camera), 720));
        Play(rig, ann, frames: 10, keyframeAt: 0);
        var slot = bob.Slot(SlotUse.Video);
        var wanted = bob.In(slot)[^1].Sequence;
        bob.Received.Clear();

        // 300 ms of asking every 10 ms, at the 20 ms a round trip counts here before it is measured.
        for (var i = 0; i < 30; i++)
        {
            bob.SendNack(slot.Media.SlotSsrc, wanted, wanted, wanted);
            rig.Pass(10);
        }

        Assert.Equal(15, bob.Received.Count);
    }

    [Fact]
    public void A_loss_nobody_repairs_is_answered_by_a_keyframe_request_until_one_comes()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Camera]);
        var bob = rig.Join(2, [], video: 1);
        bob.View((ann.Number(SourceKind.Camera), 720));
        Play(rig, ann, frames: 10, keyframeAt: 0);
        ann.KeyframesAsked.Clear();
        var lost = ann.SendFrame(keyframe: false, lose: true);
        Play(rig, ann, frames: 15, keyframeAt: -1);
        Assert.Empty(ann.KeyframesAsked);
        Play(rig, ann, frames: 30, keyframeAt: -1);

        // Given up after a second of asking, at the 100 ms a round trip counts before it is measured.
        Assert.Equal(7, ann.NacksReceived.Count(asked => asked == lost));
        Assert.InRange(ann.KeyframesAsked.Count, 1, 2);
        Play(rig, ann, frames: 1, keyframeAt: 0);
        var asked = ann.KeyframesAsked.Count;
        Play(rig, ann, frames: 40, keyframeAt: -1);
        Assert.Equal(asked, ann.KeyframesAsked.Count);
    }

    [Fact]
    public void What_nobody_sees_is_neither_repaired_nor_begun_anew()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Camera], rids: ["q", "f"]);
        var bob = rig.Join(2, [], video: 1);
        bob.View((ann.Number(SourceKind.Camera), 180));
        PlayBoth(keyframe: true, lose: false);
        ann.KeyframesAsked.Clear();
        PlayBoth(keyframe: false, lose: true);
        for (var i = 0; i < 60; i++)
        {
            PlayBoth(keyframe: false, lose: false);
        }

        Assert.Empty(ann.NacksReceived);
        Assert.Empty(ann.KeyframesAsked);

        void PlayBoth(bool keyframe, bool lose)
        {
            ann.SendFrame(keyframe, "q", 180);
            ann.SendFrame(keyframe, "f", 720, lose);
            rig.Pass(30);
        }
    }

    [Fact]
    public void A_muted_source_is_forwarded_to_nobody_and_goes_on_without_a_gap()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Microphone]);
        var bob = rig.Join(2, [], speech: 1);
        Talk(rig, 10, ann);
        rig.Bridge.SetMuted(ann.Number(SourceKind.Microphone), muted: true);
        Talk(rig, 10, ann);
        var before = bob.Received.Count;
        Assert.Equal(10, before);

        rig.Bridge.SetMuted(ann.Number(SourceKind.Microphone), muted: false);
        Talk(rig, 10, ann);
        Assert.Equal(20, bob.Received.Count);
        AssertContinuous(bob.Received);
    }

    [Fact]
    public void Nobody_hears_himself()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Microphone], speech: 3);
        Talk(rig, 10, ann);
        Assert.Empty(ann.Received);
    }

    [Fact]
    public void In_a_large_room_the_loud_are_carried_and_the_silent_are_not()
    {
        using var rig = new Rig();
        var talkers = Enumerable.Range(1, 8).Select(number => rig.Join(number, [SourceKind.Microphone], speech: 3)).ToArray();
        for (var i = 0; i < 100; i++)
        {
            for (var t = 0; t < talkers.Length; t++)
            {
                talkers[t].SendAudio(level: t >= 6 ? (byte)15 : (byte)110);
            }

            rig.Pass(20);
        }

        var heard = talkers[0].Received.TakeLast(100).Select(packet => packet.Source).ToHashSet();
        Assert.Contains(talkers[6].Number(SourceKind.Microphone).Value, heard);
        Assert.Contains(talkers[7].Number(SourceKind.Microphone).Value, heard);
        var last = rig.Events.OfType<MediaEvent.SpeakersChanged>().Last();
        Assert.Equal(
            [talkers[6].Number(SourceKind.Microphone), talkers[7].Number(SourceKind.Microphone)],
            last.Loudest.OrderBy(source => source.Value));
    }

    [Fact]
    public void A_shared_screens_sound_has_a_slot_of_its_own()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Microphone, SourceKind.ScreenSound]);
        var bob = rig.Join(2, [], speech: 1, screenSound: 1);
        for (var i = 0; i < 10; i++)
        {
            ann.SendAudio();
            ann.SendAudio(SourceKind.ScreenSound, level: 10);
            rig.Pass(20);
        }

        Assert.Equal(10, bob.In(bob.Slot(SlotUse.Speech)).Count);
        Assert.Equal(10, bob.In(bob.Slot(SlotUse.ScreenSound)).Count);
    }

    [Fact]
    public void Many_wishes_for_a_keyframe_are_one_request()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Camera]);
        var viewers = Enumerable.Range(2, 10).Select(number => rig.Join(number, [], video: 1)).ToArray();
        foreach (var viewer in viewers)
        {
            viewer.View((ann.Number(SourceKind.Camera), 720));
        }

        Play(rig, ann, frames: 10, keyframeAt: 0);
        rig.Pass(300);
        ann.KeyframesAsked.Clear();
        ann.SendFrame(keyframe: false);
        foreach (var viewer in viewers)
        {
            viewer.SendPli(viewer.Slot(SlotUse.Video).Media.SlotSsrc);
        }

        rig.Pass(20);
        Assert.Single(ann.KeyframesAsked);
    }

    [Fact]
    public void A_source_that_ends_leaves_its_slots_empty()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Camera]);
        var bob = rig.Join(2, [], video: 1);
        bob.View((ann.Number(SourceKind.Camera), 720));
        Play(rig, ann, frames: 5, keyframeAt: 0);
        rig.Bridge.Remove(ann.Endpoint);
        Assert.Null(bob.Slot(SlotUse.Video).Source);
    }

    private static void Play(Rig rig, RigClient client, int frames, int keyframeAt)
    {
        for (var i = 0; i < frames; i++)
        {
            client.SendFrame(keyframe: i == keyframeAt);
            rig.Deliver();
            rig.Pass(30);
        }
    }

    private static void PlayLayers(Rig rig, RigClient client, int frames, int keyframeAt)
    {
        for (var i = 0; i < frames; i++)
        {
            client.SendFrame(i == keyframeAt, "q", 180);
            client.SendFrame(i == keyframeAt, "h", 360);
            client.SendFrame(i == keyframeAt, "f", 720);
            rig.Deliver();
            rig.Pass(30);
        }
    }

    private static void Talk(Rig rig, int packets, RigClient client)
    {
        for (var i = 0; i < packets; i++)
        {
            client.SendAudio();
            rig.Deliver();
            rig.Pass(20);
        }
    }

    private static void AssertContinuous(List<ReceivedPacket> packets)
    {
        foreach (var (before, after) in packets.Zip(packets.Skip(1)))
        {
            Assert.Equal((ushort)(before.Sequence + 1), after.Sequence);
            Assert.True(unchecked((int)(after.Timestamp - before.Timestamp)) > 0, "A timestamp went back.");
            if (before.Picture.HasPictureId)
            {
                Assert.Equal((before.Picture.PictureId + 1) & 0x7FFF, after.Picture.PictureId);
                Assert.Equal((byte)(before.Picture.Tl0PicIdx + 1), after.Picture.Tl0PicIdx);
            }
        }
    }
}
