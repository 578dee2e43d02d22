using Cluster.Actors.Policy;

namespace Cluster.Actors.Meetings;

/// <summary>What of a room's settings and of the server's policy bears on what may happen in its meeting.</summary>
/// <param name="NamesModerators">Whether the room says by account who moderates it.</param>
internal sealed record MeetingRules(
    int ParticipantsMax,
    bool StartsMuted,
    bool StartsHidden,
    Allowed MayShare = Allowed.Everyone,
    Allowed MayChat = Allowed.Everyone,
    ChatHistory ChatHistory = ChatHistory.Meeting,
    RoomCreation Creation = RoomCreation.Open,
    bool NamesModerators = false)
{
    /// <summary>Whether there is always a moderator: the first one in, and after the last the longest present.</summary>
    public bool FirstModerates => Creation == RoomCreation.Open && !NamesModerators;

    /// <summary>Whether somebody of this role may share a screen.</summary>
    public bool LetsShare(Role role) => MayShare == Allowed.Everyone || role == Role.Moderator;
}
