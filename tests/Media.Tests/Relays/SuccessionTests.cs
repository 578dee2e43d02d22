using Cluster.Media.Tests.Forwarding;
using Xunit;

namespace Cluster.Media.Tests.Relays;

/// <summary>
/// Somebody moves from one bridge to another and sends on both for a while: everybody, on whichever bridge, goes over without
/// missing a picture, and nobody gets one twice.
/// </summary>
public sealed class SuccessionTests
{
    private static readonly SourceKind[] Both = [SourceKind.Microphone, SourceKind.Camera];
    private static readonly string[] s_rids = ["q", "h", "f"];

    [Fact]
    public void On_every_bridge_each_picture_comes_once_and_none_is_missed()
    {
        using var rig = new PartsRig(3, onNodes: true);
        var old = rig[0].Join(1, Both);
        var viewers = Watch(rig, old);
        Send(rig, 20, old, keyframe: true);
        Array.ForEach(viewers, viewer => viewer.Received.Clear());

        var moved = rig[1].Join(1, Both);
        for (var i = 0; i < 60; i++)
        {
            old.SendFrame(old.KeyframesAsked.Count > 0);
            old.KeyframesAsked.Clear();

            // A new encoder begins with a keyframe, and sends another when it is asked.
            moved.SendFrame(i == 0 || moved.KeyframesAsked.Count > 0);
            moved.KeyframesAsked.Clear();
            rig.Pass(30);
            foreach (var viewer in viewers)
            {
                Assert.InRange(Pictures(viewer) - i, 1, 2);
            }
        }

        // All have gone over: nobody notices when the old one ends.
        rig[0].Bridge.Remove(old.Endpoint);
        rig.Pass(30);
        Array.ForEach(viewers, viewer => viewer.Received.Clear());
        for (var i = 0; i < 20; i++)
        {
            moved.SendFrame(keyframe: false);
            rig.Pass(30);
        }

        Assert.All(viewers, viewer =>
        {
            Assert.Equal(20, Pictures(viewer));
            Assert.All(viewer.In(viewer.Slot(SlotUse.Video)), packet => Assert.Equal(moved.Number(SourceKind.Camera).Value, packet.Source));
        });
        Assert.All(rig.Parts, part => Assert.Equal(2, part.Bridge.Sources.Count));
    }

    [Fact]
    public void Who_shows_a_lower_layer_has_the_former_until_that_layer_has_its_keyframe()
    {
        using var rig = new PartsRig(2, onNodes: true);
        var old = rig[0].Join(1, Both, rids: s_rids);
        RigClient[] viewers = [.. Watch(rig, old, 720), .. Watch(rig, old, 150, first: 20)];
        Simulcast(rig, 20, old);
        Array.ForEach(viewers, viewer => viewer.Received.Clear());

        var moved = rig[1].Join(1, Both, rids: s_rids);
        for (var i = 0; i < 90; i++)
        {
            SendLayers(old);
            SendLayers(moved);
            rig.Pass(30);
            foreach (var viewer in viewers)
            {
                Assert.InRange(Pictures(viewer) - i, 0, 2);
            }
        }

        rig[0].Bridge.Remove(old.Endpoint);
        rig.Pass(30);
        Array.ForEach(viewers, viewer => viewer.Received.Clear());
        Simulcast(rig, 20, moved);
        Assert.All(viewers, viewer => Assert.Equal(20, Pictures(viewer)));
    }

    [Fact]
    public void A_layer_that_comes_and_goes_again_takes_nothing_over()
    {
        using var rig = new PartsRig(2, onNodes: true);
        var old = rig[0].Join(1, Both, rids: s_rids);
        var viewers = Watch(rig, old, 720);
        Simulcast(rig, 20, old);
        Array.ForEach(viewers, viewer => viewer.Received.Clear());
        var moved = rig[1].Join(1, Both, rids: s_rids);
        for (var i = 0; i < 120; i++)
        {
            SendLayers(old);

            // Its sender has tried whether its way carries the highest layer.
            SendLayers(moved, layers: i % 30 is > 5 and < 15 ? 3 : 2);
            rig.Pass(30);
            foreach (var viewer in viewers)
            {
                Assert.InRange(Pictures(viewer) - i, 0, 2);
            }
        }
    }

    [Fact]
    public void A_mute_is_a_mute_while_somebody_goes_over()
    {
        using var rig = new PartsRig(2, onNodes: true);
        var old = rig[0].Join(1, Both, rids: s_rids);
        var viewer = Watch(rig, old, 150)[1];
        _ = Watch(rig, old, 720, first: 20);
        Simulcast(rig, 20, old);
        var moved = rig[1].Join(1, Both, rids: s_rids);
        for (var i = 0; i < 40; i++)
        {
            SendLayers(old);
            SendLayers(moved, answers: false);
            rig.Pass(30);
        }

        viewer.Received.Clear();
        SendLayers(old);
        rig.Pass(30);
        Assert.Equal(1, Pictures(viewer));
        rig[1].Bridge.SetMuted(moved.Number(SourceKind.Camera), true);
        rig.Pass(30);
        viewer.Received.Clear();
        for (var i = 0; i < 5; i++)
        {
            SendLayers(old);
            SendLayers(moved);
            rig.Pass(30);
        }

        Assert.Equal(0, Pictures(viewer));
    }

