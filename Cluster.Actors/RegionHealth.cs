using Akka.Actor;
using Cluster.Actors.Sharding;

namespace Cluster.Actors;

/// <summary>Whether this node's regions reach their entities: what <c>/health/ready</c> stands on.</summary>
public sealed class RegionHealth(ParleyRegions regions)
{
    /// <summary>Asks each region something that only an entity of it can answer.</summary>
    /// <returns>For each region's name whether it answered within <paramref name="patience"/>. Never faults.</returns>
    public async Task<IReadOnlyDictionary<string, bool>> CheckAsync(TimeSpan patience)
    {
        (string Name, IActorRef Region)[] all =
            [("room", regions.Rooms), ("bridge", regions.Bridges), ("account", regions.Accounts)];
        var answers = await Task.WhenAll(all.Select(each => AnswersAsync(each.Region, patience))).ConfigureAwait(false);
        return all.Zip(answers, (each, answer) => (each.Name, answer)).ToDictionary(pair => pair.Name, pair => pair.answer);
    }

    private static async Task<bool> AnswersAsync(IActorRef region, TimeSpan patience)
    {
        try
        {
            await region.Ask<RegionAlive>(new RegionProbe(), patience).ConfigureAwait(false);
            return true;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }
}
