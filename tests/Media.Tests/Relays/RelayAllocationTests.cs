using Cluster.Media.Tests.Forwarding;
using Xunit;

namespace Cluster.Media.Tests.Relays;

/// <summary>Passing a packet on to another part takes no memory, nor does what is said beside it.</summary>
[Collection("the process alone")]
public sealed class RelayAllocationTests
{
    private const int Packets = 60_000;
    private const int WarmUp = 10_000;
    private const int Stretch = 1_000;

    // An announcement of who speaks crosses the planes' wall as a record of its own.
    private const int AnnouncementBytes = 250;

    [Fact]
    public void Packets_repairs_requests_and_changing_speakers_cross_without_memory()
    {
        using var rig = new PartsRig(2);
        var ann = rig[0].Join(1, [SourceKind.Microphone, SourceKind.Camera], speech: 3);
        var viewers = Enumerable.Range(2, 4)
            .Select(number => rig[1].Join(number, [SourceKind.Microphone], speech: 3, video: 2)).ToArray();
        Array.ForEach(viewers, viewer => viewer.View((ann.Number(SourceKind.Camera), 720)));
        for (var i = 0; i < 20; i++)
        {
            ann.SendFrame(keyframe: true);
            rig.Pass(20);
        }

        var controls = viewers.Select(viewer =>
        {
            var slot = viewer.Endpoint.VideoSlots[0];
            var first = viewer.In(slot)[^1].Sequence;
            return Enumerable.Range(0, Packets / 100).Select(at => viewer.PrepareControl(slot.Media.SlotSsrc, (ushort)(first + (at * 100) + 50))).ToArray();
        }).ToArray();
        Array.ForEach(rig.Parts, part => part.KeepSent = false);
        rig[0].Events.EnsureCapacity(10_000);
        var pictures = ann.Prepare(Packets);
        var voices = viewers[..2].Select((viewer, who) => viewer.PrepareAudio(Packets / 20, i => i / 100 % 2 == who ? (byte)20 : (byte)127)).ToArray();

        // One frame in five hundred is lost on the relay, and asked for again.
        var frames = 0;
        rig.Loses = kind => ++frames % 500 == 0;
        Run(0, WarmUp);
        var repairs = viewers.Sum(viewer => viewer.Endpoint.Control.Retransmissions);
        var (sent, crossed, events) = (rig[1].Sent, rig.Crossed(0, 1), rig[0].Events.Count);
        var judged = 0;
        for (var from = WarmUp; from < Packets; from += Stretch)
        {
            var (said, collections, before) = (rig[0].Events.Count, Collections(), GC.GetAllocatedBytesForCurrentThread());
            Run(from, from + Stretch);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            // A collection, which other tests bring about, takes the unused rest of the thread's memory away as if it had been used.
            if (Collections() == collections)
            {
                judged++;
                Assert.InRange(allocated, 0, (rig[0].Events.Count - said) * AnnouncementBytes);
            }
        }

        Assert.InRange(judged, (Packets - WarmUp) / Stretch / 4, (Packets - WarmUp) / Stretch);
        Assert.InRange(rig[0].Events.Count - events, 10, 200);
        Assert.InRange(rig.Crossed(0, 1) - crossed, Packets - WarmUp, 1.05 * (Packets - WarmUp));
        Assert.InRange(rig[1].Sent - sent, (Packets - WarmUp) * viewers.Length * 0.99, 2 * (Packets - WarmUp) * viewers.Length);
        Assert.InRange(viewers.Sum(viewer => viewer.Endpoint.Control.Retransmissions) - repairs, 0.95 * Asked(), Asked());

        static int Collections() => GC.CollectionCount(0);

        int Asked() => (Packets - WarmUp) / 100 * viewers.Length;

        void Run(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                ann.Replay(pictures, i, i + 1);
                if (i % 20 == 19)
                {
                    viewers[0].Replay(voices[0], i / 20, (i / 20) + 1);
                    viewers[1].Replay(voices[1], i / 20, (i / 20) + 1);
                }

                if (i % 5 == 4)
                {
                    rig.Pump();
                }

                if (i % 100 == 99)
                {
                    for (var viewer = 0; viewer < viewers.Length; viewer++)
                    {
                        viewers[viewer].ReplayControl(controls[viewer][i / 100]);
                    }
                }

                if (i % 10 == 9)
                {
                    rig[0].Tick(10);
                    rig[1].Tick(10);
                }
            }
        }
    }
}
