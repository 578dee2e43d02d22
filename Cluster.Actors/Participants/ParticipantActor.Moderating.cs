using Akka.Actor;
using Cluster.Actors.Limits;
using Cluster.Actors.Rooms;

namespace Cluster.Actors.Participants;

/// <content>What a moderator asks goes to the room, which decides; only how often is decided here, for one word may concern hundreds.</content>
internal sealed partial class ParticipantActor
{
    private RateWindow moderationRate = new(60, TimeSpan.FromSeconds(10));

    private void Moderate(ParticipantCommand command)
    {
        if (moderationRate.TryPass(services.Time.GetUtcNow()) is not { } counted)
        {
            Refuse(connection, RequestOf(command), "too-many-attempts", "That was a lot at once. Wait a moment.");
            return;
        }

        moderationRate = counted;
        RoomCommand? asked = command switch
        {
            ParticipantCommand.Mute it => new RoomCommand.Mute(room, key.Participant, it.Request, it.Participant, it.Device, it.Locked),
            ParticipantCommand.Unlock it => new RoomCommand.Unlock(room, key.Participant, it.Request, it.Participant, it.Device),
            ParticipantCommand.Remove it => new RoomCommand.Remove(room, key.Participant, it.Request, it.Participant),
            ParticipantCommand.GiveRole it => new RoomCommand.GiveRole(room, key.Participant, it.Request, it.Participant, it.Role),
            ParticipantCommand.EndMeeting it => new RoomCommand.EndMeeting(room, key.Participant, it.Request),
            _ => null,
        };
        services.Rooms.Tell(asked);
    }
}
