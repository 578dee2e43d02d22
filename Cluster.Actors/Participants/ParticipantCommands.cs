using Cluster.Actors.Accounts;
using Cluster.Actors.Meetings;
using Cluster.Actors.Serialization;

namespace Cluster.Actors.Participants;

/// <summary>
/// What the edge asks of a participant. The sender of a command is the connection (one WebSocket): notices go to the
/// sender of the last <see cref="Join"/> or <see cref="Resume"/>.
/// </summary>
public abstract record ParticipantCommand(ParticipantKey Key) : IParleyMessage
{
    /// <summary>What it is and whose: never what it holds, for passwords, tokens and words are not for logs.</summary>
    public sealed override string ToString() => $"{GetType().Name} {Key}";

    /// <summary>
    /// Enters the room: answered by <see cref="ParticipantNotice.Joined"/> or <see cref="ParticipantNotice.Refused"/>.
    /// The key's participant part is new and random, made by the edge. <paramref name="Request"/> is echoed.
    /// </summary>
    /// <param name="Account">Who is signed in at the socket; null: a guest.</param>
    /// <param name="ReturnToken">That of an earlier <see cref="ParticipantNotice.Joined"/>: the same person comes back.</param>
    /// <param name="From">The address it comes from in its canonical form, so that guesses at a password can be slowed by address.</param>
    /// <param name="Trace">The part of a trace that it belongs to; see <see cref="Telemetry.JoinTrace"/>.</param>
    public sealed record Join(
        ParticipantKey Key, string Request, string Name, string? Password, DeviceState Devices, MediaOffer Media,
        AccountIdentity? Account = null, string? ReturnToken = null, string? From = null, string? Trace = null)
        : ParticipantCommand(Key);

    /// <summary>
    /// A new socket for a participant who is still in (grace period): answered by <see cref="ParticipantNotice.Joined"/>
    /// with <c>Resumed</c> and the chat after <paramref name="ChatSeen"/>. Media is untouched; the former connection
    /// is told <see cref="ParticipantNotice.Ended"/> with code <c>replaced</c>. A participant whose node died is put together
    /// again from the ticket and what the client says of itself.
    /// </summary>
    /// <param name="Ticket">That of the bridge the client's media is on; null: it has none.</param>
    /// <param name="Said">Comes with the ticket.</param>
    public sealed record Resume(
        ParticipantKey Key, string Request, string ResumeToken, long ChatSeen, string? Ticket = null, Announcement? Said = null)
        : ParticipantCommand(Key);

    /// <summary>The client's media is now where this ticket let it in.</summary>
    /// <param name="Move">The move that it is for: the media is there beside where it was, until <see cref="Moved"/>. Null: it is there now.</param>
    public sealed record UseTicket(ParticipantKey Key, string Ticket, IReadOnlyList<SourceInfo> Sources, long? Move = null) : ParticipantCommand(Key);

    /// <summary>The client has gone over to where a move took it, or stays: answered by <see cref="ParticipantNotice.Done"/> or a refusal (<c>move-unknown</c>).</summary>
    public sealed record Moved(ParticipantKey Key, string Request, long Number, MoveFailure? Failed) : ParticipantCommand(Key);

    /// <summary>A further offer: answered by <see cref="ParticipantNotice.Answered"/> or a refusal.</summary>
    public sealed record Renegotiate(ParticipantKey Key, string Request, MediaOffer Media) : ParticipantCommand(Key);

    /// <summary>Which pictures the client shows now.</summary>
    public sealed record View(ParticipantKey Key, IReadOnlyList<WantedPicture> Wanted) : ParticipantCommand(Key);

    /// <summary>Device states changed. What is off is also not forwarded.</summary>
    /// <param name="Mark">That of the last <see cref="ParticipantNotice.Muted"/> the client knew of.</param>
    public sealed record SetDevices(ParticipantKey Key, DeviceState Devices, long Mark = 0) : ParticipantCommand(Key);

    /// <summary>Says something to everyone, or to one participant.</summary>
    public sealed record Say(ParticipantKey Key, string Request, string Text, string? To) : ParticipantCommand(Key);

    /// <summary>Raises or lowers the hand.</summary>
    public sealed record RaiseHand(ParticipantKey Key, bool Raised) : ParticipantCommand(Key);

    /// <summary>Takes another name.</summary>
    public sealed record Rename(ParticipantKey Key, string Request, string Name) : ParticipantCommand(Key);

    /// <summary>Changes the room's settings (moderators): answered by <see cref="ParticipantNotice.Done"/> once stored, or a refusal.</summary>
    public sealed record ChangeRoom(ParticipantKey Key, string Request, RoomSettingsPatch Patch) : ParticipantCommand(Key);

    /// <summary>Switches a device off (moderators): <paramref name="Participant"/>'s, or everyone's who is no moderator.</summary>
    public sealed record Mute(ParticipantKey Key, string Request, string? Participant, Device Device, bool Locked) : ParticipantCommand(Key);

    /// <summary>Lets a device be switched on again (moderators): <paramref name="Participant"/>'s, or everyone's.</summary>
    public sealed record Unlock(ParticipantKey Key, string Request, string? Participant, Device Device) : ParticipantCommand(Key);

    /// <summary>Puts somebody out (moderators).</summary>
    public sealed record Remove(ParticipantKey Key, string Request, string Participant) : ParticipantCommand(Key);

    /// <summary>Gives somebody a role (moderators): answered by <see cref="ParticipantNotice.Done"/> once stored, or a refusal.</summary>
    public sealed record GiveRole(ParticipantKey Key, string Request, string Participant, Role Role) : ParticipantCommand(Key);

    /// <summary>Ends the meeting for everyone (moderators).</summary>
    public sealed record EndMeeting(ParticipantKey Key, string Request) : ParticipantCommand(Key);

    /// <summary>Leaves for good.</summary>
    public sealed record Leave(ParticipantKey Key) : ParticipantCommand(Key);

    /// <summary>The socket is gone without a word: the grace period begins. Ignored unless it is the current connection that says so.</summary>
    /// <param name="ComesBack">The node of the socket stops, and the client was told to come by another: the others need not see it, unless it takes long.</param>
    public sealed record ConnectionLost(ParticipantKey Key, bool ComesBack = false) : ParticipantCommand(Key);
}
