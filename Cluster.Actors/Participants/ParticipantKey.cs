namespace Cluster.Actors.Participants;

/// <summary>
/// A participant's entity id, <c>room/participant</c>. Its shard is its room's shard, so that a node's death costs
/// the rooms it held and not a share of every room.
/// </summary>
public readonly record struct ParticipantKey(string Room, string Participant)
{
    /// <summary>The entity id.</summary>
    public override string ToString() => $"{Room}/{Participant}";
}