    [Fact]
    public void A_voice_goes_over_with_its_first_packet_and_is_heard_once()
    {
        using var rig = new PartsRig(3, onNodes: true);
        var old = rig[0].Join(1, Both);
        var viewers = Watch(rig, old);
        Speak(rig, 50, 20, old);

        Array.ForEach(viewers, viewer => viewer.Received.Clear());
        var moved = rig[1].Join(1, Both);
        for (var i = 0; i < 50; i++)
        {
            old.SendAudio();
            moved.SendAudio();
            rig.Pass(20);
        }

        Assert.All(viewers, viewer => Assert.InRange(Sounds(viewer), 50, 52));
        rig[0].Bridge.Remove(old.Endpoint);
        rig.Pass(20);
        Array.ForEach(viewers, viewer => viewer.Received.Clear());
        Speak(rig, 50, 20, moved);

        Assert.All(viewers, viewer => Assert.Equal(50, Sounds(viewer)));
    }

    /// <summary>Two connections' packets are not of the same moments: played as they come, some of the sound would be made up.</summary>
    [Fact]
    public void A_voice_that_goes_over_goes_on_where_its_last_packet_ended_and_ends_in_time_with_the_clock()
    {
        using var rig = new PartsRig(2, onNodes: true);
        var old = rig[0].Join(1, Both);
        var viewers = Watch(rig, old);
        Speak(rig, 50, 20, old);

        Array.ForEach(viewers, viewer => viewer.Received.Clear());
        var moved = rig[1].Join(1, Both);
        Speak(rig, 50, 10, old, moved);

        foreach (var viewer in viewers)
        {
            var steps = viewer.Received.Zip(viewer.Received.Skip(1), (one, other) => other.Timestamp - one.Timestamp).ToArray();
            Assert.InRange(steps.Length, 49, 51);
            Assert.All(steps, step => Assert.Equal(960u, step));
        }

        // After silence it is given back: again and again it must not come to seconds.
        moved.PauseAudio(5_000);
        rig.Pass(5_000);
        var before = viewers[0].Received[0];
        viewers[0].Received.Clear();
        moved.SendAudio();
        rig.Pass(20);
        var next = Assert.Single(viewers[0].Received, packet => packet.Ssrc == before.Ssrc);
        var clockTicks = (next.AtUs - before.AtUs) * 48 / 1_000;
        Assert.InRange(unchecked((int)(next.Timestamp - before.Timestamp)), clockTicks - 960, clockTicks);
    }

    [Fact]
    public void Timestamps_of_a_voice_that_goes_over_again_and_again_without_a_pause_stay_near_the_clock()
    {
        const int Rounds = 15;
        using var rig = new PartsRig(Rounds + 1, onNodes: true);
        var old = rig[0].Join(1, Both);
        var viewer = Watch(rig, old)[0];
        for (var round = 1; round <= Rounds; round++)
        {
            var next = rig[round].Join(1, Both);
            Speak(rig, 20, 10, old, next);
            rig[round - 1].Bridge.Remove(old.Endpoint);
            rig.Pass(10);
            old = next;
        }

        var first = viewer.Received[0];
        var ahead = viewer.Received.Select(packet => (packet.Timestamp - first.Timestamp) - ((packet.AtUs - first.AtUs) * 48 / 1_000)).ToArray();
        Assert.InRange(ahead.Max(), 50 * 48, 125 * 48);
        Assert.InRange(viewer.Received.Zip(viewer.Received.Skip(1), (before, after) => after.Timestamp - before.Timestamp).Min(), 1u, 960u);
    }

    [Fact]
    public void Nobody_hears_himself_from_the_bridge_he_goes_to_or_comes_from()
    {
        SourceKind[] all = [SourceKind.Microphone, SourceKind.ScreenSound];
        using var rig = new PartsRig(2, onNodes: true);
        var old = rig[0].Join(1, all, speech: 3, screenSound: 1);
        var viewers = Watch(rig, old);
        Talk(rig, 50, old);
        var moved = rig[1].Join(1, all, speech: 3, screenSound: 1);

        // Connected, and nothing sent yet: the other bridge still has the former one.
        Talk(rig, 20, old);
        Talk(rig, 50, old, moved);
        Assert.All(viewers, viewer => Assert.NotEqual(0, Sounds(viewer)));
        Assert.All([old, moved], one => Assert.Empty(one.Received));
    }

