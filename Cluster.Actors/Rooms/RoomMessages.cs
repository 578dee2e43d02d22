using Cluster.Actors.Accounts;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Serialization;
using Cluster.Media;

namespace Cluster.Actors.Rooms;

/// <summary>
/// What participants and bridges ask of a room. A participant's entity is the sender and gets what the room has to say
/// as <see cref="RoomReply"/> and <see cref="ParticipantNotice"/>; what the edge has checked is not checked again.
/// </summary>
internal abstract record RoomCommand(RoomName Room) : IParleyMessage
{
    /// <summary>What it is and whose: never what it holds, for passwords and words are not for logs.</summary>
    public sealed override string ToString() => $"{GetType().Name} {Room}";

    /// <summary>Wants a place: answered by <see cref="RoomReply.Admitted"/> or <see cref="ParticipantNotice.Refused"/>.</summary>
    /// <param name="Account">Who is signed in; null: a guest.</param>
    /// <param name="ReturnHash">The hash of its return token; see <see cref="ReturnToken"/>.</param>
    /// <param name="ResumeHash">The hash of its resume token, for its tickets.</param>
    /// <param name="From">The address it comes from, for slowing down guesses; null: not known.</param>
    /// <param name="Edge">The node that its connection is on; null: the one that the room is on.</param>
    /// <param name="Trace">The part of a trace that it belongs to; see <see cref="Telemetry.JoinTrace"/>.</param>
    public sealed record Admit(
        RoomName Room, string Participant, string Request, string Name, string? Password, DeviceState Devices,
        AccountIdentity? Account = null, string? ReturnHash = null, string? From = null, string? ResumeHash = null,
        string? Edge = null, string? Trace = null)
        : RoomCommand(Room);

    /// <summary>Takes the place, now that the bridge has answered: from here on the others see it. Answered by <see cref="RoomReply.Viewed"/>.</summary>
    public sealed record Enter(RoomName Room, string Participant, string Request, IReadOnlyList<SourceKind> Published) : RoomCommand(Room);

    /// <summary>
    /// A participant that was put together again takes its place back: answered by <see cref="RoomReply.Viewed"/> or
    /// <see cref="ParticipantNotice.Refused"/>.
    /// </summary>
    public sealed record Return(RoomName Room, string Participant, string Request, string Ticket, long ChatSeen, Announcement Said) : RoomCommand(Room);

    /// <summary>The participant's media is on this bridge now.</summary>
    public sealed record UseBridge(RoomName Room, string Participant, BridgeKey Bridge) : RoomCommand(Room);

    /// <summary>How a move ended.</summary>
    /// <param name="Failed">Null: the participant's media is on the bridge it was for.</param>
    public sealed record Moved(RoomName Room, string Participant, long Number, MoveFailure? Failed) : RoomCommand(Room);

    /// <summary>Asks for the meeting as it stands, for a new connection: answered by <see cref="RoomReply.Viewed"/>.</summary>
    public sealed record Look(RoomName Room, string Participant, string Request, long ChatSeen) : RoomCommand(Room);

    /// <summary>Gives up the place.</summary>
    public sealed record Leave(RoomName Room, string Participant) : RoomCommand(Room);

    /// <summary>The participant's signalling was lost or is back.</summary>
    public sealed record SetPresence(RoomName Room, string Participant, Presence Presence) : RoomCommand(Room);

    /// <summary>The participant's devices changed.</summary>
    /// <param name="Mark">The last mute that was known when it was said.</param>
    public sealed record SetDevices(RoomName Room, string Participant, DeviceState Devices, long Mark = 0) : RoomCommand(Room);

    /// <summary>What the participant publishes now.</summary>
    public sealed record Publish(RoomName Room, string Participant, IReadOnlyList<SourceKind> Published) : RoomCommand(Room);

    /// <summary>A line of chat.</summary>
    public sealed record Say(RoomName Room, string Participant, string Request, string Text, string? To) : RoomCommand(Room);

    /// <summary>The hand.</summary>
    public sealed record RaiseHand(RoomName Room, string Participant, bool Raised) : RoomCommand(Room);

    /// <summary>Another name.</summary>
    public sealed record Rename(RoomName Room, string Participant, string Request, string Name) : RoomCommand(Room);

    /// <summary>Other settings.</summary>
    public sealed record Change(RoomName Room, string Participant, string Request, RoomSettingsPatch Patch) : RoomCommand(Room);

    /// <summary>A moderator switches a device off; <paramref name="Target"/> null: everyone's who is no moderator.</summary>
    public sealed record Mute(RoomName Room, string Participant, string Request, string? Target, Device Device, bool Locked) : RoomCommand(Room);

    /// <summary>A moderator lets a device be switched on again; <paramref name="Target"/> null: everyone's.</summary>
    public sealed record Unlock(RoomName Room, string Participant, string Request, string? Target, Device Device) : RoomCommand(Room);

    /// <summary>A moderator puts somebody out.</summary>
    public sealed record Remove(RoomName Room, string Participant, string Request, string Target) : RoomCommand(Room);

    /// <summary>A moderator gives a role.</summary>
    public sealed record GiveRole(RoomName Room, string Participant, string Request, string Target, Role Role) : RoomCommand(Room);

    /// <summary>A moderator ends the meeting for everyone.</summary>
    public sealed record EndMeeting(RoomName Room, string Participant, string Request) : RoomCommand(Room);

    /// <summary>The directory asks for the room as it is, on behalf of <paramref name="By"/> (null: the operator). Answered by <see cref="RoomAnswer"/>.</summary>
    /// <param name="Index">Whether the room's row in the list is to be written again.</param>
    public sealed record Show(RoomName Room, AccountIdentity? By, bool Index = false) : RoomCommand(Room);

