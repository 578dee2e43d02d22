using System.Text.Json.Serialization;
using Cluster.Actors.Meetings;

namespace Cluster.Web.Signalling.Protocol;

/// <summary>What the server says on the signalling socket, told apart by <c>type</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Joined), "joined")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(Answer), "answer")]
[JsonDerivedType(typeof(Done), "done")]
[JsonDerivedType(typeof(RosterChanged), "roster")]
[JsonDerivedType(typeof(SpeakersChanged), "speakers")]
[JsonDerivedType(typeof(ChatReceived), "chat")]
[JsonDerivedType(typeof(RoomChanged), "room")]
[JsonDerivedType(typeof(MediaChanged), "media")]
[JsonDerivedType(typeof(Ended), "ended")]
[JsonDerivedType(typeof(Pong), "pong")]
public abstract record ServerMessage
{
    private ServerMessage()
    {
    }

    /// <summary>In the meeting; <c>sdp</c> is absent when resumed.</summary>
    public sealed record Joined(
        int Version, string Id, bool Resumed, string Self, string ResumeToken, int ResumeGraceMs, RoomInfo Room,
        long StartedAtMs, long NowMs, IReadOnlyList<ParticipantInfo> Participants, IReadOnlyList<SourceInfo> Sources,
        IReadOnlyList<ChatLine> Chat, IReadOnlyList<uint> Speakers, bool MediaConnected, string? Sdp) : ServerMessage;

    /// <summary>A request was refused. <c>id</c> is absent when it was not a request that failed but the socket's use.</summary>
    public sealed record Refused(string? Id, string Code, string Message) : ServerMessage;

    /// <summary>The answer to a further offer.</summary>
    public sealed record Answer(string Id, string Sdp, IReadOnlyList<SourceInfo> Sources) : ServerMessage;

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

    /// <summary>This socket's part in the meeting is over; the server closes it.</summary>
    public sealed record Ended(string Code, string Message) : ServerMessage;

    /// <summary>The answer to a ping.</summary>
    public sealed record Pong(long Number) : ServerMessage;
}
