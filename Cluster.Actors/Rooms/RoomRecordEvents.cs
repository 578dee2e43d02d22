using System.Text.Json.Serialization;
using Cluster.Actors.Accounts;
using Cluster.Actors.Meetings;
using Cluster.Actors.Serialization;

namespace Cluster.Actors.Rooms;

/// <summary>What happened to a room's record, as the journal keeps it. An event's meaning never changes: what is new is a new event.</summary>
internal abstract record RoomRecordEvent : IParleyMessage
{
    private RoomRecordEvent()
    {
    }

    /// <summary>Settings changed: what is null stayed. An empty hash: the password was removed.</summary>
    /// <param name="AtMs">Unix time in milliseconds.</param>
    /// <param name="ExpiresAtMs">Unix time in milliseconds; 0: it does not expire.</param>
    /// <param name="Moderators">Accounts by id; none: any account moderates.</param>
    public sealed record SettingsChanged(
        long AtMs,
        string? Title = null,
        string? PasswordHash = null,
        bool? StartsMuted = null,
        bool? StartsHidden = null,
        bool? Lobby = null,
        int? ParticipantsMax = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Allowed? MayShare = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Allowed? MayChat = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Allowed? MayRecord = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] ChatHistory? ChatHistory = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long? ExpiresAtMs = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] IReadOnlyList<AccountId>? Moderators = null) : RoomRecordEvent
    {
        /// <summary>Never the hash.</summary>
        public override string ToString() => nameof(SettingsChanged);
    }

    /// <summary>A person has a role in the meeting under way: by a moderator, or as the first one in or the longest present.</summary>
    /// <param name="Person">An account's id, or a return token's SHA-256.</param>
    public sealed record RoleGiven(long AtMs, string Person, Role Role) : RoomRecordEvent;

    /// <summary>What moderators keep off of these people in the meeting under way.</summary>
    public sealed record LocksChanged(long AtMs, IReadOnlyList<PersonLocks> People) : RoomRecordEvent;

    /// <summary>
    /// A meeting began, or was put together again by another incarnation of the room: until its end is known it is under way.
    /// </summary>
    /// <param name="StartedAtMs">When the meeting began, Unix time in milliseconds.</param>
    /// <param name="Epoch">Of this incarnation: higher than any before.</param>
    public sealed record MeetingBegan(long AtMs, long StartedAtMs, long Epoch) : RoomRecordEvent;

    /// <summary>A participant of the meeting under way was put out: no ticket of it counts any more.</summary>
    /// <param name="Participant">Its id in the meeting, which says nothing of the person.</param>
    public sealed record PutOut(long AtMs, string Participant) : RoomRecordEvent;

    /// <summary>The meeting is over, and with it its roles and locks.</summary>
    /// <param name="Epoch">That of the meeting; 0: not known.</param>
    public sealed record MeetingEnded(
        long AtMs, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Epoch = 0) : RoomRecordEvent;

    /// <summary>The room was removed: everything before is deleted, and only this stays.</summary>
    public sealed record Removed(long AtMs) : RoomRecordEvent;
}
