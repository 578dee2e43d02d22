using Cluster.Actors.Accounts;
using Cluster.Actors.Meetings;
using Cluster.Actors.Policy;
using Cluster.Actors.Serialization;

namespace Cluster.Actors.Rooms;

/// <summary>A room as those see it who run it: its settings, and what goes on in it.</summary>
/// <param name="Moderators">Who moderates it by account; empty: any account may.</param>
/// <param name="Underway">Whether somebody is in.</param>
/// <param name="Waiting">How many wait for a host.</param>
/// <param name="StartedAtMs">When the meeting began, Unix time in milliseconds; null when none is under way.</param>
/// <param name="Remembered">Whether anything of it is stored.</param>
public sealed record RoomDetails(
    string Name,
    RoomInfo Info,
    IReadOnlyList<AccountId> Moderators,
    bool Underway,
    int Participants,
    int Waiting,
    long? StartedAtMs,
    bool Remembered);

/// <summary>A room as anybody may see it before joining: no title and no names.</summary>
/// <param name="MayOpen">Whether whoever asks comes in without waiting for a host.</param>
/// <param name="Expired">Whether the room admits nobody any more.</param>
public sealed record RoomEntry(RoomCreation Creation, bool Underway, bool MayOpen, bool HasPassword, bool Expired);

/// <summary>Somebody in a meeting, as an operator sees them.</summary>
/// <param name="Account">Null: a guest.</param>
public sealed record RoomPerson(string Participant, string Name, AccountId? Account, Role Role, Presence Presence, DeviceState Devices, long JoinedAtMs);

/// <summary>What the <see cref="RoomDirectory"/> answers.</summary>
public abstract record RoomAnswer : IParleyMessage
{
    private RoomAnswer()
    {
    }

    /// <summary>The room as it is; after a change, with the change.</summary>
    public sealed record Shown(RoomDetails Details) : RoomAnswer;

    /// <summary>What anybody may know.</summary>
    public sealed record Entry(RoomEntry Room) : RoomAnswer;

    /// <summary>The meeting was ended for so many; 0: there was none.</summary>
    public sealed record Closed(int Participants) : RoomAnswer;

    /// <summary>The meeting's media is on its way to another node, or has gone there.</summary>
    /// <param name="Moved">Who has gone over.</param>
    /// <param name="Dropped">Who did not in time, and comes back by himself.</param>
    /// <param name="Left">Who is still to go.</param>
    /// <param name="IsOver">Whether the bridges before are closed.</param>
    public sealed record Moving(int Moved, int Dropped, int Left, bool IsOver) : RoomAnswer;

    /// <summary>Everything stored about the room is gone.</summary>
    public sealed record Removed : RoomAnswer;

    /// <summary>Who is in. <paramref name="StartedAtMs"/> is null when no meeting is under way.</summary>
    public sealed record Inspected(long? StartedAtMs, IReadOnlyList<RoomPerson> People) : RoomAnswer;

    /// <summary>Done.</summary>
    public sealed record Moderated : RoomAnswer;

    /// <summary>Refused: <c>participant-unknown</c>, <c>login-required</c>, <c>not-allowed</c>, <c>bad-request</c>, <c>storage-unavailable</c>, <c>try-again</c>; of a move <c>room-empty</c>, <c>move-underway</c>, <c>node-draining</c>.</summary>
    public sealed record Refused(string Code, string Message) : RoomAnswer;
}
