using Cluster.Actors.Ops;

namespace Cluster.Web.Admin;

// A meeting as the admin API shows it. Times are Unix time in milliseconds.

/// <summary>A meeting under way: who is in, on which bridges, and how their media goes.</summary>
/// <param name="StartedAtMs">Null: nobody is in.</param>
/// <param name="Endpoints">At most 200 of each node.</param>
public sealed record AdminMeeting(
    string Room, long? StartedAtMs, IReadOnlyList<AdminMeetingParticipant> Participants, IReadOnlyList<AdminMeetingBridge> Bridges,
    IReadOnlyList<AdminMeetingEndpoint> Endpoints);

/// <summary>Somebody who is in.</summary>
/// <param name="Login">Null: a guest.</param>
/// <param name="Role"><c>participant</c> or <c>moderator</c>.</param>
/// <param name="Presence"><c>present</c> or <c>reconnecting</c>.</param>
/// <param name="Client">What they are in the meeting with, such as <c>Firefox on Linux</c>; null: not connected, or not known.</param>
/// <param name="Edge">The node their signalling goes through; null: as with <paramref name="Client"/>.</param>
public sealed record AdminMeetingParticipant(
    string Participant, string Name, string? Login, string Role, string Presence, bool MicrophoneOn, bool CameraOn, bool ScreenOn, long JoinedAtMs,
    string? Client, string? Edge);

/// <summary>A bridge of the meeting.</summary>
public sealed record AdminMeetingBridge(string Node, long Bridge, int Endpoints);

/// <summary>A participant's endpoint, and the node it is on.</summary>
public sealed record AdminMeetingEndpoint(string Node, string Participant, OpsEndpoint Endpoint);
