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
    public sealed record Admit(RoomName Room, string Participant, string Request, string Name, string? Password, DeviceState Devices)
        : RoomCommand(Room);

    /// <summary>Takes the place, now that the bridge has answered: from here on the others see it. Answered by <see cref="RoomReply.Viewed"/>.</summary>
    public sealed record Enter(RoomName Room, string Participant, string Request, IReadOnlyList<SourceKind> Published) : RoomCommand(Room);

    /// <summary>Asks for the meeting as it stands, for a new connection: answered by <see cref="RoomReply.Viewed"/>.</summary>
    public sealed record Look(RoomName Room, string Participant, string Request, long ChatSeen) : RoomCommand(Room);

    /// <summary>Gives up the place.</summary>
    public sealed record Leave(RoomName Room, string Participant) : RoomCommand(Room);

    /// <summary>The participant's signalling was lost or is back.</summary>
    public sealed record SetPresence(RoomName Room, string Participant, Presence Presence) : RoomCommand(Room);

    /// <summary>The participant's devices changed.</summary>
    public sealed record SetDevices(RoomName Room, string Participant, DeviceState Devices) : RoomCommand(Room);

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
    public sealed record Admitted(string Request, uint FirstSource, BridgeKey Bridge, DeviceState Devices) : RoomReply;

    /// <summary>The meeting as it stands.</summary>
    public sealed record Viewed(string Request, MeetingView View) : RoomReply;

    /// <summary>The room does not know the participant, or no longer: <paramref name="Code"/> is one of <see cref="ParticipantNotice.Ended"/>.</summary>
    public sealed record NotIn(string Code, string Message) : RoomReply;
}

/// <summary>A meeting as one participant may see it.</summary>
internal sealed record MeetingView(
    RoomInfo Room, long StartedAtMs, IReadOnlyList<ParticipantInfo> Participants, IReadOnlyList<ChatLine> Chat, IReadOnlyList<uint> Speakers);
