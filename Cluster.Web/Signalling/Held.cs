using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Media;

namespace Cluster.Web.Signalling;

/// <summary>
/// What a connection keeps of its participant, so that it can have it put together again when its node is lost, without
/// the client having to do anything.
/// </summary>
/// <param name="ResumeToken">Empty before the join.</param>
/// <param name="Ticket">That of the bridge the client's media is on; null: none was written yet.</param>
/// <param name="ChatSeen">The last line that was passed on.</param>
internal sealed record Held(
    string ResumeToken, string? Ticket, bool InUse, DeviceState Devices, long Mark, long? HandRaisedAtMs, IReadOnlyList<SourceKind> Published, long ChatSeen)
{
    /// <summary>Nothing, before the join.</summary>
    public static readonly Held Nothing = new("", null, false, new DeviceState(false, false, false), 0, null, [], 0);

    /// <summary>The participant is in.</summary>
    public Held With(ParticipantNotice.Joined joined)
    {
        var self = joined.Participants.FirstOrDefault(info => info.Id == joined.Self);
        return this with
        {
            ResumeToken = joined.ResumeToken,
            Devices = self?.Devices ?? Devices,
            HandRaisedAtMs = self?.HandRaisedAtMs,
            Mark = joined.Mark,
            Published = [.. joined.Sources.Select(source => source.Kind)],
            ChatSeen = Math.Max(ChatSeen, joined.Chat.Count > 0 ? joined.Chat[^1].Number : 0),
        };
    }

    /// <summary>Newer tickets. Where the client's media went by a ticket elsewhere, that bridge's stays until the room says the same.</summary>
    public Held With(ParticipantNotice.Tickets tickets) => this with { Ticket = tickets.Bridge, InUse = false };

    /// <summary>An offer was answered.</summary>
    public Held With(ParticipantNotice.Answered answered) => this with
    {
        Published = [.. answered.Sources.Select(source => source.Kind)],
        Ticket = answered.Ticket ?? Ticket,
        InUse = InUse || answered.Ticket is not null,
    };

    /// <summary>A moderator switched a device off.</summary>
    public Held With(ParticipantNotice.Muted muted) => this with { Devices = muted.Device switch
    {
        Device.Microphone => Devices with { MicrophoneOn = false },
        Device.Camera => Devices with { CameraOn = false },
        _ => Devices with { ScreenOn = false },
    } };

    /// <summary>What brings the participant back.</summary>
    public ParticipantCommand.Resume Return(ParticipantKey key, string request) =>
        new(key, request, ResumeToken, ChatSeen, Ticket, new Announcement(Devices, Mark, HandRaisedAtMs, Published));
}
