using Cluster.Media.Forwarding;
using Xunit;

namespace Cluster.Media.Tests.Forwarding;

/// <summary>Silence costs nobody a packet, and a voice after it plays without a fault.</summary>
public sealed class SilenceTests
{
    private const int StepMs = 20;

    public enum Silence
    {
        /// <summary>Packets that declare level 127.</summary>
        DigitalSilence,

        /// <summary>A fan, all the time at -62 dBov.</summary>
        SteadyNoise,

        /// <summary>Packets of discontinuous transmission every 400 ms, without a level.</summary>
        Discontinuous,

        /// <summary>Nothing at all.</summary>
        NoPackets,

        /// <summary>Muted by the server while the client goes on sending its voice.</summary>
        Muted,
    }

    [Theory]
    [InlineData(Silence.DigitalSilence)]
    [InlineData(Silence.SteadyNoise)]
    [InlineData(Silence.Discontinuous)]
    [InlineData(Silence.NoPackets)]
    [InlineData(Silence.Muted)]
    public void Silence_costs_no_packets_and_the_next_voice_begins_a_talkspurt_in_wall_clock_time(Silence silence)
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Microphone], speech: 3);
        var bob = rig.Join(2, [SourceKind.Microphone], speech: 3);
        Speak(rig, ann, 50);
        Assert.Equal(50, bob.Received.Count);
        Assert.True(bob.Received[0].Marker);
        Assert.All(bob.Received.Skip(1), packet => Assert.False(packet.Marker));

        if (silence == Silence.Muted)
        {
            rig.Bridge.SetMuted(ann.Number(SourceKind.Microphone), muted: true);
        }

        // Until the voice of a moment ago has faded out.
        Be(rig, ann, silence, 1_000);
        bob.Received.Clear();
        Be(rig, ann, silence, 30_000);
        Assert.Empty(bob.Received);

        rig.Bridge.SetMuted(ann.Number(SourceKind.Microphone), muted: false);
        Speak(rig, ann, 50);
        Assert.Equal(50, bob.Received.Count);
        Assert.True(bob.Received[0].Marker);
        Assert.All(bob.Received.Skip(1), packet => Assert.False(packet.Marker));
    }

    [Theory]
    [InlineData(Silence.DigitalSilence)]
    [InlineData(Silence.Discontinuous)]
    [InlineData(Silence.NoPackets)]
    public void Numbers_go_on_without_a_gap_and_timestamps_never_ahead_of_the_clock(Silence silence)
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Microphone], speech: 3);
        var bob = rig.Join(2, [SourceKind.Microphone], speech: 3);
        for (var round = 0; round < 4; round++)
        {
            Speak(rig, ann, 20);
            Be(rig, ann, silence, 5_000);
        }

        var voice = bob.Received[0].Ssrc;
        (long AtUs, ushort Sequence, uint Timestamp)[] all =
        [
            // What a client sends goes out before the rig's next tick, in which it is delivered.
            .. bob.Received.Select(packet => (AtUs: packet.AtUs - 10_000, packet.Sequence, packet.Timestamp))
                .Concat(bob.KeepAlives.Where(packet => packet.Ssrc == voice).Select(packet => (packet.AtUs, packet.Sequence, packet.Timestamp)))
                .OrderBy(packet => packet.AtUs),
        ];
        foreach (var (before, after) in all.Zip(all.Skip(1)))
        {
            Assert.Equal((ushort)(before.Sequence + 1), after.Sequence);
            var clockTicks = (after.AtUs - before.AtUs) * 48 / 1_000;
            Assert.InRange((int)(after.Timestamp - before.Timestamp), clockTicks - 960, clockTicks);
        }
    }

    [Fact]
    public void While_all_are_silent_no_client_waits_longer_than_a_quarter_of_a_second_for_a_packet()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Microphone], speech: 3, video: 4);
        var bob = rig.Join(2, [SourceKind.Microphone], speech: 3, video: 4);
        Speak(rig, ann, 50);
        Assert.DoesNotContain(bob.KeepAlives, packet => packet.AtUs > bob.Received[0].AtUs);
        Be(rig, ann, Silence.NoPackets, 30_000);
        foreach (var client in new[] { ann, bob })
        {
            var times = client.Received.Select(packet => packet.AtUs).Concat(client.KeepAlives.Select(packet => packet.AtUs)).Order().ToArray();
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 1, 250_000));
            Assert.InRange(rig.NowUs - times[^1], 0, 250_000);
            Assert.InRange(client.KeepAlives.Count, 110, 160);
        }
    }

    [Fact]
    public void Who_gets_pictures_needs_no_other_sign_of_life_and_a_client_without_a_slot_for_voices_gets_none()
    {
        using var rig = new Rig();
        var ann = rig.Join(1, [SourceKind.Camera], speech: 3);
        var bob = rig.Join(2, [], speech: 3, video: 1);
        var eve = rig.Join(3, [], video: 1);
        bob.View((ann.Number(SourceKind.Camera), 720));
        eve.View((ann.Number(SourceKind.Camera), 720));
        for (var frame = 0; frame < 60; frame++)
        {
            ann.SendFrame(keyframe: frame % 10 == 0);
            rig.Pass(50);
        }

        Assert.DoesNotContain(bob.KeepAlives, packet => packet.AtUs > bob.Received[0].AtUs);
        rig.Pass(5_000);
        Assert.Empty(eve.KeepAlives);
    }

    [Fact]
    public void Four_voices_do_not_take_the_place_of_a_screens_sound()
    {
        using var rig = new Rig();
        var people = Enumerable.Range(1, 4).Select(number => rig.Join(number, [SourceKind.Microphone], speech: 3)).ToArray();
        var ann = rig.Join(5, [SourceKind.ScreenSound], speech: 3);
        var bob = rig.Join(6, [], speech: 3, screenSound: 1);
        for (var i = 0; i < 100; i++)
        {
            Array.ForEach(people, person => person.SendAudio(level: 5));

            // Quiet music, and none in the middle: what a screen plays is not judged.
            ann.SendAudio(SourceKind.ScreenSound, level: (byte)(i is > 30 and < 60 ? 127 : 70));
            rig.Pass(StepMs);
        }

        Assert.Equal(100, bob.In(bob.Slot(SlotUse.ScreenSound)).Count);
        Assert.All(bob.In(bob.Slot(SlotUse.ScreenSound)), packet => Assert.Equal(ann.Number(SourceKind.ScreenSound).Value, packet.Source));
    }

    private static void Speak(Rig rig, RigClient client, int packets)
    {
        for (var i = 0; i < packets; i++)
        {
            client.SendAudio();
            rig.Pass(StepMs);
        }
    }

    private static void Be(Rig rig, RigClient client, Silence silence, int ms)
    {
        for (var at = 0; at < ms; at += StepMs)
        {
            switch (silence)
            {
                case Silence.DigitalSilence:
                    client.SendAudio(level: 127);
                    break;
                case Silence.SteadyNoise:
                    client.SendAudio(level: 62);
                    break;
                case Silence.Muted:
                    client.SendAudio(level: 20);
                    break;
                case Silence.Discontinuous when at % 400 == 0:
                    client.SendAudioWithoutLevel(0xF8);
                    client.PauseAudio(380);
                    break;
                case Silence.NoPackets:
                    client.PauseAudio(StepMs);
                    break;
            }

            rig.Pass(StepMs);
        }
    }
}
