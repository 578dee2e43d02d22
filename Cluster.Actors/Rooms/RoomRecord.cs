using Cluster.Actors.Meetings;
using Cluster.Actors.Serialization;

namespace Cluster.Actors.Rooms;

/// <summary>
/// What of a room outlives its meetings. It is its own snapshot, so fields are only added, with a default, and never
/// change their meaning.
/// </summary>
internal sealed record RoomRecord(
    string Title = "",
    string? PasswordHash = null,
    bool StartsMuted = false,
    bool StartsHidden = false,
    bool Lobby = false,
    int? ParticipantsMax = null) : IParleyMessage
{
    /// <summary>A room that nobody ever changed.</summary>
    public static readonly RoomRecord Empty = new();

    /// <summary>The record after an event.</summary>
    public RoomRecord Apply(RoomRecordEvent happened) => happened switch
    {
        RoomRecordEvent.SettingsChanged change => this with
        {
            Title = change.Title ?? Title,
            PasswordHash = change.PasswordHash switch { null => PasswordHash, "" => null, var hash => hash },
            StartsMuted = change.StartsMuted ?? StartsMuted,
            StartsHidden = change.StartsHidden ?? StartsHidden,
            Lobby = change.Lobby ?? Lobby,
            ParticipantsMax = change.ParticipantsMax ?? ParticipantsMax,
        },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>As everyone in the room sees it.</summary>
    public RoomInfo ToInfo(RoomName room, int participantsMaxDefault) => new(
        room.Value, Title, PasswordHash is not null, StartsMuted, StartsHidden, Lobby, ParticipantsMax ?? participantsMaxDefault,
        Allowed.Everyone, Allowed.Everyone, Allowed.Moderators, ChatHistory.Meeting, null, Policy.RoomCreation.Open, false);

    /// <summary>Never the hash.</summary>
    public override string ToString() => $"RoomRecord '{Title}'";
}
