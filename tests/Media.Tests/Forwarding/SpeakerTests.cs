using Cluster.Media.Forwarding;
using Xunit;

namespace Cluster.Media.Tests.Forwarding;

/// <summary>Who is carried, who is dominant, and for how long: speech from a seed, in virtual time.</summary>
public sealed class SpeakerTests
{
    private const int StepMs = 20;

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void In_a_room_of_500_whoever_begins_to_speak_is_heard_within_100_ms(int seed)
    {
        using var rig = new Rig();
        var people = Enumerable.Range(1, 500).Select(number => rig.Join(number, [SourceKind.Microphone], speech: 3)).ToArray();
        var random = new Random(seed);
        rig.KeepSent = false;
        for (var i = 0; i < 4; i++)
        {
            Say(rig, new Talker(seed + i), 1_000, people[i]);
        }

        // All seats are taken, the last one's voice a moment ago; then one after the other begins while the others go on.
        rig.KeepSent = true;
        var talkers = new List<(RigClient Client, Talker Talker)>();
        for (var next = 4; next < 8; next++)
        {
            var client = people[next];
            talkers.Clear();
            talkers.Add((client, new Talker(seed * 100 + next)));
            var beganUs = rig.NowUs;
            for (var ms = 0; ms < 1_200; ms += StepMs)
            {
                Step(rig, talkers);
            }

            var listener = people[random.Next(100, 500)];
            var first = listener.Received.First(packet => packet.Source == client.Number(SourceKind.Microphone).Value);
            Assert.InRange(first.AtUs - beganUs, 0, 100_000);
            Array.ForEach(people, person => person.Received.Clear());
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_fifth_voice_among_four_is_carried_within_two_seconds(int seed)
    {
        using var rig = new Rig();
        var people = Enumerable.Range(1, 8).Select(number => rig.Join(number, [SourceKind.Microphone], speech: 3)).ToArray();
        var talkers = people[..5].Select((person, i) => (person, new Talker((seed * 10) + i))).ToList();
        for (var ms = 0; ms < 5_000; ms += StepMs)
        {
            Step(rig, talkers[..4]);
        }

        var beganUs = rig.NowUs;
        while (!rig.Bridge.Speakers.Carried.Contains(talkers[4].person.Endpoint.SourceList[0]))
        {
            Assert.InRange(rig.NowUs - beganUs, 0, 2_000_000);
            Step(rig, talkers);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_cough_or_a_click_takes_nobodys_place(int seed)
    {
        using var rig = new Rig();
        var (ann, bob, cyd) = Three(rig);
        var talker = new Talker(seed);
        Say(rig, talker, 3_000, ann);
        Assert.Equal(ann.Number(SourceKind.Microphone), Dominant(rig));
        for (var i = 0; i < 10; i++)
        {
            // A cough of 240 ms, as loud as can be, while she speaks, and a click of one packet.
            for (var ms = 0; ms < 1_000; ms += StepMs)
            {
                ann.SendAudio(level: talker.Speak());
                bob.SendAudio(level: ms < 240 ? (byte)5 : (byte)80);
                cyd.SendAudio(level: ms == 500 ? (byte)0 : (byte)80);
                rig.Pass(StepMs);
                Assert.Equal(ann.Number(SourceKind.Microphone), Dominant(rig));
            }
        }

        // And in a silent room: he is heard, and nobody's picture changes.
        rig.Pass(2_000);
        cyd.Received.Clear();
        for (var ms = 0; ms < 1_000; ms += StepMs)
        {
            bob.SendAudio(level: ms < 240 ? (byte)5 : (byte)80);
            rig.Pass(StepMs);
            Assert.Empty(rig.Bridge.Speakers.Speaking);
        }

        Assert.True(cyd.Received.Count >= 12);
        Assert.DoesNotContain(
            rig.Events.OfType<MediaEvent.SpeakersChanged>().SelectMany(changed => changed.Loudest),
            source => source != ann.Number(SourceKind.Microphone));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void One_who_speaks_with_pauses_stays_the_speaker(int seed)
    {
        using var rig = new Rig();
        var (ann, _, _) = Three(rig);
        Say(rig, new Talker(seed), 60_000, ann);
        Assert.Single(rig.Events.OfType<MediaEvent.SpeakersChanged>());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_dominant_place_does_not_flutter_while_two_speak_at_once_and_both_are_heard(int seed)
    {
        using var rig = new Rig();
        var (ann, bob, cyd) = Three(rig);
        var (annTalks, bobTalks) = (new Talker(seed), new Talker(seed + 50));
        var changes = 0;
        SourceNumber? dominant = null;
        var (annSent, bobSent) = (0, 0);
        for (var ms = 0; ms < 60_000; ms += StepMs)
        {
            ann.SendAudio(level: annTalks.Speak());
            bob.SendAudio(level: bobTalks.Speak());
            annSent++;
            bobSent++;
            rig.Pass(StepMs);
            changes += Dominant(rig) != dominant ? 1 : 0;
            dominant = Dominant(rig);
        }

        // The first is the rise from silence.
        Assert.InRange(changes, 1, 10);
        Assert.InRange(HeardFrom(cyd, ann), annSent - 25, annSent);
        Assert.InRange(HeardFrom(cyd, bob), bobSent - 25, bobSent);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_dominant_place_follows_the_turn_within_a_second_and_a_half_and_is_told(int seed)
    {
        using var rig = new Rig();
        var (ann, bob, _) = Three(rig);
        var talker = new Talker(seed);
        for (var turn = 0; turn < 6; turn++)
        {
            var speaker = turn % 2 == 0 ? ann : bob;
            Say(rig, talker, 1_500, speaker);
            Assert.Equal(speaker.Number(SourceKind.Microphone), Dominant(rig));
            Assert.Equal(speaker.Number(SourceKind.Microphone), rig.Events.OfType<MediaEvent.SpeakersChanged>().Last().Loudest[0]);
            Say(rig, talker, 3_000, speaker);
        }

        rig.Pass(2_000);
        Assert.Empty(rig.Events.OfType<MediaEvent.SpeakersChanged>().Last().Loudest);
    }

    [Theory]
    [InlineData(30, 75)]
    [InlineData(55, 90)]
    [InlineData(62, 80)]
    public void A_soft_voice_in_a_quiet_room_is_a_voice(int loud, int noise)
    {
        using var rig = new Rig();
        var (ann, bob, _) = Three(rig);
        var talker = new Talker(3, loud, noise);
        for (var i = 0; i < 100; i++)
        {
            ann.SendAudio(level: talker.Noise());
            rig.Pass(StepMs);
        }

        Assert.Empty(bob.Received);
        Say(rig, talker, 4_000, ann);
        Assert.InRange(bob.Received.Count, 190, 200);
    }

    private static (RigClient Ann, RigClient Bob, RigClient Cyd) Three(Rig rig) => (
        rig.Join(1, [SourceKind.Microphone], speech: 3),
        rig.Join(2, [SourceKind.Microphone], speech: 3),
        rig.Join(3, [SourceKind.Microphone], speech: 3));

    private static SourceNumber? Dominant(Rig rig) =>
        rig.Bridge.Speakers.Speaking is [var first, ..] ? first.Number : null;

    private static int HeardFrom(RigClient listener, RigClient speaker) =>
        listener.Received.Count(packet => packet.Source == speaker.Number(SourceKind.Microphone).Value);

    private static void Say(Rig rig, Talker talker, int ms, RigClient speaker)
    {
        for (var at = 0; at < ms; at += StepMs)
        {
            speaker.SendAudio(level: talker.Speak());
            rig.Pass(StepMs);
        }
    }

    private static void Step(Rig rig, List<(RigClient Client, Talker Talker)> talkers)
    {
        foreach (var (client, talker) in talkers)
        {
            client.SendAudio(level: talker.Speak());
        }

        rig.Pass(StepMs);
    }
}
