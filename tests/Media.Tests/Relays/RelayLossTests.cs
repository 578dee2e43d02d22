using Cluster.Media.Engine;
using Cluster.Media.Forwarding;
using Cluster.Media.Forwarding.Relays;
using Cluster.Media.Tests.Forwarding;
using Xunit;

namespace Cluster.Media.Tests.Relays;

/// <summary>What a relay loses heals: packets are asked for again, and everything else is said again.</summary>
public sealed class RelayLossTests
{
    [Theory]
    [InlineData(1, 0.01)]
    [InlineData(2, 0.05)]
    [InlineData(3, 0.1)]
    public void Lost_packets_are_asked_for_once_for_all_who_see_the_picture_and_come(int seed, double lost)
    {
        using var rig = new PartsRig(2);
        var (ann, viewers) = Meet(rig, viewers: 3);
        var before = viewers[0].In(viewers[0].Slot(SlotUse.Video)).Count;
        var random = new Random(seed);
        rig.Loses = _ => random.NextDouble() < lost;
        var crossed = rig.Crossed(0, 1);
        const int Frames = 1_000;
        for (var i = 0; i < Frames; i++)
        {
            ann.SendFrame(keyframe: false);
            rig.Pass(10);
        }

        rig.Loses = static _ => false;
        ann.SendFrame(keyframe: false);
        rig.Pass(1_500);
        foreach (var viewer in viewers)
        {
            var numbers = viewer.In(viewer.Slot(SlotUse.Video)).Skip(before).Select(packet => packet.Sequence).ToList();
            Assert.Equal(numbers.Count, numbers.Distinct().Count());
            Assert.Equal(Frames + 1, numbers.Count);
        }

        // Each lost packet crosses again about once, not once for every viewer.
        Assert.InRange(rig.Crossed(0, 1) - crossed, Frames, Frames * (1 + (1.5 * lost) + (lost * lost)) + 20);
    }

    [Fact]
    public void What_a_full_ring_drops_is_counted_and_had_from_the_cache_afterwards()
    {
        using var rig = new PartsRig(2, ringBytes: 1);
        var (ann, viewers) = Meet(rig, viewers: 1);
        var before = viewers[0].In(viewers[0].Slot(SlotUse.Video)).Count;
        Stall(rig, ann, steps: 70, framesPerStep: 2);
        Assert.InRange(rig[0].Drops.Of(DropReason.RelayFull), 10, 140);
        Steps(rig, ann, 30, framesPerStep: 2);
        Assert.Equal(200, viewers[0].In(viewers[0].Slot(SlotUse.Video)).Skip(before).Select(packet => packet.Sequence).Distinct().Count());
        Assert.Empty(ann.KeyframesAsked);
    }

    [Fact]
    public void What_is_too_old_to_be_had_is_healed_by_a_keyframe()
    {
        using var rig = new PartsRig(2, ringBytes: 1);
        var (ann, viewers) = Meet(rig, viewers: 1);
        Stall(rig, ann, steps: 190, framesPerStep: 2);
        Assert.InRange(rig[0].Drops.Of(DropReason.RelayFull), 200, 380);
        Steps(rig, ann, 130, framesPerStep: 2);
        Assert.NotEmpty(ann.KeyframesAsked);
        viewers[0].Received.Clear();
        ann.SendFrame(keyframe: true);
        rig.Pass(10);
        Assert.True(viewers[0].In(viewers[0].Slot(SlotUse.Video))[^1].Picture.IsKeyframe);
        ann.KeyframesAsked.Clear();
        Steps(rig, ann, 100, framesPerStep: 1);
        Assert.Empty(ann.KeyframesAsked);
    }

    [Fact]
    public void Words_that_are_lost_are_said_again()
    {
        using var rig = new PartsRig(2);
        var ann = rig[0].Join(1, [SourceKind.Camera]);
        var cyd = rig[0].Join(3, [SourceKind.Camera]);
        var bob = rig[1].Join(2, [], video: 2);
        Lossy(() => bob.View((ann.Number(SourceKind.Camera), 720), (cyd.Number(SourceKind.Camera), 720)));
        Assert.Equal(2, rig[1].Bridge.Sources.Count);
        Assert.Equal([1, 1], new[] { ann, cyd }.Select(client => Camera(client).Layers[0].Showing));

        Lossy(() => rig[0].Bridge.SetMuted(ann.Number(SourceKind.Camera), muted: true));
        Assert.True(rig[1].Bridge.Sources[ann.Number(SourceKind.Camera).Value].Muted);

        Lossy(() => bob.View((ann.Number(SourceKind.Camera), 720)));
        rig.Pass(1_600);
        Assert.Equal(0, Camera(cyd).Layers[0].Showing);

        Lossy(() => rig[0].Bridge.Remove(cyd.Endpoint));
        Assert.Equal([ann.Number(SourceKind.Camera).Value], rig[1].Bridge.Sources.Keys);

        void Lossy(Action happens)
        {
            rig.Loses = static _ => true;
            happens();
            rig.Pass(20);
            rig.Loses = static _ => false;
            for (var i = 0; i < 90; i++)
            {
                ann.SendFrame(keyframe: true);
                if (!cyd.Endpoint.SourceList.IsEmpty)
                {
                    cyd.SendFrame(keyframe: true);
                }

                rig.Pass(30);
            }
        }
    }

