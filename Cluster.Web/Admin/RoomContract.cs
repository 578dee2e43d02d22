namespace Cluster.Web.Admin;

// Rooms as the admin API shows and takes them. Times are Unix time in milliseconds.

/// <summary>A room with its settings and what goes on in it.</summary>
/// <param name="MayShare">Who may show a screen: <c>everyone</c> or <c>moderators</c>; likewise the two that follow.</param>
/// <param name="ChatHistory"><c>off</c> or <c>meeting</c>.</param>
/// <param name="ExpiresAtMs">Null: never.</param>
/// <param name="Moderators">Empty: whoever the mode says.</param>
/// <param name="Remembered">Whether anything of it is stored.</param>
public sealed record AdminRoom(
    string Name,
    string Title,
    bool HasPassword,
    bool Lobby,
    bool StartsMuted,
    bool StartsHidden,
    string MayShare,
    string MayChat,
    string MayRecord,
    string ChatHistory,
    int ParticipantsMax,
    long? ExpiresAtMs,
    IReadOnlyList<AdminModerator> Moderators,
    bool Underway,
    int Participants,
    int Waiting,
    long? StartedAtMs,
    bool Remembered);

/// <summary>An account that moderates a room.</summary>
public sealed record AdminModerator(string Login, string Name);

/// <summary>Rooms in the order of their names; <paramref name="Complete"/> is false when there are more than are shown.</summary>
public sealed record AdminRoomList(IReadOnlyList<AdminRoom> Rooms, bool Complete);

/// <summary>A change of a room's settings: what is null stays.</summary>
/// <param name="ExpiresAtMs">0: never.</param>
/// <param name="Moderators">Login names that replace those there are.</param>
/// <param name="AddModerators">Login names to add.</param>
/// <param name="RemoveModerators">Login names to take away.</param>
public sealed record AdminRoomPatch(
    string? Title = null,
    bool? Lobby = null,
    bool? StartsMuted = null,
    bool? StartsHidden = null,
    string? MayShare = null,
    string? MayChat = null,
    string? MayRecord = null,
    string? ChatHistory = null,
    int? ParticipantsMax = null,
    long? ExpiresAtMs = null,
    IReadOnlyList<string>? Moderators = null,
    IReadOnlyList<string>? AddModerators = null,
    IReadOnlyList<string>? RemoveModerators = null);

/// <summary>The meeting was ended for so many; 0: there was none.</summary>
public sealed record AdminRoomClosed(int Participants);
