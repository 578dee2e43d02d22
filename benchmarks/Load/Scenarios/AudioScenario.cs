using Bench.Load.Streams;
using Cluster.Media;

namespace Bench.Load.Scenarios;

/// <summary>A room of 500 microphones of which three speak at a time and one of them gives way every second.</summary>
internal static class AudioScenario
{
    private const int People = 500;
    private const int Speakers = 3;

    public static async Task RunAsync(Bench bench, CancellationToken cancel)
    {
        bench.Report.Begin($"audio: {People} participants with a microphone each, {Speakers} speak at a time, three slots");
        await using var gathering = new Gathering();
        var microphones = new List<AudioStream>();
        for (var i = 0u; i < People; i++)
        {
            var client = gathering.Crowd.Add();
            microphones.Add(client.AddMicrophone("m", i + 1, (int)(i % 10)));
            client.AddSlots(SlotUse.Speech, 3);
            client.Inbound.SampleEvery = i == 0 ? 1 : 64;
        }

        await gathering.JoinAsync(cancel);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var talk = TalkAsync(gathering, microphones, over.Token);
        var reading = await gathering.ReadAsync(2 * bench.ReadingTime, cancel);
        await over.CancelAsync();
        await talk;
        bench.Report.Say($"engine {reading}");
        var heard = gathering.Crowd.Clients[0].Inbound.Sources.Count;
        bench.Report.Say($"the first participant heard {heard} others; silent microphones cost nobody a packet");
        if (reading.Problems.Total > 0 || heard < Speakers)
        {
            bench.Report.Fail("audio", $"what came out was wrong: {reading.Problems}, heard {heard}");
        }
    }

    /// <summary>One after another takes the word from the one who has spoken longest.</summary>
    private static async Task TalkAsync(Gathering gathering, List<AudioStream> microphones, CancellationToken over)
    {
        try
        {
            for (var next = 0; ; next = (next + 1) % microphones.Count)
            {
                var leaves = (next + microphones.Count - Speakers) % microphones.Count;
                await gathering.Crowd.Reactor.DoAsync(() =>
                {
                    microphones[next].IsSpeaking = true;
                    microphones[leaves].IsSpeaking = false;
                });
                await Task.Delay(next < Speakers ? 0 : 1_000, over);
            }
        }
        catch (OperationCanceledException)
        {
            // The reading is taken.
            return;
        }
    }
}
