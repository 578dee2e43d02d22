using Cluster.Media.Forwarding;
using Cluster.Media.Tests.Forwarding;
using Xunit;

namespace Cluster.Media.Tests.Relays;

/// <summary>Two parts of a room: what one's clients send reaches the other's, once, and only while it is wanted.</summary>
public sealed class RelayTests
{
    [Fact]
    public void A_picture_crosses_once_for_all_who_see_it_and_under_its_own_number()
    {
        using var rig = new PartsRig(2);
        var ann = rig[0].Join(1, [SourceKind.Camera]);
        var viewers = new[] { rig[1].Join(2, [], video: 1), rig[1].Join(3, [], video: 1) };
        rig.Pass(20);
        Array.ForEach(viewers, viewer => viewer.View((ann.Number(SourceKind.Camera), 720)));
        Send(rig, ann, 1, keyframe: true);
        rig.Pass(30);

        // Nobody saw that keyframe: one more is asked for.
        Assert.NotEmpty(ann.KeyframesAsked);
        var crossed = rig.Crossed(0, 1);
        Send(rig, ann, 1, keyframe: true);
        Send(rig, ann, 9, keyframe: false);
        Assert.Equal(10, rig.Crossed(0, 1) - crossed);
        foreach (var viewer in viewers)
        {
            var got = viewer.In(viewer.Slot(SlotUse.Video));
            Assert.True(got.Count >= 10);
            Assert.True(got[0].Picture.IsKeyframe);
            Assert.All(got, packet => Assert.Equal(ann.Number(SourceKind.Camera).Value, packet.Source));
            Assert.Equal(Enumerable.Range(got[0].Sequence, got.Count).Select(number => (ushort)number), got.Select(packet => packet.Sequence));
        }
    }

    [Fact]
    public void What_nobody_sees_does_not_cross_and_what_nobody_sees_any_more_stops()
    {
        using var rig = new PartsRig(2);
        var ann = rig[0].Join(1, [SourceKind.Camera]);
        var bob = rig[1].Join(2, [], video: 1);
        Send(rig, ann, 30, keyframe: true);
        Assert.Equal(0, rig.Crossed(0, 1));
        Assert.Equal(0, Camera(ann).Layers[0].Showing);

        bob.View((ann.Number(SourceKind.Camera), 720));
        Send(rig, ann, 30, keyframe: true);
        Assert.InRange(rig.Crossed(0, 1), 25, 30);
        Assert.Equal(1, Camera(ann).Layers[0].Showing);

        bob.View();
        rig.Pass(20);
        var crossed = rig.Crossed(0, 1);
        Send(rig, ann, 30, keyframe: true);
        Assert.Equal(crossed, rig.Crossed(0, 1));
        Assert.Equal(0, Camera(ann).Layers[0].Showing);
    }

    [Fact]
    public void Only_the_layer_that_is_shown_crosses_and_a_change_of_size_changes_it()
    {
        using var rig = new PartsRig(2);
        var ann = rig[0].Join(1, [SourceKind.Camera], rids: ["q", "f"]);
        var bob = rig[1].Join(2, [], video: 1);
        bob.View((ann.Number(SourceKind.Camera), 180));
        for (var i = 0; i < 10; i++)
        {
            Both(keyframe: true);
        }

        Assert.Equal("q", bob.Slot(SlotUse.Video).Current?.Rid);
        Assert.Equal((1, 0), (Camera(ann).Layers[0].Showing, Camera(ann).Layers[1].Showing));
        var crossed = rig.Crossed(0, 1);
        Both(keyframe: false);
        Assert.Equal(1, rig.Crossed(0, 1) - crossed);

        bob.View((ann.Number(SourceKind.Camera), 720));
        for (var i = 0; i < 10; i++)
        {
            Both(keyframe: i == 5);
        }

        Assert.Equal("f", bob.Slot(SlotUse.Video).Current?.Rid);
        Assert.Equal((0, 1), (Camera(ann).Layers[0].Showing, Camera(ann).Layers[1].Showing));

        void Both(bool keyframe)
        {
            ann.SendFrame(keyframe, "q", 180);
            ann.SendFrame(keyframe, "f", 720);
            rig.Pass(30);
        }
    }

    [Fact]
    public void Keyframe_requests_of_many_travel_back_as_one()
    {
        using var rig = new PartsRig(3);
        var ann = rig[0].Join(1, [SourceKind.Camera]);
        var viewers = Enumerable.Range(2, 10).Select(number => rig[1 + (number % 2)].Join(number, [], video: 1)).ToArray();
        Array.ForEach(viewers, viewer => viewer.View((ann.Number(SourceKind.Camera), 720)));
        for (var i = 0; i < 20; i++)
        {
            Send(rig, ann, 1, keyframe: true);
        }

        rig.Pass(400);
        ann.KeyframesAsked.Clear();
        Send(rig, ann, 1, keyframe: false);
        Array.ForEach(viewers, viewer => viewer.SendPli(viewer.Slot(SlotUse.Video).Media.SlotSsrc));
        rig.Pass(200);
        Assert.Single(ann.KeyframesAsked);

        // And once it has come, there is no more to ask for.
        Send(rig, ann, 1, keyframe: true);
        rig.Pass(1_000);
        Assert.Single(ann.KeyframesAsked);
    }

    [Fact]
    public void A_repair_comes_from_the_receivers_own_part()
    {
        using var rig = new PartsRig(2);
        var ann = rig[0].Join(1, [SourceKind.Camera]);
        var bob = rig[1].Join(2, [], video: 1);
        bob.View((ann.Number(SourceKind.Camera), 720));
        Send(rig, ann, 20, keyframe: true);
        var slot = bob.Slot(SlotUse.Video);
        var last = bob.In(slot)[^1];
        var crossed = rig.Crossed(0, 1);
        bob.SendNack(slot.Media.SlotSsrc, last.Sequence);
        rig.Pass(20);
        Assert.Contains(bob.Received, packet => packet.Ssrc == slot.Media.SlotRtxSsrc);
        Assert.Equal(1, bob.Endpoint.Control.Retransmissions);
        Assert.Equal(crossed, rig.Crossed(0, 1));
    }

