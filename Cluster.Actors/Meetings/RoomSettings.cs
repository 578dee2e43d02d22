using Cluster.Actors.Policy;

namespace Cluster.Actors.Meetings;

// A room's settings as people see and change them.

/// <summary>Who may do something in a meeting.</summary>
public enum Allowed
{
    /// <summary>Everyone who is in.</summary>
    Everyone,

    /// <summary>Moderators only.</summary>
    Moderators,
}

/// <summary>What of the chat those see who come late.</summary>
public enum ChatHistory
{
    /// <summary>Nothing: a line is seen by those who are in when it is said.</summary>
    Off,

    /// <summary>What was said since the meeting began; it ends with the meeting.</summary>
    Meeting,
}

/// <summary>A room's settings as everyone in it sees them: whether there is a password, never which.</summary>
/// <param name="ExpiresAtMs">When the room admits nobody any more, Unix time in milliseconds; null: never.</param>
/// <param name="Creation">Who may open rooms on this server.</param>
/// <param name="NamesModerators">Whether the room says by account who moderates it.</param>
public sealed record RoomInfo(
    string Name,
    string Title,
    bool HasPassword,
    bool StartsMuted,
    bool StartsHidden,
    bool Lobby,
    int ParticipantsMax,
    Allowed MayShare,
    Allowed MayChat,
    Allowed MayRecord,
    ChatHistory ChatHistory,
    long? ExpiresAtMs,
    RoomCreation Creation,
    bool NamesModerators);

/// <summary>A change to a room's settings: what is null stays. An empty password removes it, an expiry of 0 does too.</summary>
/// <param name="ExpiresAtMs">Unix time in milliseconds, in the future; 0: the room does not expire.</param>
public sealed record RoomSettingsPatch(
    string? Title = null,
    string? Password = null,
    bool? StartsMuted = null,
    bool? StartsHidden = null,
    bool? Lobby = null,
    int? ParticipantsMax = null,
    Allowed? MayShare = null,
    Allowed? MayChat = null,
    Allowed? MayRecord = null,
    ChatHistory? ChatHistory = null,
    long? ExpiresAtMs = null)
{
    /// <summary>Never the password.</summary>
    public override string ToString() => nameof(RoomSettingsPatch);
}
