using Akka.Actor;
using Cluster.Actors.Serialization;

namespace Cluster.Actors.Rooms;

/// <summary>Asks a node which rooms it has in memory, at most so many: answered by <see cref="RoomsCounted"/>.</summary>
internal sealed record CountRooms(int Max) : IParleyMessage;

/// <summary>The names of the rooms in a node's memory.</summary>
internal sealed record RoomsCounted(IReadOnlyList<RoomName> Rooms) : IParleyMessage;

/// <summary>Tells other nodes which rooms live here: what the regions know of shards does not name them across nodes.</summary>
internal sealed class RoomCensus : ReceiveActor
{
    /// <summary>Its name below <c>/user</c> on every node.</summary>
    public const string Name = "room-census";

    public RoomCensus(LiveRooms live) => Receive<CountRooms>(count => Sender.Tell(new RoomsCounted(live.Names(count.Max))));
}
