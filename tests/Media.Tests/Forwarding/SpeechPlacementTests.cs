using Xunit;

namespace Cluster.Media.Tests.Forwarding;

public sealed class SpeechPlacementTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public void Whoever_speaks_is_heard_by_everybody_however_few_slots_they_have(int slots)
    {
        using var rig = new Rig();
        var clients = Enumerable.Range(1, 6).Select(i => rig.Join(i, [SourceKind.Microphone], speech: slots)).ToArray();
        foreach (var speaker in clients)
        {
            Speak(rig, speaker, packets: 100);
            foreach (var listener in clients.Where(listener => listener != speaker))
            {
                // All but what it takes to find out that somebody else speaks now.
                var heard = listener.Received.Count(packet => packet.Source == speaker.Number(SourceKind.Microphone).Value);
                Assert.InRange(heard, 90, 100);
            }

            rig.Pass(1_000);
        }
    }

    private static void Speak(Rig rig, RigClient speaker, int packets)
    {
        for (var i = 0; i < packets; i++)
        {
            speaker.SendAudio();
            rig.Pass(20);
        }
    }
}
