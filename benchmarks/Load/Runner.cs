using Bench.Load.Scenarios;

namespace Bench.Load;

/// <summary>Runs scenarios one after another, each within its time, and reports.</summary>
internal static class Runner
{
    private static readonly Dictionary<string, Func<Bench, CancellationToken, Task>> Known = new()
    {
        ["broadcast"] = BroadcastScenario.RunAsync,
        ["janus"] = JanusScenario.RunAsync,
        ["meeting"] = MeetingScenario.RunAsync,
        ["audio"] = AudioScenario.RunAsync,
        ["growth"] = GrowthScenario.RunAsync,
        ["storm"] = StormScenario.RunAsync,
    };

    /// <summary>0 when everything ran, however the goals came out; 1 when something could not.</summary>
    public static async Task<int> RunAsync(Options options)
    {
        var report = new Report();
        var bench = new Bench(options, report);
        foreach (var name in options.Scenarios.Count > 0 ? options.Scenarios : [.. Known.Keys])
        {
            if (!Known.TryGetValue(name, out var scenario))
            {
                report.Fail(name, "there is no such scenario");
                continue;
            }

            var limit = TimeSpan.FromSeconds(options.Quick ? 120 : 600);
            using var late = new CancellationTokenSource(limit);
            try
            {
                await scenario(bench, late.Token);
            }
            catch (Exception problem) when (problem is not OutOfMemoryException)
            {
                report.Fail(name, late.IsCancellationRequested ? $"not done within {limit.TotalSeconds} s" : $"{problem.GetType().Name}: {problem.Message}");
            }
        }

        report.End(options.Results);
        return report.Failures == 0 ? 0 : 1;
    }
}
