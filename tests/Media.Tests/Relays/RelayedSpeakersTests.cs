using Cluster.Media.Tests.Forwarding;
using Xunit;

namespace Cluster.Media.Tests.Relays;

/// <summary>A room of several parts hears the same voices everywhere.</summary>
public sealed class RelayedSpeakersTests
{
    private const int StepMs = 20;

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void All_parts_carry_the_same_voices_however_many_speak(int seed)
    {
        using var rig = new PartsRig(3);
        var people = Enumerable.Range(0, 18).Select(i => rig[i % 3].Join(i + 1, [SourceKind.Microphone], speech: 3)).ToArray();
        var talkers = people.Select((_, i) => new Talker((seed * 100) + i)).ToArray();
        var random = new Random(seed);
        var speaks = new bool[people.Length];
        var (steps, different) = (0, 0);
        for (var ms = 0; ms < 60_000; ms += StepMs)
        {
            if (ms % 500 == 0)
            {
                // Somebody begins or ends, most often with two or three speaking and at times with six.
                var who = random.Next(people.Length);
                speaks[who] = !speaks[who] && speaks.Count(speaking => speaking) < 6;
                if (speaks.Count(speaking => speaking) > 3)
                {
                    speaks[Array.IndexOf(speaks, true)] = random.Next(2) == 0;
                }
            }

            for (var i = 0; i < people.Length; i++)
            {
                people[i].SendAudio(level: speaks[i] ? talkers[i].Speak() : talkers[i].Noise());
            }

            rig.Pass(StepMs);
            steps++;
            different += rig.Parts.Select(part => string.Join(',', Heard(part))).Distinct().Count() == 1 ? 0 : 1;
        }

        // A moment's difference after two began at once is what the first part's word ends.
        Assert.InRange(different / (double)steps, 0, 0.02);
        Assert.NotEmpty(rig[0].Events.OfType<MediaEvent.SpeakersChanged>());
        Assert.Empty(rig[1].Events.Concat(rig[2].Events).OfType<MediaEvent.SpeakersChanged>());
        var named = rig[0].Events.OfType<MediaEvent.SpeakersChanged>().SelectMany(said => said.Loudest).ToHashSet();
        Assert.All(rig.Parts, part => Assert.Contains(part.Bridge.Endpoints.Values, endpoint => named.Contains(RigClient.NumberOf(endpoint.Number, SourceKind.Microphone))));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_new_voice_is_heard_in_every_part_within_100_ms(int seed)
    {
        using var rig = new PartsRig(3);
        var people = Enumerable.Range(0, 30).Select(i => rig[i % 3].Join(i + 1, [SourceKind.Microphone], speech: 3)).ToArray();
        var random = new Random(seed);
        for (var turn = 0; turn < 10; turn++)
        {
            Array.ForEach(people, person => person.Received.Clear());
            var who = people[random.Next(people.Length)];
            var talker = new Talker((seed * 1_000) + turn);
            var beganUs = rig[0].NowUs;
            for (var ms = 0; ms < 400; ms += StepMs)
            {
                who.SendAudio(level: talker.Speak());
                rig.Pass(StepMs);
            }

            foreach (var listener in people.Where(person => person != who))
            {
                var first = listener.Received.First(packet => packet.Source == who.Number(SourceKind.Microphone).Value);
                Assert.InRange(first.AtUs - beganUs, 0, 100_000);
            }
        }
    }

    [Fact]
    public void Silence_crosses_nothing_and_of_many_voices_only_the_loudest_cross()
    {
        using var rig = new PartsRig(2);
        var people = Enumerable.Range(1, 10).Select(number => rig[0].Join(number, [SourceKind.Microphone], speech: 3)).ToArray();
        rig[1].Join(20, [], speech: 3);
        for (var i = 0; i < 50; i++)
        {
            Array.ForEach(people, person => person.SendAudio(level: 127));
            rig.Pass(StepMs);
        }

        Assert.Equal(0, rig.Crossed(0, 1));
        for (var i = 0; i < 200; i++)
        {
            Array.ForEach(people, person => person.SendAudio(level: 30));
            rig.Pass(StepMs);
        }

        Assert.InRange(rig.Crossed(0, 1), 4 * 190, 4 * 200);
    }

    [Fact]
    public void Two_who_begin_at_the_same_instant_for_one_seat_are_seated_alike_in_the_end()
    {
        using var rig = new PartsRig(2);
        var others = Enumerable.Range(1, 3).Select(number => rig[0].Join(number, [SourceKind.Microphone], speech: 3)).ToArray();
        var ann = rig[0].Join(11, [SourceKind.Microphone], speech: 3);
        var bob = rig[1].Join(12, [SourceKind.Microphone], speech: 3);
        Step(100, others);

        // Both speak before either part has heard of the other one.
        ann.SendAudio(level: 20);
        bob.SendAudio(level: 20);
        Assert.NotEqual(Carried(rig[0]), Carried(rig[1]));
        Step(100, [.. others, ann, bob]);
        Assert.Equal(Carried(rig[0]), Carried(rig[1]));

        void Step(int count, RigClient[] speakers)
        {
            for (var i = 0; i < count; i++)
            {
                Array.ForEach(speakers, speaker => speaker.SendAudio(level: 20));
                rig.Pass(StepMs);
            }
        }
    }

    private static uint[] Carried(Rig part) => [.. part.Bridge.Speakers.Carried.ToArray().Select(source => source.Number.Value)];

    /// <summary>What somebody who does not speak hears.</summary>
    private static IEnumerable<uint> Heard(Rig part) => Carried(part).Take(3).Order();
}
