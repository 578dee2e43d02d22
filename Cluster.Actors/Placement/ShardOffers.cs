using System.Globalization;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace Cluster.Actors.Placement;

/// <summary>Which of a node's shards may move: asked of that node, when it matters. No answer is none.</summary>
internal static class ShardOffers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Shards of a region in which no entity lives.</summary>
    public static async Task<IEnumerable<string>> EmptyOf(ActorSystem system, IActorRef region, int max)
    {
        try
        {
            var stats = await region.Ask<ShardRegionStats>(GetShardRegionStats.Instance, Patience).ConfigureAwait(false);
            return [.. stats.Stats.Where(shard => shard.Value == 0).Select(shard => shard.Key).Take(max)];
        }
        catch (AskTimeoutException)
        {
            return [];
        }
    }

    /// <summary>Bridge shards that the region's media node has no use for.</summary>
    public static async Task<IEnumerable<string>> SpareOf(ActorSystem system, IActorRef region, int max)
    {
        try
        {
            var node = system.ActorSelection(new RootActorPath(region.Path.Address) / "user" / MediaNodeActor.Name);
            var offered = await node.Ask<MediaNodeReply.Offered>(new MediaNodeCommand.OfferShards(max), Patience).ConfigureAwait(false);
            return [.. offered.Shards.Select(shard => shard.ToString(CultureInfo.InvariantCulture))];
        }
        catch (AskTimeoutException)
        {
            return [];
        }
    }
}
