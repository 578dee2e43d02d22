namespace Bench.Load.Scenarios;

/// <summary>Finds the highest rate at which less than 0.1 % is lost, with the server on one core.</summary>
internal static class Knee
{
    public const double LossPercentMax = 0.1;

    /// <summary>Bisects between half and twice of what the cost per packet lets expect; the best reading without loss is returned.</summary>
    public static async Task<Reading?> FindAsync(IRoom room, double expectedPerSecond, int tries, TimeSpan time, Action<string> say, CancellationToken cancel)
    {
        var (low, high) = (0.4 * expectedPerSecond, 1.8 * expectedPerSecond);
        Reading? best = null;
        for (var i = 0; i < tries; i++)
        {
            var rate = i == 0 ? expectedPerSecond * 0.9 : (low + high) / 2;
            var reading = await Reading.TakeAsync(room, rate / room.Receivers, time, cancel);
            var holds = reading.LossPercent < LossPercentMax && reading.IsSound;
            say($"{(holds ? "holds" : "loses")} {reading}");
            (low, high) = holds ? (rate, high) : (low, rate);
            best = holds && (best is null || reading.PacketsPerSecond > best.PacketsPerSecond) ? reading : best;
        }

        return best;
    }
}
