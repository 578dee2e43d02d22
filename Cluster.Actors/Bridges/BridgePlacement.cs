using Cluster.Actors.Rooms;
using Cluster.Actors.Sharding;

namespace Cluster.Actors.Bridges;

/// <summary>
/// Where a room's next bridge goes, said as a shard: the shard's place is then Akka's business and the shard map tells
/// the truth. With one node every shard is at home here, so a stable hash spreads them; with several, this is where
/// a node is chosen and a shard of that node taken.
/// </summary>
internal static class BridgePlacement
{
    /// <summary>The bridge for a room's meeting.</summary>
    public static BridgeKey Choose(RoomName room, long ordinal, int bridgeShards) =>
        new(ShardFunction.ShardOf(room.Value, bridgeShards), room, ordinal);
}
