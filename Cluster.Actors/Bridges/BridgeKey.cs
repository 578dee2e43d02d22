using System.Globalization;
using Cluster.Actors.Rooms;

namespace Cluster.Actors.Bridges;

/// <summary>
/// A bridge's entity id, <c>shard:room:ordinal</c>. The first part is the shard itself, so that whoever opens a bridge
/// chooses its node by choosing a shard that lives there.
/// </summary>
/// <param name="Shard">0 and up, below <see cref="ActorsSettings.BridgeShards"/>.</param>
/// <param name="Room">Whose bridge it is.</param>
/// <param name="Ordinal">Tells apart the bridges of one room, those of its former meetings included.</param>
internal readonly record struct BridgeKey(int Shard, RoomName Room, long Ordinal)
{
    /// <summary>The entity id.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Shard}:{Room.Value}:{Ordinal}");

    /// <summary>Reads an entity id.</summary>
    public static bool TryParse(string? text, out BridgeKey key)
    {
        key = default;
        var parts = text?.Split(':');
        if (parts is not { Length: 3 }
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var shard)
            || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            || !RoomName.TryCreate(parts[1], out var room, out _))
        {
            return false;
        }

        key = new BridgeKey(shard, room, ordinal);
        return true;
    }
}
