using Cluster.Actors.Meetings;
using Cluster.Actors.Rooms;

namespace Cluster.Web.Rooms;

// Rooms as the pages of hosts see and change them, as JSON.

/// <summary>Rooms.</summary>
public sealed record RoomsView(IReadOnlyList<RoomView> Rooms);

/// <summary>A room as those see it who run it.</summary>
/// <param name="Moderators">Who moderates it by account; empty: any account may.</param>
/// <param name="Waiting">How many wait for a host.</param>
/// <param name="StartedAtMs">When the meeting began, Unix time in milliseconds; null when none is under way.</param>
/// <param name="Remembered">Whether anything of it is stored.</param>
public sealed record RoomView(
    string Name,
    RoomInfo Info,
    IReadOnlyList<RoomModerator> Moderators,
    bool Underway,
    int Participants,
    int Waiting,
    long? StartedAtMs,
    bool Remembered);

/// <summary>An account that moderates a room.</summary>
public sealed record RoomModerator(string Login, string Name);

/// <summary>A change to a room: what is null stays. An empty password removes it, an expiry of 0 does too, an empty list of moderators lets any account moderate.</summary>
/// <param name="Moderators">Login names.</param>
public sealed record RoomChange(
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
    long? ExpiresAtMs = null,
    IReadOnlyList<string>? Moderators = null)
{
    /// <summary>What of it the room itself knows.</summary>
    internal RoomSettingsPatch Patch => new(
        Title, Password, StartsMuted, StartsHidden, Lobby, ParticipantsMax, MayShare, MayChat, MayRecord, ChatHistory, ExpiresAtMs);

    /// <summary>Never the password.</summary>
    public override string ToString() => nameof(RoomChange);
}
