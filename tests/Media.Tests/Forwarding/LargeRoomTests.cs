using Cluster.Media.Forwarding;
using Xunit;

namespace Cluster.Media.Tests.Forwarding;

/// <summary>What happens in a room of hundreds costs those it concerns, and the steady path costs no memory.</summary>
[Collection("the process alone")]
public sealed class LargeRoomTests
{
    private const int People = 500;

    [Fact]
    public void Speakers_who_take_turns_touch_nobodys_slots_and_allocate_only_their_announcement()
    {
        using var rig = new Rig { KeepSent = false };
        var people = Room(rig, speech: 3, video: 0);
        Converse(rig, people[..3], steps: 400, turnSteps: 50);

        var work = rig.Bridge.Work;
        var events = rig.Events.Count;
        rig.Events.EnsureCapacity(events + 1_000);
        var packets = people[..3].Select(person => person.PrepareAudio(200, _ => 20)).ToArray();
        Replay(rig, people, packets, from: 0, to: 50);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Replay(rig, people, packets, from: 50, to: 200);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(work.SpeechArranged, rig.Bridge.Work.SpeechArranged);
        Assert.InRange(allocated, 0, 300 * (rig.Events.Count - events));
    }

    [Fact]
    public void A_new_voice_is_put_into_everybodys_slots_once_and_without_memory()
    {
        using var rig = new Rig { KeepSent = false };
        var people = Room(rig, speech: 3, video: 0);

        // Once heard by all already: its list of viewers has its size.
        Converse(rig, people[5..9], steps: 200, turnSteps: 10);
        rig.Tick(1_500);
        Converse(rig, people[..4], steps: 200, turnSteps: 10);
        rig.Tick(1_500);
        Converse(rig, people[1..5], steps: 200, turnSteps: 10);
        rig.Tick(1_500);
        var packets = people[8].PrepareAudio(20, _ => 20);
        var arranged = rig.Bridge.Work.SpeechArranged;

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 8; i++)
        {
            people[8].Replay(packets, i, i + 1);
            rig.Tick(20);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(rig.Bridge.Work.SpeechArranged - arranged, People - 1, People);
        Assert.All(
            people.Where(person => person != people[8]),
            person => Assert.Contains(person.Endpoint.SpeechSlots.ToArray(), slot => slot.Source?.Owner == people[8].Endpoint));
    }