    [Fact]
    public void A_part_that_falls_silent_is_believed_no_more()
    {
        using var rig = new PartsRig(2);
        var (ann, _) = Meet(rig, viewers: 2);
        Assert.Equal(1, Camera(ann).Layers[0].Showing);
        rig.Loses = static _ => true;
        rig.Pass(3_000);
        Assert.Equal(0, Camera(ann).Layers[0].Showing);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Bytes_that_are_no_frames_are_counted_and_do_no_harm(int seed)
    {
        using var rig = new PartsRig(2);
        var (ann, viewers) = Meet(rig, viewers: 1);
        var random = new Random(seed);
        var relay = rig.RelayOf(1, 0);
        var back = rig.RelayOf(0, 1);
        var frame = new byte[RelayFrame.BytesMax];
        for (var i = 0; i < 50_000; i++)
        {
            random.NextBytes(frame);
            frame[0] = (byte)random.Next(0, 9);
            var length = random.Next(0, random.Next(2) == 0 ? 40 : 1_200);
            if (frame[0] == (byte)RelayFrameKind.Sources)
            {
                // What looks like sources makes sources: not more than there may be.
                frame[8] = (byte)random.Next(6);
                frame[9] = (byte)random.Next(6);
            }

            relay.Receive(frame.AsSpan(0, length), rig[1].NowUs);
            back.Receive(frame.AsSpan(0, length), rig[0].NowUs);
        }

        Assert.InRange(rig[1].Drops.Of(DropReason.RelayMalformed), 1_000, 50_000);
        Assert.InRange(rig[1].Bridge.Sources.Count, 1, RelayIn.SourcesMax);

        // The invented ones go with the next rounds, and the picture goes on.
        for (var i = 0; i < 80; i++)
        {
            ann.SendFrame(keyframe: true);
            rig.Pass(30);
        }

        Assert.Equal([ann.Number(SourceKind.Camera).Value], rig[1].Bridge.Sources.Keys);
        viewers[0].Received.Clear();
        ann.SendFrame(keyframe: true);
        rig.Pass(10);
        Assert.Single(viewers[0].In(viewers[0].Slot(SlotUse.Video)));
    }

    [Fact]
    public void A_ring_carries_every_frame_from_one_thread_to_another_in_order()
    {
        const int Frames = 500_000;
        var ring = new RelayRing(40_000);
        var full = 0L;
        var writer = new Thread(() =>
        {
            var random = new Random(1);
            for (var i = 0; i < Frames;)
            {
                var frame = ring.Reserve();
                if (frame.IsEmpty)
                {
                    full++;
                    Thread.Yield();
                    continue;
                }

                var length = random.Next(4, RelayFrame.BytesMax + 1);
                BitConverter.TryWriteBytes(frame, i++);
                frame[length - 1] = length == 4 ? frame[3] : (byte)length;
                ring.Commit(length);
            }
        });
        writer.Start();
        var check = new Random(1);
        for (var i = 0; i < Frames;)
        {
            if (!ring.TryPeek(out var frame))
            {
                Thread.Yield();
                continue;
            }

            var length = check.Next(4, RelayFrame.BytesMax + 1);
            Assert.Equal(length, frame.Length);
            Assert.Equal(i++, BitConverter.ToInt32(frame));
            Assert.True(length == 4 || frame[^1] == (byte)length || length < 5);
            ring.Advance();
        }

        writer.Join();
        Assert.False(ring.TryPeek(out _));
        Assert.NotEqual(0, full);
    }

    /// <summary>One who sends a picture in the first part, and some in the second who see it.</summary>
    private static (RigClient Ann, RigClient[] Viewers) Meet(PartsRig rig, int viewers)
    {
        var ann = rig[0].Join(1, [SourceKind.Camera]);
        var bobs = Enumerable.Range(2, viewers).Select(number => rig[1].Join(number, [], video: 1)).ToArray();
        Array.ForEach(bobs, bob => bob.View((ann.Number(SourceKind.Camera), 720)));
        for (var i = 0; i < 20; i++)
        {
            ann.SendFrame(keyframe: true);
            rig.Pass(30);
        }

        Assert.All(bobs, bob => Assert.NotEmpty(bob.In(bob.Slot(SlotUse.Video))));
        return (ann, bobs);
    }

    /// <summary>The second part's worker does not come round for so long.</summary>
    private static void Stall(PartsRig rig, RigClient ann, int steps, int framesPerStep)
    {
        ann.KeyframesAsked.Clear();
        rig.IsPumped = false;
        Steps(rig, ann, steps, framesPerStep);
        rig.IsPumped = true;
    }

    private static void Steps(PartsRig rig, RigClient ann, int steps, int framesPerStep)
    {
        for (var i = 0; i < steps * framesPerStep; i++)
        {
            ann.SendFrame(keyframe: false);
            if (i % framesPerStep == framesPerStep - 1)
            {
                rig.Pass(10);
            }
        }
    }

    private static Source Camera(RigClient client) => client.Endpoint.Sources.Values.First(source => source.Kind == SourceKind.Camera);
}