    [Fact]
    public void A_packet_that_comes_late_crosses_late()
    {
        using var rig = new PartsRig(2);
        var ann = rig[0].Join(1, [SourceKind.Camera]);
        var bob = rig[1].Join(2, [], video: 1);
        bob.View((ann.Number(SourceKind.Camera), 720));
        Send(rig, ann, 20, keyframe: true);
        var packets = ann.Prepare(3);
        var slot = bob.Slot(SlotUse.Video);
        var last = bob.In(slot)[^1].Sequence;
        ann.Replay(packets, 1, 3);
        rig.Pass(50);
        ann.Replay(packets, 0, 1);
        rig.Pass(10);
        Assert.Equal([(ushort)(last + 2), (ushort)(last + 3), (ushort)(last + 1)], bob.In(slot)[^3..].Select(packet => packet.Sequence));
    }

    [Fact]
    public void A_screen_s_sound_crosses_to_those_who_have_a_slot_for_it()
    {
        using var rig = new PartsRig(2);
        var ann = rig[0].Join(1, [SourceKind.ScreenSound]);
        for (var i = 0; i < 5; i++)
        {
            ann.SendAudio(SourceKind.ScreenSound);
            rig.Pass(20);
        }

        Assert.Equal(0, rig.Crossed(0, 1));
        var bob = rig[1].Join(2, [], screenSound: 1);
        rig.Pass(20);
        for (var i = 0; i < 5; i++)
        {
            ann.SendAudio(SourceKind.ScreenSound);
            rig.Pass(20);
        }

        Assert.Equal(5, bob.In(bob.Slot(SlotUse.ScreenSound)).Count);
    }

    [Fact]
    public void A_muted_source_does_not_cross_and_goes_on_when_it_is_opened()
    {
        using var rig = new PartsRig(2);
        var ann = rig[0].Join(1, [SourceKind.Microphone, SourceKind.Camera]);
        var bob = rig[1].Join(2, [], speech: 3, video: 1);
        bob.View((ann.Number(SourceKind.Camera), 720));
        Both(20);
        Assert.NotEmpty(bob.In(bob.Slot(SlotUse.Video)));
        Assert.Contains(bob.Received, packet => packet.Source == ann.Number(SourceKind.Microphone).Value);

        foreach (var kind in new[] { SourceKind.Microphone, SourceKind.Camera })
        {
            rig[0].Bridge.SetMuted(ann.Number(kind), muted: true);

            // Of another part's source nobody decides here.
            rig[1].Bridge.SetMuted(ann.Number(kind), muted: false);
        }

        rig.Pass(20);
        Assert.All(rig[1].Bridge.Sources.Values, source => Assert.True(source.Muted));
        bob.Received.Clear();
        var crossed = rig.Crossed(0, 1);
        Both(20);
        Assert.Equal(crossed, rig.Crossed(0, 1));
        Assert.Empty(bob.Received);

        rig[0].Bridge.SetMuted(ann.Number(SourceKind.Camera), muted: false);
        rig[0].Bridge.SetMuted(ann.Number(SourceKind.Microphone), muted: false);
        rig.Pass(20);
        ann.KeyframesAsked.Clear();
        Both(20);
        Assert.NotEmpty(bob.In(bob.Slot(SlotUse.Video)));
        Assert.Contains(bob.Received, packet => packet.Source == ann.Number(SourceKind.Microphone).Value);

        void Both(int count)
        {
            for (var i = 0; i < count; i++)
            {
                ann.SendAudio();
                ann.SendFrame(keyframe: true);
                rig.Pass(20);
            }
        }
    }

    [Fact]
    public void Who_leaves_is_gone_everywhere_and_a_part_that_closes_takes_its_own_along()
    {
        using var rig = new PartsRig(2);
        var ann = rig[0].Join(1, [SourceKind.Microphone, SourceKind.Camera]);
        var cyd = rig[0].Join(3, [SourceKind.Camera]);
        var bob = rig[1].Join(2, [], speech: 3, video: 1);
        bob.View((ann.Number(SourceKind.Camera), 720), (cyd.Number(SourceKind.Camera), 180));
        Send(rig, ann, 5, keyframe: true);
        Assert.Equal(ann.Number(SourceKind.Camera), bob.Slot(SlotUse.Video).Source?.Number);

        rig[0].Bridge.Remove(ann.Endpoint);
        rig.Pass(10);
        Assert.Equal(cyd.Number(SourceKind.Camera), bob.Slot(SlotUse.Video).Source?.Number);
        Assert.Equal([cyd.Number(SourceKind.Camera).Value], rig[1].Bridge.Sources.Keys);

        rig[1].Bridge.Mesh.Close(rig.RelayOf(1, 0));
        Assert.Null(bob.Slot(SlotUse.Video).Source);
        Assert.Empty(rig[1].Bridge.Sources);
        rig[0].Bridge.Mesh.Close(rig.RelayOf(0, 1));
        Assert.Equal(0, Camera(cyd).Layers[0].Showing);
    }

    private static Source Camera(RigClient client) =>
        client.Endpoint.Sources.Values.First(source => source.Kind == SourceKind.Camera);

    private static void Send(PartsRig rig, RigClient client, int frames, bool keyframe)
    {
        for (var i = 0; i < frames; i++)
        {
            client.SendFrame(keyframe);
            rig.Pass(30);
        }
    }
}
