using Akka.Actor;
using Cluster.Actors.Serialization;

namespace Cluster.Actors.Rooms;

/// <summary>Asks a node which rooms it has in memory, at most so many: answered by <see cref="RoomsCounted"/>.</summary>
internal sealed record CountRooms(int Max) : IParleyMessage;

/// <summary>The names of the rooms in a node's memory.</summary>
internal sealed record RoomsCounted(IReadOnlyList<RoomName> Rooms) : IParleyMessage;

/// <summary>Asks a node what goes on in its rooms: answered by <see cref="MeetingsCounted"/>.</summary>
internal sealed record CountMeetings : IParleyMessage;

/// <summary>What goes on in a node's rooms, or in those of all nodes.</summary>
/// <param name="Meetings">Rooms with somebody in them.</param>
/// <param name="Participants">People in them.</param>
/// <param name="Waiting">People who wait for a meeting to start.</param>
public sealed record MeetingsCounted(int Meetings, int Participants, int Waiting) : IParleyMessage;

/// <summary>Tells other nodes which rooms live here: what the regions know of shards does not name them across nodes.</summary>
internal sealed class RoomCensus : ReceiveActor
{
    /// <summary>Its name below <c>/user</c> on every node.</summary>
    public const string Name = "room-census";

    public RoomCensus(LiveRooms live)
    {
        Receive<CountRooms>(count => Sender.Tell(new RoomsCounted(live.Names(count.Max))));
        Receive<CountMeetings>(_ => Sender.Tell(live.Count()));
    }
}
