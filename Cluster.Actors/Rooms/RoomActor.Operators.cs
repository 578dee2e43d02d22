using Akka.Actor;
using Cluster.Actors.Meetings;

namespace Cluster.Actors.Rooms;

/// <content>What operators see of a meeting, and what administrators do to those who are in it.</content>
internal sealed partial class RoomActor
{
    /// <summary>By whom somebody is told to have been silenced.</summary>
    private const string OperatorName = "An administrator";

    private RoomAnswer.Inspected Inspected => new(
        meeting.Members.IsEmpty ? null : meeting.StartedAtMs,
        [
            .. meeting.Members.Values.OrderBy(member => member.Order).Select(member => new RoomPerson(
                member.Info.Id, member.Info.Name, member.Person.Account?.Account, member.Info.Role, member.Info.Presence, member.Info.Devices, member.Info.JoinedAtMs)),
        ]);

    private void Moderate(string participant, IActorRef from, Func<Member, MeetingEvent> happens)
    {
        if (meeting.Members.TryGetValue(participant, out var member))
        {
            Accept([happens(member)]);
            from.Tell(new RoomAnswer.Moderated());
        }
        else
        {
            from.Tell(new RoomAnswer.Refused("participant-unknown", "That participant is not in the meeting any more."));
            LeaveSoon();
        }
    }
}