    /// <summary>The directory asks for what anybody may know. Answered by <see cref="RoomAnswer"/>.</summary>
    public sealed record LookAtDoor(RoomName Room, AccountIdentity? Account) : RoomCommand(Room);

    /// <summary>Other settings from outside a meeting. Answered by <see cref="RoomAnswer"/>.</summary>
    public sealed record Administer(
        RoomName Room, RoomSettingsPatch Patch, IReadOnlyList<AccountId>? Moderators, AccountIdentity? By) : RoomCommand(Room);

    /// <summary>Ends the meeting from outside. Answered by <see cref="RoomAnswer"/>.</summary>
    public sealed record Shut(RoomName Room, AccountIdentity? By) : RoomCommand(Room);

    /// <summary>The operator asks who is in. Answered by <see cref="RoomAnswer.Inspected"/>.</summary>
    public sealed record Inspect(RoomName Room) : RoomCommand(Room);

    /// <summary>The operator puts somebody out. Answered by <see cref="RoomAnswer.Moderated"/> or <see cref="RoomAnswer.Refused"/>.</summary>
    public sealed record PutOut(RoomName Room, string Participant) : RoomCommand(Room);

    /// <summary>The operator switches somebody's microphone off. Answered likewise.</summary>
    public sealed record Silence(RoomName Room, string Participant) : RoomCommand(Room);

    /// <summary>Ends the meeting and forgets everything stored. Answered by <see cref="RoomAnswer"/>.</summary>
    public sealed record Forget(RoomName Room) : RoomCommand(Room);

    /// <summary>The operator moves the meeting's media to a node: answered by <see cref="RoomAnswer.Moving"/> or a refusal.</summary>
    /// <param name="Node">The node's address.</param>
    public sealed record MoveTo(RoomName Room, string Node) : RoomCommand(Room);

    /// <summary>Asks how far the last move is: answered by <see cref="RoomAnswer.Moving"/>.</summary>
    public sealed record LookAtMove(RoomName Room) : RoomCommand(Room);

    /// <summary>The bridge was opened anew, without its relays.</summary>
    public sealed record RelaysLost(RoomName Room, BridgeKey Bridge) : RoomCommand(Room);

    /// <summary>The bridge hears these sources.</summary>
    public sealed record SpeakersHeard(RoomName Room, BridgeKey Bridge, IReadOnlyList<uint> Sources) : RoomCommand(Room);
}

/// <summary>What a room tells a participant's entity and not its connection.</summary>
internal abstract record RoomReply : IParleyMessage
{
    private RoomReply()
    {
    }

    /// <summary>There is a place. Sources are numbered from <paramref name="FirstSource"/> by <see cref="SourceNumbers"/>.</summary>
    /// <param name="Devices">The devices as the room's settings let them start.</param>
    /// <param name="Locks">What a moderator keeps off of this person.</param>
    /// <param name="MayShare">Whether it may share a screen.</param>
    public sealed record Admitted(
        string Request, uint FirstSource, BridgeKey Bridge, DeviceState Devices, DeviceLocks Locks, bool MayShare) : RoomReply;

    /// <summary>A place is there once a host comes: <see cref="Admitted"/> or a refusal follows by itself.</summary>
    public sealed record Waiting(string Request, string Code, string Message) : RoomReply;

    /// <summary>A moderator switched a device off.</summary>
    public sealed record Muted(Device Device, bool Locked, long Mark, string By) : RoomReply;

    /// <summary>A moderator lets a device be switched on again.</summary>
    public sealed record Unlocked(Device Device) : RoomReply;

    /// <summary>It may share a screen now, or no longer.</summary>
    public sealed record SharingChanged(bool May) : RoomReply;

    /// <summary>Tickets for the client; see <see cref="ParticipantNotice.Tickets"/>.</summary>
    /// <param name="On">The bridge that it is on.</param>
    public sealed record Tickets(BridgeKey On, string Bridge, string? Standby, long ExpiresAtMs) : RoomReply;

    /// <summary>The participant's media is to go to another bridge: answered by <see cref="RoomCommand.Moved"/>, or by nothing.</summary>
    /// <param name="Number">Counts up.</param>
    /// <param name="Ticket">Admits to that bridge.</param>
    public sealed record Move(long Number, BridgeKey To, string Ticket, int WithinMs) : RoomReply;

    /// <summary>The room waits for that move no longer.</summary>
    public sealed record MoveOver(long Number) : RoomReply;

    /// <summary>The meeting as it stands.</summary>
    public sealed record Viewed(string Request, MeetingView View) : RoomReply;

    /// <summary>The room does not know the participant, or no longer: <paramref name="Code"/> is one of <see cref="ParticipantNotice.Ended"/>.</summary>
    /// <param name="BridgeClosed">Whether the meeting's bridge is closed with it.</param>
    public sealed record NotIn(string Code, string Message, bool BridgeClosed = false) : RoomReply;
}

/// <summary>A meeting as one participant may see it.</summary>
/// <param name="Hosts">Null in a meeting that anyone could open.</param>
/// <param name="MayShare">Whether the participant may share a screen.</param>
/// <param name="Settling">Whether the meeting is being put together again.</param>
internal sealed record MeetingView(
    RoomInfo Room, long StartedAtMs, IReadOnlyList<ParticipantInfo> Participants, IReadOnlyList<ChatLine> Chat, IReadOnlyList<uint> Speakers,
    HostPresence? Hosts = null, bool MayShare = true, bool Settling = false);
