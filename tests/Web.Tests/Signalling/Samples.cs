using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Policy;
using Cluster.Media;

namespace Web.Tests.Signalling;

/// <summary>Notices as a participant would send them.</summary>
internal static class Samples
{
    public static readonly ParticipantInfo Ann = new(
        "ann", "Ann", Role.Moderator, Presence.Present, new DeviceState(true, false, false), [new SourceInfo(1, SourceKind.Microphone)], 1_000, null,
        new DeviceLocks(false, false, false), false);

    public static readonly RoomInfo Room = new("atrium", "Atrium", false, false, false, false, 100,
        Allowed.Everyone, Allowed.Everyone, Allowed.Moderators, ChatHistory.Meeting, null, RoomCreation.Open, false);

    public static readonly ChatLine Line = new(7, "ann", "Ann", null, "hello", 2_000);

    public static ParticipantNotice.Joined Joined(string request, string self, bool resumed = false) => new(
        request, resumed, self, "token", 30_000, Room, 500, [Ann], [new SourceInfo(1, SourceKind.Microphone)], resumed ? null : "v=0", [Line], [1], true,
        "return", 0, null);
}
