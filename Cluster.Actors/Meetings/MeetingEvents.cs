using Cluster.Media;

namespace Cluster.Actors.Meetings;

/// <summary>What happened in a meeting. What of it outlives the process, the room keeps in its record.</summary>
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
    /// <param name="Control">Its devices, as the room lets them begin.</param>
    /// <param name="ChatFrom">It sees the lines after this one.</param>
    /// <param name="HandRaisedAtMs">Not null where somebody came back with the hand up.</param>
    public sealed record Entered(
        string Participant, Role Role, IReadOnlyList<SourceKind> Published, long AtMs, DeviceControl Control, long ChatFrom, long? HandRaisedAtMs)
        : MeetingEvent;

    /// <summary>Somebody who was in this meeting before its room came up elsewhere has its place back.</summary>
    /// <param name="StartedAtMs">When the meeting began, Unix time in milliseconds.</param>
    /// <param name="LastLine">The chat went on at least up to this line.</param>
    public sealed record Returned(long StartedAtMs, long LastLine, Member Member) : MeetingEvent;

    /// <summary>Somebody left for good.</summary>
    public sealed record Left(string Participant) : MeetingEvent;

    /// <summary>Somebody left because it came back as another participant.</summary>
    public sealed record Replaced(string Participant) : MeetingEvent;

    /// <summary>Somebody was put out, and with that is no moderator any more.</summary>
    public sealed record Removed(string Participant, string Person, long AtMs) : MeetingEvent;

    /// <summary>A person has another role, wherever it is in.</summary>
    public sealed record RoleGiven(string Person, Role Role, long AtMs) : MeetingEvent;

    /// <summary>The last moderator left, and may be back in a moment.</summary>
    public sealed record RecallBegan : MeetingEvent;

    /// <summary>Nobody waits any longer for a moderator to come back.</summary>
    public sealed record RecallOver : MeetingEvent;

    /// <summary>A moderator switched a device off.</summary>
    /// <param name="By">The moderator's name.</param>
    public sealed record Muted(string Participant, Device Device, bool Locked, string By, long AtMs) : MeetingEvent;

    /// <summary>A moderator lets a device be switched on again.</summary>
    public sealed record Unlocked(string Participant, Device Device, long AtMs) : MeetingEvent;

    /// <summary>A participant may share a screen now, or no longer.</summary>
    public sealed record SharingChanged(string Participant, bool May) : MeetingEvent;

    /// <summary>An account that is in moderates this room by itself now, or no longer.</summary>
    public sealed record HostChanged(string Participant, bool IsHost) : MeetingEvent;

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

    /// <summary>Lines said before the room died came back.</summary>
    public sealed record ChatRecalled(IReadOnlyList<ChatLine> Lines) : MeetingEvent;

    /// <summary>Who is heard.</summary>
    public sealed record SpeakersChanged(IReadOnlyList<uint> Sources) : MeetingEvent;

    /// <summary>Nobody is in and nobody is coming.</summary>
    public sealed record Ended : MeetingEvent;
}
