using System.Text.Json.Serialization;
using Cluster.Actors.Meetings;
using Cluster.Media;

namespace Cluster.Web.Signalling.Protocol;

/// <summary>
/// What a client may say on the signalling socket, one JSON object a message, told apart by <c>type</c>.
/// The first is <see cref="Join"/> or <see cref="Resume"/> and carries the protocol's version.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Join), "join")]
[JsonDerivedType(typeof(Resume), "resume")]
[JsonDerivedType(typeof(Offer), "offer")]
[JsonDerivedType(typeof(Moved), "moved")]
[JsonDerivedType(typeof(View), "view")]
[JsonDerivedType(typeof(SetDevices), "devices")]
[JsonDerivedType(typeof(Chat), "chat")]
[JsonDerivedType(typeof(Hand), "hand")]
[JsonDerivedType(typeof(Rename), "rename")]
[JsonDerivedType(typeof(RoomSettings), "room-settings")]
[JsonDerivedType(typeof(Mute), "mute")]
[JsonDerivedType(typeof(Unlock), "unlock")]
[JsonDerivedType(typeof(Remove), "remove")]
[JsonDerivedType(typeof(GiveRole), "role")]
[JsonDerivedType(typeof(EndMeeting), "end-meeting")]
[JsonDerivedType(typeof(Leave), "leave")]
[JsonDerivedType(typeof(Ping), "ping")]
public abstract record ClientMessage
{
    private ClientMessage()
    {
    }

    /// <summary>Enters a room: answered by <c>joined</c> or <c>refused</c>, after <c>waiting</c> where a host has to come first.</summary>
    /// <param name="ReturnToken">That of an earlier <c>joined</c>: the same person comes back and keeps its role.</param>
    public sealed record Join(
        int Version, string Id, string Room, string Name, DeviceState Devices, string Sdp,
        IReadOnlyList<OfferedSource> Sources, IReadOnlyList<SlotBinding> Slots, string? Password = null, string? ReturnToken = null) : ClientMessage;

    /// <summary>Comes back on a new socket within the grace period: answered by <c>joined</c> or <c>refused</c> (<c>resume-unknown</c>: join anew).</summary>
    /// <param name="Ticket">That of the bridge the media is on, of <c>tickets</c> or <c>answer</c>: for the case that the node is dead which knew the session. <c>said</c> comes with it.</param>
    public sealed record Resume(
        int Version, string Id, string Room, string Self, string ResumeToken, long ChatSeen, string? Ticket = null, Announcement? Said = null) : ClientMessage;

    /// <summary>A further offer: answered by <c>answer</c> or <c>refused</c>.</summary>
    /// <param name="Tickets">For a new connection in place of one that was lost: the bridge's, then that of the one that stands by. Possible on any socket, joined or not. The rest comes with them.</param>
    /// <param name="Move">For a second connection beside the present one: the number of the <c>move</c> whose ticket is said.</param>
    public sealed record Offer(
        string Id, string Sdp, IReadOnlyList<OfferedSource> Sources, IReadOnlyList<SlotBinding> Slots, IReadOnlyList<string>? Tickets = null,
        DeviceState? Devices = null, long? Mark = null, IReadOnlyList<WantedPicture>? Wanted = null, long? Move = null) : ClientMessage;

    /// <summary>A <c>move</c> has ended: answered by <c>done</c> or <c>refused</c> (<c>move-unknown</c>: it is over, or was never asked for).</summary>
    /// <param name="Failed">Why the client stays where it is; absent: it shows and plays what the new connection brings.</param>
    public sealed record Moved(string Id, long Number, MoveFailure? Failed = null) : ClientMessage;

    /// <summary>The pictures shown now, most important first. Not answered.</summary>
    public sealed record View(IReadOnlyList<WantedPicture> Wanted) : ClientMessage;

    /// <summary>Device states. Not answered.</summary>
    /// <param name="Mark">The last mark of <c>joined</c> or <c>muted</c>: so that it cannot undo what it did not know of. None is 0.</param>
    public sealed record SetDevices(DeviceState State, long? Mark = null) : ClientMessage;

    /// <summary>A line of chat: comes back as <c>chat</c>, or <c>refused</c>.</summary>
    public sealed record Chat(string Id, string Text, string? To = null) : ClientMessage;

    /// <summary>Raises or lowers the hand. Not answered.</summary>
    public sealed record Hand(bool Raised) : ClientMessage;

    /// <summary>Another name: answered by <c>done</c> or <c>refused</c>.</summary>
    public sealed record Rename(string Id, string Name) : ClientMessage;

    /// <summary>Changes the room's settings (moderators): answered by <c>done</c> or <c>refused</c>.</summary>
    public sealed record RoomSettings(string Id, RoomSettingsPatch Patch) : ClientMessage;

    /// <summary>Switches a device off (moderators): answered by <c>done</c> or <c>refused</c>.</summary>
    /// <param name="Participant">Whose; absent: everyone's who is no moderator.</param>
    /// <param name="Locked">Whether it stays off until <c>unlock</c>.</param>
    public sealed record Mute(string Id, Device Device, bool Locked, string? Participant = null) : ClientMessage;

    /// <summary>Lets a device be switched on again (moderators): answered by <c>done</c> or <c>refused</c>.</summary>
    /// <param name="Participant">Whose; absent: everyone's.</param>
    public sealed record Unlock(string Id, Device Device, string? Participant = null) : ClientMessage;

    /// <summary>Puts somebody out of the meeting (moderators): answered by <c>done</c> or <c>refused</c>.</summary>
    public sealed record Remove(string Id, string Participant) : ClientMessage;

    /// <summary>Makes somebody a moderator, or no longer one (moderators): answered by <c>done</c> once it is stored, or <c>refused</c>.</summary>
    public sealed record GiveRole(string Id, string Participant, Role Role) : ClientMessage;

    /// <summary>Ends the meeting for everyone (moderators): answered by <c>done</c> or <c>refused</c>.</summary>
    public sealed record EndMeeting(string Id) : ClientMessage;

    /// <summary>Leaves for good: answered by <c>ended</c>.</summary>
    public sealed record Leave : ClientMessage;

    /// <summary>Answered by <c>pong</c> with the same number.</summary>
    public sealed record Ping(long Number) : ClientMessage;
}