    [Fact]
    public void Where_the_newer_one_ends_first_the_older_one_is_shown_again()
    {
        using var rig = new PartsRig(3, onNodes: true);
        var old = rig[0].Join(1, Both);
        var viewers = Watch(rig, old);
        Send(rig, 20, old, keyframe: true);
        var moved = rig[1].Join(1, Both);
        Send(rig, 20, moved, keyframe: true);
        Array.ForEach(viewers, viewer => viewer.Received.Clear());
        Send(rig, 5, moved, keyframe: false);
        Assert.All(viewers, viewer => Assert.Equal(5, Pictures(viewer)));

        old.KeyframesAsked.Clear();
        rig[1].Bridge.Remove(moved.Endpoint);
        for (var i = 0; i < 20; i++)
        {
            old.SendFrame(old.KeyframesAsked.Count > 0);
            rig.Pass(30);
        }

        Assert.NotEmpty(old.KeyframesAsked);
        Array.ForEach(viewers, viewer => viewer.Received.Clear());
        Send(rig, 10, old, keyframe: false);
        Assert.All(viewers, viewer => Assert.Equal(10, Pictures(viewer)));
    }

    [Fact]
    public void Where_the_older_one_ends_before_the_newer_one_has_sent_anything_that_is_waited_for()
    {
        using var rig = new PartsRig(2, onNodes: true);
        var old = rig[0].Join(1, Both);
        var viewers = Watch(rig, old);
        Send(rig, 20, old, keyframe: true);
        var moved = rig[1].Join(1, Both);
        rig.Pass(100);
        rig[0].Bridge.Remove(old.Endpoint);
        rig.Pass(100);
        Array.ForEach(viewers, viewer => viewer.Received.Clear());
        Send(rig, 20, moved, keyframe: true);
        Assert.All(viewers, viewer => Assert.InRange(Pictures(viewer), 15, 20));
    }

    [Fact]
    public void A_source_of_another_kind_under_a_number_that_is_taken_is_refused()
    {
        using var rig = new PartsRig(2, onNodes: true);
        var ann = rig[0].Join(1, Both);
        rig.Pass(50);
        Assert.True(rig[1].Bridge.MayRival(ann.Number(SourceKind.Camera), SourceKind.Camera));
        Assert.False(rig[1].Bridge.MayRival(ann.Number(SourceKind.Camera), SourceKind.Screen));
        Assert.True(rig[1].Bridge.MayRival(new SourceNumber(77), SourceKind.Screen));
    }

    /// <summary>On every bridge one who looks at <paramref name="shown"/> and listens.</summary>
    private static RigClient[] Watch(PartsRig rig, RigClient shown, int height = 720, int first = 10)
    {
        var viewers = rig.Parts.Select((part, at) => part.Join(first + at, [], speech: 3, video: 1)).ToArray();
        rig.Pass(50);
        Array.ForEach(viewers, viewer => viewer.View((shown.Number(SourceKind.Camera), height)));
        rig.Pass(50);
        return viewers;
    }

    private static void Send(PartsRig rig, int count, RigClient sender, bool keyframe)
    {
        for (var i = 0; i < count; i++)
        {
            sender.SendFrame(keyframe);
            rig.Pass(30);
        }
    }

    /// <summary>A packet of each sender's voice, one after another.</summary>
    private static void Speak(PartsRig rig, int count, int apartMs, params RigClient[] senders)
    {
        for (var i = 0; i < count; i++)
        {
            foreach (var sender in senders)
            {
                sender.SendAudio();
                rig.Pass(apartMs);
            }
        }
    }

    private static void Talk(PartsRig rig, int count, params RigClient[] senders)
    {
        for (var i = 0; i < count; i++)
        {
            foreach (var sender in senders)
            {
                sender.SendAudio();
                sender.SendAudio(SourceKind.ScreenSound);
            }

            rig.Pass(20);
        }
    }

    private static void Simulcast(PartsRig rig, int count, RigClient sender)
    {
        for (var i = 0; i < count; i++)
        {
            SendLayers(sender);
            rig.Pass(30);
        }
    }

    /// <summary>A frame of each layer, lowest first; of one that was asked for, and of each at its start, a keyframe.</summary>
    private static void SendLayers(RigClient sender, int layers = 3, bool answers = true)
    {
        var camera = sender.Endpoint.Sources.Values.First(source => source.IsVideo);
        var asked = sender.KeyframesAsked.ToHashSet();
        sender.KeyframesAsked.Clear();
        for (var i = 0; i < layers; i++)
        {
            var layer = camera.Layers[i];
            var begins = layer.Ssrc == 0;
            sender.SendFrame(begins || (asked.Contains(layer.Ssrc) && (answers || i == 2)), s_rids[i], 720 >> (2 - i));
        }
    }

    private static int Pictures(RigClient viewer) => viewer.In(viewer.Slot(SlotUse.Video)).Count;

    private static int Sounds(RigClient viewer) =>
        viewer.Received.Count(packet => packet.Source == RigClient.NumberOf(1, SourceKind.Microphone).Value);
}
