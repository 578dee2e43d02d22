using Cluster.Media;

namespace Cluster.Actors.Meetings;

// What a meeting is made of, as everyone in it sees it. These records go to browsers as they are.

/// <summary>A participant's role in a room.</summary>
public enum Role
{
    /// <summary>May speak, show and chat.</summary>
    Participant,

    /// <summary>May also change the room's settings and moderate.</summary>
    Moderator,
}

/// <summary>How a participant's signalling is.</summary>
public enum Presence
{
    /// <summary>Its socket is open.</summary>
    Present,

    /// <summary>Its socket is lost and the grace period runs.</summary>
    Reconnecting,
}

/// <summary>What a participant can switch on and off, and a moderator off.</summary>
public enum Device
{
    /// <summary>The microphone.</summary>
    Microphone,

    /// <summary>The camera.</summary>
    Camera,

    /// <summary>A shared screen with its sound.</summary>
    Screen,
}

/// <summary>Why a client stays where it is that was asked to move to another bridge.</summary>
public enum MoveFailure
{
    /// <summary>No bridge took the offer.</summary>
    Refused,

    /// <summary>The new connection did not come up in time.</summary>
    NotConnected,

    /// <summary>It came up, and brought nothing in time.</summary>
    NoMedia,

    /// <summary>It, or the one before, was lost.</summary>
    Lost,
}

/// <summary>A participant's devices, as its owner last said and moderators allow.</summary>
public sealed record DeviceState(bool MicrophoneOn, bool CameraOn, bool ScreenOn);

/// <summary>Which of a participant's devices a moderator keeps off.</summary>
public sealed record DeviceLocks(bool Microphone, bool Camera, bool Screen);

/// <summary>One published source of a participant.</summary>
public sealed record SourceInfo(uint Number, SourceKind Kind);

/// <summary>A participant as the others see it.</summary>
/// <param name="JoinedAtMs">Unix time in milliseconds.</param>
/// <param name="HandRaisedAtMs">Unix time in milliseconds; null while the hand is down.</param>
/// <param name="Locked">What a moderator keeps off.</param>
/// <param name="Host">Whether it is signed in with an account of this server.</param>
public sealed record ParticipantInfo(
    string Id,
    string Name,
    Role Role,
    Presence Presence,
    DeviceState Devices,
    IReadOnlyList<SourceInfo> Sources,
    long JoinedAtMs,
    long? HandRaisedAtMs,
    DeviceLocks Locked,
    bool Host);

/// <summary>Whether a host is there, in a meeting that only a host could open.</summary>
/// <param name="EndsAtMs">When the meeting ends unless a host is back by then, Unix time in milliseconds; null: it goes on.</param>
public sealed record HostPresence(bool Present, long? EndsAtMs);

/// <summary>A line of chat. <paramref name="To"/> is null when it is for everyone.</summary>
/// <param name="Number">Counts up within the meeting, so that a client that resumes can ask for what it missed.</param>
public sealed record ChatLine(long Number, string From, string FromName, string? To, string Text, long AtMs)
{
    /// <summary>Whether a participant may see it: it is for everyone, or it said it or was told it alone.</summary>
    internal bool IsFor(string participant) => To is null || To == participant || From == participant;
}

/// <summary>An offer with what its m-lines mean; sources are numbered by the room.</summary>
public sealed record MediaOffer(string Sdp, IReadOnlyList<OfferedSource> Sources, IReadOnlyList<SlotBinding> Slots);

/// <summary>The m-line <paramref name="Mid"/> sends a source of this kind.</summary>
public sealed record OfferedSource(string Mid, SourceKind Kind);

/// <summary>One wanted picture: which source, at most how high in pixels. Order is priority.</summary>
public sealed record WantedPicture(uint Source, int Height);

/// <summary>
/// What a client says of itself where the room it was in has to be put together again. None of it grants anything: what it may
/// do the room's journal and its ticket say.
/// </summary>
/// <param name="Mark">The last mute that it knew of.</param>
/// <param name="HandRaisedAtMs">Unix time in milliseconds; null while the hand is down.</param>
/// <param name="Published">The kinds of source that it sends.</param>
public sealed record Announcement(DeviceState Devices, long Mark, long? HandRaisedAtMs, IReadOnlyList<SourceKind> Published);
