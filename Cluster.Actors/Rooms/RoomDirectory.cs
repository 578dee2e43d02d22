using Cluster.Actors.Accounts;
using Cluster.Actors.Meetings;

namespace Cluster.Actors.Rooms;

/// <summary>
/// Rooms for the edge and the command line. Where it says <c>by</c>, null is the operator, who may do everything; an
/// account may see and change the rooms it moderates.
/// </summary>
public sealed class RoomDirectory
{
    /// <summary>Rooms that are remembered or live, by name, at most so many.</summary>
    public Task<IReadOnlyList<RoomDetails>> ListAsync(int max) => throw new NotSupportedException();

    /// <summary>The rooms that name this account as a moderator.</summary>
    public Task<IReadOnlyList<RoomDetails>> OfAsync(AccountIdentity account) => throw new NotSupportedException();

    /// <summary>A room: <see cref="RoomAnswer.Shown"/> or <see cref="RoomAnswer.Refused"/>. A room that nobody ever changed is shown with its defaults.</summary>
    public Task<RoomAnswer> ShowAsync(RoomName room, AccountIdentity? by) => throw new NotSupportedException();

    /// <summary>What anybody may know of a room: <see cref="RoomAnswer.Entry"/> or <see cref="RoomAnswer.Refused"/>.</summary>
    public Task<RoomAnswer> EntryAsync(RoomName room, AccountIdentity? account) => throw new NotSupportedException();

    /// <summary>Changes a room: <see cref="RoomAnswer.Shown"/> once it is stored, or <see cref="RoomAnswer.Refused"/>.</summary>
    /// <param name="moderators">Who moderates it from now on: null leaves that as it is, none lets any account.</param>
    public Task<RoomAnswer> ChangeAsync(
        RoomName room, RoomSettingsPatch patch, IReadOnlyList<AccountId>? moderators, AccountIdentity? by) => throw new NotSupportedException();

    /// <summary>Ends the meeting for everyone: <see cref="RoomAnswer.Closed"/> or <see cref="RoomAnswer.Refused"/>.</summary>
    public Task<RoomAnswer> CloseAsync(RoomName room, AccountIdentity? by) => throw new NotSupportedException();

    /// <summary>Ends the meeting and forgets everything stored: <see cref="RoomAnswer.Removed"/> or <see cref="RoomAnswer.Refused"/>.</summary>
    public Task<RoomAnswer> RemoveAsync(RoomName room) => throw new NotSupportedException();
}
