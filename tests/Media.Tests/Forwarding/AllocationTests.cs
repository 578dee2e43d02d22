using Xunit;

namespace Cluster.Media.Tests.Forwarding;

/// <summary>The packet path takes no memory: really protected packets both ways, with all that goes on beside them.</summary>
[Collection("the process alone")]
public sealed class AllocationTests
{
    private const int Packets = 100_000;
    private const int WarmUp = 10_000;

    // An announcement crosses the planes' wall as a record of its own.
    private const int AnnouncementBytes = 400;

    [Fact]
    public void A_hundred_thousand_packets_with_repairs_reports_and_changing_speakers_allocate_nothing()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Microphone, SourceKind.Camera], speech: 3);
        var viewers = Enumerable.Range(2, 4)
            .Select(number => rig.Join(number, [SourceKind.Microphone], speech: 3, video: 2)).ToArray();
        Array.ForEach(viewers, viewer => viewer.View((ann.Number(SourceKind.Camera), 720)));
        ann.SendFrame(keyframe: true);
        rig.Pass(100);
        var controls = new byte[viewers.Length][][];
        for (var i = 0; i < viewers.Length; i++)
        {
            var slot = viewers[i].Endpoint.VideoSlots[0];
            var first = viewers[i].In(slot)[^1].Sequence;
            var viewer = viewers[i];
            controls[i] = [.. Enumerable.Range(0, Packets / 100).Select(at => viewer.PrepareControl(slot.Media.SlotSsrc, (ushort)(first + (at * 100) + 50)))];
        }

        rig.KeepSent = false;
        rig.Events.EnsureCapacity(10_000);
        var pictures = ann.Prepare(Packets);

        // Two who take turns of two seconds.
        var voices = viewers[..2].Select((viewer, who) => viewer.PrepareAudio(Packets / 20, i => i / 100 % 2 == who ? (byte)20 : (byte)127)).ToArray();

        Run(0, WarmUp);
        var repairs = viewers.Sum(viewer => viewer.Endpoint.Control.Retransmissions);
        var (sent, events) = (rig.Sent, rig.Events.Count);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(WarmUp, Packets);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        var announcements = rig.Events.Count - events;
        Assert.InRange(announcements, 10, 200);
        Assert.InRange(allocated, 0, announcements * AnnouncementBytes);
        Assert.InRange(rig.Sent - sent, (Packets - WarmUp) * viewers.Length, 2 * (Packets - WarmUp) * viewers.Length);
        Assert.Equal((Packets - WarmUp) / 100 * viewers.Length, viewers.Sum(viewer => viewer.Endpoint.Control.Retransmissions) - repairs);

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

                if (i % 100 == 99)
                {
                    for (var viewer = 0; viewer < viewers.Length; viewer++)
                    {
                        viewers[viewer].ReplayControl(controls[viewer][i / 100]);
                    }
                }

                if (i % 10 == 9)
                {
                    rig.Tick(10);
                }
            }
        }
    }
}
