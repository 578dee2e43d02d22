using System.Text.Json.Serialization;
using Cluster.Actors.Meetings;

namespace Cluster.Web.Signalling.Protocol;

/// <summary>What the server says on the signalling socket, told apart by <c>type</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Joined), "joined")]
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(Answer), "answer")]
[JsonDerivedType(typeof(Done), "done")]
[JsonDerivedType(typeof(Tickets), "tickets")]
[JsonDerivedType(typeof(Move), "move")]
[JsonDerivedType(typeof(Doubt), "doubt")]
[JsonDerivedType(typeof(Settled), "settled")]
[JsonDerivedType(typeof(RosterChanged), "roster")]
[JsonDerivedType(typeof(SpeakersChanged), "speakers")]
[JsonDerivedType(typeof(ChatReceived), "chat")]
[JsonDerivedType(typeof(RoomChanged), "room")]
[JsonDerivedType(typeof(MediaChanged), "media")]
[JsonDerivedType(typeof(Muted), "muted")]
[JsonDerivedType(typeof(HostsChanged), "hosts")]
[JsonDerivedType(typeof(Ended), "ended")]
[JsonDerivedType(typeof(Pong), "pong")]
public abstract record ServerMessage
{
    private ServerMessage()
    {
    }

    /// <summary>In the meeting; <c>sdp</c> is absent when resumed. <c>addresses</c>: origins, up to 16, by which a client may come back that cannot by its own.</summary>
    /// <param name="ReturnToken">A secret to come back with as the same person by a new <c>join</c>, with role and locks.</param>
    /// <param name="Mark">To be said with <c>devices</c>; see <c>muted</c>.</param>
    /// <param name="Settling">True while the meeting is being put together again after a node was lost: who is missing may still come, until <c>settled</c>.</param>
    /// <param name="Hosts">Whether a host is there, in a meeting that only a host could open; absent in others.</param>
    public sealed record Joined(
        int Version, string Id, bool Resumed, string Self, string ResumeToken, int ResumeGraceMs, RoomInfo Room,
        long StartedAtMs, long NowMs, IReadOnlyList<ParticipantInfo> Participants, IReadOnlyList<SourceInfo> Sources,
        IReadOnlyList<ChatLine> Chat, IReadOnlyList<uint> Speakers, bool MediaConnected, string? Sdp,
        string ReturnToken, long Mark, HostPresence? Hosts, bool? Settling = null,
        IReadOnlyList<string>? Addresses = null) : ServerMessage;

    /// <summary>The join is kept until a host comes: <c>joined</c> or <c>refused</c> with the same id follows, without anything to be done.</summary>
    public sealed record Waiting(string Id, string Code, string Message) : ServerMessage;

    /// <summary>A request was refused. <c>id</c> is absent when it was not a request that failed but the socket's use.</summary>
    public sealed record Refused(string? Id, string Code, string Message) : ServerMessage;

    /// <summary>The answer to a further offer.</summary>
    /// <param name="Ticket">Of an offer with tickets: the one that admitted, to be said with <c>resume</c> from now on.</param>
    public sealed record Answer(string Id, string Sdp, IReadOnlyList<SourceInfo> Sources, string? Ticket = null) : ServerMessage;

    /// <summary>Tickets for the meeting's bridge and for one that stands by: in place of all before. They are secrets.</summary>
    /// <param name="ExpiresAtMs">Unix time in milliseconds; newer ones come long before.</param>
    public sealed record Tickets(string Bridge, string? Standby, long ExpiresAtMs) : ServerMessage;

    /// <summary>
    /// The media goes to another bridge: make a second connection beside the present one, offer it with this ticket and this number, and say
    /// <c>moved</c> once it brings what the present one does. The present one stays until the server closes it.
    /// </summary>
    /// <param name="Number">Counts up; with a newer one the one before is over.</param>
    /// <param name="WithinMs">After so long the server does without, and the present connection is lost.</param>
    public sealed record Move(long Number, string Ticket, int WithinMs) : ServerMessage;

    /// <summary>
    /// The bridge may be dead, and what it still sends may end within moments: a client makes a second connection at once, and goes over when
    /// that brings the same, or when the first falls silent.
    /// </summary>
    public sealed record Doubt : ServerMessage;

    /// <summary>The meeting is put together again: whoever is not in the roster by now has left.</summary>
    public sealed record Settled : ServerMessage;

    /// <summary>A request was carried out.</summary>
    public sealed record Done(string Id) : ServerMessage;

    /// <summary>Who came, changed or went since the last.</summary>
    public sealed record RosterChanged(
        IReadOnlyList<ParticipantInfo> Came, IReadOnlyList<ParticipantInfo> Changed, IReadOnlyList<string> Left) : ServerMessage;

    /// <summary>Numbers of the sources heard now, loudest first.</summary>
    public sealed record SpeakersChanged(IReadOnlyList<uint> Sources) : ServerMessage;

    /// <summary>A line of chat.</summary>
    public sealed record ChatReceived(ChatLine Line) : ServerMessage;

    /// <summary>The room's settings changed.</summary>
    public sealed record RoomChanged(RoomInfo Info) : ServerMessage;

    /// <summary>The media path came up or was lost; after lost, offer again with a new connection.</summary>
    public sealed record MediaChanged(bool Connected, string? Reason) : ServerMessage;

    /// <summary>A moderator, <c>by</c> name, switched one of the client's own devices off.</summary>
    /// <param name="Locked">Whether it cannot be switched on again until a moderator lets it.</param>
    /// <param name="Mark">Counts up; to be said with <c>devices</c> from now on.</param>
    public sealed record Muted(Device Device, bool Locked, long Mark, string By) : ServerMessage;

    /// <summary>The last host left or one is back, in a meeting that only a host could open.</summary>
    /// <param name="EndsAtMs">When the meeting ends unless a host is back by then, Unix time in milliseconds; absent: it goes on.</param>
    public sealed record HostsChanged(bool Present, long? EndsAtMs) : ServerMessage;

    /// <summary>This socket's part in the meeting is over; the server closes it.</summary>
    public sealed record Ended(string Code, string Message) : ServerMessage;

    /// <summary>The answer to a ping.</summary>
    public sealed record Pong(long Number) : ServerMessage;
}