    [Fact]
    public void Time_alone_makes_no_slot_choose_again_and_allocates_nothing()
    {
        using var rig = new Rig { KeepSent = false };
        var people = Room(rig, speech: 3, video: 25, camera: true);
        foreach (var person in people)
        {
            person.View([.. people.Take(25).Select(other => (other.Number(SourceKind.Camera), 180))]);
        }

        rig.Tick(3_000);
        var work = rig.Bridge.Work;
        var before = GC.GetAllocatedBytesForCurrentThread();
        rig.Tick(1_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(work, rig.Bridge.Work);
    }

    [Fact]
    public void Whoever_joins_or_leaves_touches_those_who_want_the_picture()
    {
        using var rig = new Rig { KeepSent = false };
        var people = Room(rig, speech: 3, video: 9, camera: true);
        var late = RigClient.NumberOf(People + 1, SourceKind.Camera);
        people[0].View((late, 720));
        people[1].View((late, 180));
        var before = rig.Bridge.Work;
        var joined = rig.Join(People + 1, [SourceKind.Microphone, SourceKind.Camera], speech: 3, video: 9);

        // The two who want it, and the one who came.
        Assert.Equal(3, rig.Bridge.Work.PicturesArranged - before.PicturesArranged);
        Assert.Equal(1, rig.Bridge.Work.SpeechArranged - before.SpeechArranged);
        Assert.Equal(2, people.Count(person => person.Endpoint.SlotList.Any(slot => slot.Source?.Owner == joined.Endpoint)));

        before = rig.Bridge.Work;
        rig.Bridge.Remove(joined.Endpoint);
        Assert.Equal(2, rig.Bridge.Work.PicturesArranged - before.PicturesArranged);
        Assert.Equal(0, rig.Bridge.Work.SpeechArranged - before.SpeechArranged);
    }

    [Fact]
    public void A_picture_that_ends_makes_place_for_the_next_in_its_viewers_lists()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Camera]);
        var cyd = rig.Join(3, [SourceKind.Camera]);
        var bob = rig.Join(2, [], video: 1);
        bob.View((ann.Number(SourceKind.Camera), 720), (cyd.Number(SourceKind.Camera), 180));
        Assert.Same(ann.Endpoint, bob.Slot(SlotUse.Video).Source?.Owner);
        rig.Bridge.Remove(ann.Endpoint);
        Assert.Same(cyd.Endpoint, bob.Slot(SlotUse.Video).Source?.Owner);
    }

    [Fact]
    public void A_receiver_costs_the_same_in_a_room_of_ten_and_of_two_hundred()
    {
        var (smallSent, smallWork) = CostOfConversation(10);
        var (largeSent, largeWork) = CostOfConversation(200);
        Assert.InRange(largeSent, smallSent * 0.9, smallSent * 1.15);
        Assert.InRange(largeWork, 0, (smallWork * 1.15) + 0.1);
    }

    [Fact]
    public void A_layer_that_ends_or_grows_makes_its_viewers_choose_again()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Camera], rids: ["q", "f"]);
        var bob = rig.Join(2, [], video: 1);
        bob.View((ann.Number(SourceKind.Camera), 720));
        Both(ann, keyframe: true);
        Both(ann, keyframe: true);
        Assert.Equal("f", bob.Slot(SlotUse.Video).Current?.Rid);

        // The upper layer stops: the lower one is asked for a keyframe and shown.
        for (var i = 0; i < 70; i++)
        {
            ann.SendFrame(keyframe: i == 69, "q", 360);
            rig.Pass(30);
        }

        Assert.NotEmpty(ann.KeyframesAsked);
        Assert.Equal("q", bob.Slot(SlotUse.Video).Current?.Rid);

        void Both(RigClient client, bool keyframe)
        {
            client.SendFrame(keyframe, "q", 360);
            client.SendFrame(keyframe, "f", 720);
            rig.Pass(30);
        }
    }

    /// <summary>Packets sent to and slots arranged for one receiver while three of so many converse.</summary>
    private static (double Sent, double Arranged) CostOfConversation(int people)
    {
        using var rig = new Rig { KeepSent = false };
        var all = Room(rig, speech: 3, video: 0, count: people);
        var sent = rig.Sent;
        var work = rig.Bridge.Work;
        Converse(rig, all[..3], steps: 300, turnSteps: 40);
        return ((rig.Sent - sent) / (double)people, (rig.Bridge.Work.SpeechArranged - work.SpeechArranged) / (double)people);
    }

    private static RigClient[] Room(Rig rig, int speech, int video, bool camera = false, int count = People) =>
    [
        .. Enumerable.Range(1, count).Select(number => rig.Join(
            number, camera ? [SourceKind.Microphone, SourceKind.Camera] : [SourceKind.Microphone], speech: speech, video: video)),
    ];

    private static void Converse(Rig rig, RigClient[] people, int steps, int turnSteps)
    {
        for (var step = 0; step < steps; step++)
        {
            for (var i = 0; i < people.Length; i++)
            {
                people[i].SendAudio(level: step / turnSteps % people.Length == i ? (byte)20 : (byte)127);
            }

            rig.Tick(20);
        }
    }

    private static void Replay(Rig rig, RigClient[] people, List<byte[]>[] packets, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            for (var person = 0; person < packets.Length; person++)
            {
                people[person].Replay(packets[person], i, i + 1);
            }

            rig.Tick(20);
        }
    }
}
