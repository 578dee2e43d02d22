using Bench.Load.Clients;
using Bench.Load.Servers;
using Bench.Load.Streams;
using Cluster.Media;

namespace Bench.Load.Scenarios;

/// <summary>Everybody sends a camera in three layers and a microphone, and sees all others: one large, the rest small.</summary>
internal static class MeetingScenario
{
    public static async Task RunAsync(Bench bench, CancellationToken cancel)
    {
        foreach (var people in bench.Options.Quick ? new[] { 10 } : [4, 10, 25])
        {
            await MeetAsync(bench, people, cancel);
        }
    }

    private static async Task MeetAsync(Bench bench, int people, CancellationToken cancel)
    {
        bench.Report.Begin($"meeting: {people} participants, each sends three layers and a microphone, each sees {people - 1} others");
        await using var gathering = new Gathering();
        for (var i = 0u; i < people; i++)
        {
            var client = gathering.Crowd.Add();
            client.AddMicrophone("m", (i * 2) + 1).IsSpeaking = i < 2;
            client.AddCamera("c", (i * 2) + 2, VideoShape.Simulcast);
            client.AddSlots(SlotUse.Speech, 3);
            client.AddSlots(SlotUse.Video, people - 1);
            client.Inbound.SampleEvery = i == 0 ? 1 : 64;
        }

        await gathering.JoinAsync(cancel);
        foreach (var client in gathering.Crowd.Clients)
        {
            WantedPicture[] others = [.. gathering.Crowd.Clients.Where(other => other != client).Select(Camera)];
            await gathering.ShowAsync(client, [others[0] with { Height = 720 }, .. others[1..]], cancel);
        }

        var reading = await gathering.ReadAsync(2 * bench.ReadingTime, cancel);
        bench.Report.Say($"engine {reading}");
        if (reading.Problems.Total > 0)
        {
            bench.Report.Fail("meeting", $"what came out was wrong: {reading.Problems}");
        }
    }

    private static WantedPicture Camera(LoadClient client) =>
        new(client.Lines.First(line => line.Source == SourceKind.Camera).Number, 180);
}
