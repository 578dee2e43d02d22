using Cluster.Actors.Meetings;
using Cluster.Actors.Serialization;

namespace Cluster.Actors.Participants;

/// <summary>What a participant tells its connection.</summary>
public abstract record ParticipantNotice : IParleyMessage
{
    private ParticipantNotice()
    {
    }

    /// <summary>What it is: never what it holds, for tokens and words are not for logs.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>In the meeting. <paramref name="AnswerSdp"/> is null when resumed.</summary>
    /// <param name="Sources">Own sources as numbered by the room.</param>
    /// <param name="Participants">Everyone, oneself included.</param>
    /// <param name="StartedAtMs">When the meeting began, Unix time in milliseconds.</param>
    /// <param name="ReturnToken">A secret by which the same person comes back with a new join.</param>
    /// <param name="Mark">The last <see cref="Muted"/>'s, to be said with device states.</param>
    /// <param name="Hosts">Null in a meeting that anyone could open.</param>
    /// <param name="Settling">Whether the meeting is being put together again: who is missing may still come, until <see cref="Settled"/>.</param>
    /// <param name="MediaConnected">Whether the bridge has this participant's media (false after a lost endpoint: offer again).</param>
    public sealed record Joined(
        string Request, bool Resumed, string Self, string ResumeToken, int ResumeGraceMs, RoomInfo Room, long StartedAtMs,
        IReadOnlyList<ParticipantInfo> Participants, IReadOnlyList<SourceInfo> Sources, string? AnswerSdp,
        IReadOnlyList<ChatLine> Chat, IReadOnlyList<uint> Speakers, bool MediaConnected,
        string ReturnToken, long Mark, HostPresence? Hosts, bool Settling = false) : ParticipantNotice;

    /// <summary>The join is kept until a host comes (<c>waiting-for-host</c>); <see cref="Joined"/> or <see cref="Refused"/> follows.</summary>
    public sealed record Waiting(string Request, string Code, string Message) : ParticipantNotice;

    /// <summary>
    /// Refused, with a stable code: <c>password-required</c>, <c>password-wrong</c>, <c>login-required</c>, <c>room-expired</c>, <c>room-full</c>, <c>node-full</c>, <c>resume-unknown</c>,
    /// <c>not-allowed</c>, <c>bad-request</c>, <c>storage-unavailable</c>, <c>try-again</c>, <c>too-many-attempts</c>, or one of the media plane's (<c>sdp-…</c>).
    /// </summary>
    public sealed record Refused(string Request, string Code, string Message) : ParticipantNotice;

    /// <summary>The answer to a further offer.</summary>
    /// <param name="Ticket">The ticket that admitted, of an offer with tickets.</param>
    public sealed record Answered(string Request, string Sdp, IReadOnlyList<SourceInfo> Sources, string? Ticket = null) : ParticipantNotice;

    /// <summary>Tickets for the bridge and for the one that stands by, where there is one: in place of all before.</summary>
    /// <param name="ExpiresAtMs">Unix time in milliseconds.</param>
    public sealed record Tickets(string Bridge, string? Standby, long ExpiresAtMs) : ParticipantNotice;

    /// <summary>The client's media goes to another bridge, which this ticket admits to, beside the present one.</summary>
    /// <param name="Number">Counts up; with a newer one the one before is over.</param>
    public sealed record Move(long Number, string Ticket, int WithinMs) : ParticipantNotice;

    /// <summary>The meeting is put together again: who is not in the roster has left.</summary>
    public sealed record Settled : ParticipantNotice;

    /// <summary>A request without other result was carried out.</summary>
    public sealed record Done(string Request) : ParticipantNotice;

    /// <summary>Who came, changed or went; one batch holds all since the last.</summary>
    public sealed record RosterChanged(
        IReadOnlyList<ParticipantInfo> Came, IReadOnlyList<ParticipantInfo> Changed, IReadOnlyList<string> Left) : ParticipantNotice;

    /// <summary>Sources heard now, loudest first; the first is the dominant speaker.</summary>
    public sealed record SpeakersChanged(IReadOnlyList<uint> Sources) : ParticipantNotice;

    /// <summary>A line of chat, one's own included (that is its acknowledgement).</summary>
    public sealed record Said(ChatLine Line) : ParticipantNotice;

    /// <summary>The room's settings changed.</summary>
    public sealed record RoomChanged(RoomInfo Room) : ParticipantNotice;

    /// <summary>The media path came up or went: <c>connected</c> or <c>lost</c> with a reason; after lost, offer again.</summary>
    public sealed record MediaState(bool Connected, string? Reason) : ParticipantNotice;

    /// <summary>A moderator switched a device of this participant off.</summary>
    /// <param name="Mark">Counts up; device states said with an older one do not switch it on again.</param>
    /// <param name="By">The moderator's name.</param>
    public sealed record Muted(Device Device, bool Locked, long Mark, string By) : ParticipantNotice;

    /// <summary>The last host left or one is back, in a meeting that only a host could open.</summary>
    public sealed record HostsChanged(HostPresence Hosts) : ParticipantNotice;

    /// <summary>
    /// This connection's part is over: <c>left</c>, <c>replaced</c>, <c>expired</c>, <c>removed</c>, <c>meeting-ended</c>,
    /// <c>host-left</c>, <c>room-removed</c>, <c>node-stopping</c>.
    /// </summary>
    public sealed record Ended(string Code, string Message) : ParticipantNotice;
}
