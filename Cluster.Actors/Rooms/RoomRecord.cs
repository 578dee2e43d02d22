using System.Text.Json.Serialization;
using Cluster.Actors.Accounts;
using Cluster.Actors.Meetings;
using Cluster.Actors.Policy;
using Cluster.Actors.Serialization;

namespace Cluster.Actors.Rooms;

/// <summary>
/// What of a room outlives its meetings, and of a meeting its process. It is its own snapshot, so fields are only added,
/// with a default, and never change their meaning.
/// </summary>
/// <param name="MayRecord">Null: moderators.</param>
/// <param name="ChatHistory">Null: the meeting's.</param>
/// <param name="ExpiresAtMs">When it admits nobody any more, Unix time in milliseconds; null: never.</param>
/// <param name="Moderators">Who moderates it by account; null: any account.</param>
/// <param name="Roles">Roles that were given in the meeting under way; null: none.</param>
/// <param name="Locks">What moderators keep off in the meeting under way; null: nothing.</param>
/// <param name="Meeting">The meeting under way; null: none.</param>
/// <param name="LastEpoch">The highest epoch of any meeting; 0: there was none.</param>
internal sealed record RoomRecord(
    string Title = "",
    string? PasswordHash = null,
    bool StartsMuted = false,
    bool StartsHidden = false,
    bool Lobby = false,
    int? ParticipantsMax = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Allowed MayShare = Allowed.Everyone,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Allowed MayChat = Allowed.Everyone,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Allowed? MayRecord = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] ChatHistory? ChatHistory = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long? ExpiresAtMs = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] IReadOnlyList<AccountId>? Moderators = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] IReadOnlyList<PersonRole>? Roles = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] IReadOnlyList<PersonLocks>? Locks = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] MeetingMark? Meeting = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long LastEpoch = 0) : IParleyMessage
{
    /// <summary>A room that nobody ever changed.</summary>
    public static readonly RoomRecord Empty = new();

    /// <summary>Whether there is something to remember between meetings.</summary>
    public bool HasSettings => this with { Roles = null, Locks = null, Meeting = null, LastEpoch = 0 } != Empty;

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
            MayShare = change.MayShare ?? MayShare,
            MayChat = change.MayChat ?? MayChat,
            MayRecord = change.MayRecord ?? MayRecord,
            ChatHistory = change.ChatHistory ?? ChatHistory,
            ExpiresAtMs = change.ExpiresAtMs switch { null => ExpiresAtMs, 0 => null, var at => at },
            Moderators = change.Moderators switch { null => Moderators, [] => null, var named => named },
        },
        RoomRecordEvent.RoleGiven given => this with { Roles = PersonRole.With(Roles, given) },
        RoomRecordEvent.LocksChanged locks => this with { Locks = PersonLocks.With(Locks, locks) },
        RoomRecordEvent.MeetingBegan began => this with
        {
            Meeting = MeetingMark.After(Meeting, began),
            LastEpoch = Math.Max(LastEpoch, began.Epoch),
        },
        RoomRecordEvent.PutOut put => this with { Meeting = Meeting?.Without(put.Participant) },
        RoomRecordEvent.MeetingEnded ended => this with
        {
            Roles = null,
            Locks = null,
            Meeting = null,
            LastEpoch = Math.Max(LastEpoch, ended.Epoch),
        },
        RoomRecordEvent.Removed => Empty,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Whether an account moderates this room by itself.</summary>
    public bool IsHost(AccountIdentity? account) =>
        account is not null && (account.Role == AccountRole.Admin || Moderators is null || Moderators.Contains(account.Account));

    /// <summary>The role a person was given; null: none.</summary>
    public Role? RoleOf(string person) => Roles?.FirstOrDefault(given => given.Person == person)?.Role;

    /// <summary>As everyone in the room sees it.</summary>
    public RoomInfo ToInfo(RoomName room, int participantsMaxDefault, RoomCreation creation) => new(
        room.Value, Title, PasswordHash is not null, StartsMuted, StartsHidden, Lobby, ParticipantsMax ?? participantsMaxDefault,
        MayShare, MayChat, MayRecord ?? Allowed.Moderators, ChatHistory ?? Meetings.ChatHistory.Meeting, ExpiresAtMs, creation, Moderators is not null);

    /// <summary>Never the hash.</summary>
    public override string ToString() => $"RoomRecord '{Title}'";
}
