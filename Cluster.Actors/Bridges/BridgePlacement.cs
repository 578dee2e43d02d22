using Cluster.Actors.Rooms;
using Cluster.Actors.Sharding;

namespace Cluster.Actors.Bridges;

/// <summary>Where a meeting's bridges go: the one that carries it, and one on another node that can take over.</summary>
/// <param name="Standby">Null where no other node could take over.</param>
internal sealed record BridgePlaces(BridgeKey Primary, BridgeKey? Standby);

/// <summary>
/// Where a room's next bridge goes, said as a shard: the shard's place is then Akka's business and the shard map tells
/// the truth. With one node every shard is at home here, so a stable hash spreads them and nobody can stand by.
/// </summary>
internal sealed class BridgePlacement(int bridgeShards)
{
    /// <summary>Chooses bridges for a room's meeting. Never faults, and answers at once where there is no choice.</summary>
    /// <param name="ordinal">Of the meeting: see <see cref="BridgeKey"/>.</param>
    /// <param name="region">The node region to prefer; null: none.</param>
    public Task<BridgePlaces> PlaceAsync(RoomName room, long ordinal, string? region) =>
        Task.FromResult(new BridgePlaces(Unplaced(room, ordinal), null));

    /// <summary>The bridge of a room that nobody placed: the same on every node.</summary>
    public BridgeKey Unplaced(RoomName room, long ordinal) => new(ShardFunction.ShardOf(room.Value, bridgeShards), room, ordinal);
}
