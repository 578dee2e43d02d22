using Akka.Actor;
using Cluster.Actors.Sharding;

namespace Cluster.Actors;

/// <summary>Whether this node's regions reach their entities: what <c>/health/ready</c> stands on.</summary>
public sealed class RegionHealth(ParleyRegions regions)
{
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(2);

    /// <summary>Asks each region something that only an entity of it can answer.</summary>
    /// <returns>For each region's name whether it answered within <paramref name="patience"/>. Never faults.</returns>
    public async Task<IReadOnlyDictionary<string, bool>> CheckAsync(TimeSpan patience)
    {
        (string Name, IActorRef Region)[] all =
            [("room", regions.Rooms), ("bridge", regions.Bridges), ("account", regions.Accounts)];
        var answers = await Task.WhenAll(all.Select(each => AnswersAsync(each.Region, patience))).ConfigureAwait(false);
        return all.Zip(answers, (each, answer) => (each.Name, answer)).ToDictionary(pair => pair.Name, pair => pair.answer);
    }

    /// <summary>
    /// Asks again from time to time, and takes the answer to any of its questions: what is sent to a shard that just changes hands may be lost.
    /// </summary>
    private static async Task<bool> AnswersAsync(IActorRef region, TimeSpan patience)
    {
        List<Task<RegionAlive>> asked = [];
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (Environment.TickCount64 < until)
        {
            var left = TimeSpan.FromMilliseconds(until - Environment.TickCount64);
            asked.Add(region.Ask<RegionAlive>(new RegionProbe(), left));
            await Task.WhenAny([.. asked, Task.Delay(left < s_again ? left : s_again)]).ConfigureAwait(false);
            if (asked.Exists(one => one.IsCompletedSuccessfully))
            {
                return true;
            }

            asked.RemoveAll(one => one.IsCompleted);
        }

        return false;
    }
}
