using Cluster.Actors.Rooms;

namespace Cluster.Actors.Participants;

/// <summary>
/// A participant's entity id, <c>room/participant</c>. Its shard is its room's shard, so that a node's death costs
/// the rooms it held and not a share of every room.
/// </summary>
public readonly record struct ParticipantKey(string Room, string Participant)
{
    /// <summary>Whether both parts are well formed. A message with a key that is not is dropped at the region.</summary>
    public bool IsValid => RoomName.IsNormal(Room) && ParticipantId.IsValid(Participant);

    /// <summary>The key of somebody new in a room.</summary>
    public static ParticipantKey New(RoomName room) => new(room.Value, ParticipantId.New());

    /// <summary>The entity id.</summary>
    public override string ToString() => $"{Room}/{Participant}";
}
