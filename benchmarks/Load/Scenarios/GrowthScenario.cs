using Bench.Load.Clients;
using Bench.Load.Servers;
using Bench.Load.Streams;
using Cluster.Media;

namespace Bench.Load.Scenarios;

/// <summary>
/// What a participant costs as meetings grow, with the same slots. 200 participants each time, in meetings of 10, 50 and 200:
/// so the engine's load is the same and only the size of a meeting differs.
/// </summary>
internal static class GrowthScenario
{
    private const int People = 200;
    private const int Pictures = 4;

    private static readonly VideoShape[] Layers = [.. VideoShape.Simulcast.Take(2)];

    public static async Task RunAsync(Bench bench, CancellationToken cancel)
    {
        bench.Report.Begin($"growth: {People} participants in meetings of 10, 50 and 200, each with {Pictures} pictures and three voices to receive");
        var (small, large) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var round = 0; round < bench.Pick(2, 4); round++)
        {
            small = Math.Min(small, await MeetAsync(bench, 10, cancel));
            large = Math.Min(large, await MeetAsync(bench, People, cancel));
        }

        await MeetAsync(bench, 50, cancel);
        // The least of each: what else the machine does can only add to it.
        bench.Report.Goal("growth-200-over-10", large / small, 1.15);
    }

    /// <summary>CPU in microseconds per packet out: sound differs a little with the number of speakers, so this and not the sum is compared.</summary>
    private static async Task<double> MeetAsync(Bench bench, int size, CancellationToken cancel)
    {
        await using var gathering = new Gathering();
        for (var i = 0u; i < People; i++)
        {
            var client = gathering.Crowd.Add();
            client.Room = (int)i / size;
            client.AddMicrophone("m", (i * 2) + 1).IsSpeaking = i % 10 < 2 && i / 10 % (size / 10) == 0;
            client.AddCamera("c", (i * 2) + 2, Layers);
            client.AddSlots(SlotUse.Speech, 3);
            client.AddSlots(SlotUse.Video, Pictures);
        }

        await gathering.JoinAsync(cancel);
        var clients = gathering.Crowd.Clients;
        for (var i = 0; i < People; i++)
        {
            var first = i / size * size;
            WantedPicture[] view = [.. Enumerable.Range(1, Pictures).Select(step => Camera(clients[first + ((i - first + step) % size)]))];
            await gathering.ShowAsync(clients[i], view, cancel);
        }

        var reading = await gathering.ReadAsync(TimeSpan.FromSeconds(bench.Pick(3, 10)), cancel);
        bench.Report.Say($"meetings of {size,3}: {reading}");
        if (reading.Problems.Total > 0)
        {
            bench.Report.Fail("growth", $"what came out was wrong: {reading.Problems}");
        }

        return reading.CpuUs;
    }

    private static WantedPicture Camera(LoadClient client) =>
        new(client.Lines.First(line => line.Source == SourceKind.Camera).Number, 180);
}
