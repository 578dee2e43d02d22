using Cluster.Media;

namespace Cluster.Actors.Meetings;

/// <summary>What happened in a meeting. None of it is stored: a meeting ends with its process.</summary>
internal abstract record MeetingEvent
{
    private MeetingEvent()
    {
    }

    /// <summary>A place was promised.</summary>
    public sealed record Reserved(string Participant, Reservation Place) : MeetingEvent;

    /// <summary>A promised place was taken back.</summary>
    public sealed record Unreserved(string Participant) : MeetingEvent;

    /// <summary>Somebody came in.</summary>
    public sealed record Entered(string Participant, Role Role, IReadOnlyList<SourceKind> Published, long AtMs) : MeetingEvent;

    /// <summary>Somebody left for good.</summary>
    public sealed record Left(string Participant) : MeetingEvent;

    /// <summary>Somebody has another role.</summary>
    public sealed record RoleGiven(string Participant, Role Role) : MeetingEvent;

    /// <summary>Signalling was lost or is back.</summary>
    public sealed record PresenceChanged(string Participant, Presence Presence) : MeetingEvent;

    /// <summary>Devices changed.</summary>
    public sealed record DevicesChanged(string Participant, DeviceState Devices) : MeetingEvent;

    /// <summary>Sources came or went.</summary>
    public sealed record PublishedChanged(string Participant, IReadOnlyList<SourceKind> Published) : MeetingEvent;

    /// <summary>A hand; null is down.</summary>
    public sealed record HandChanged(string Participant, long? RaisedAtMs) : MeetingEvent;

    /// <summary>Another name.</summary>
    public sealed record Renamed(string Participant, string Name) : MeetingEvent;

    /// <summary>A line of chat.</summary>
    public sealed record LineSaid(ChatLine Line) : MeetingEvent;

    /// <summary>Who is heard.</summary>
    public sealed record SpeakersChanged(IReadOnlyList<uint> Sources) : MeetingEvent;

    /// <summary>Nobody is in and nobody is coming.</summary>
    public sealed record Ended : MeetingEvent;
}
