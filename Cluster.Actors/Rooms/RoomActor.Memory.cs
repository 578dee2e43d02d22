using Akka.Actor;
using Akka.Event;
using Cluster.Actors.Meetings;
using Cluster.Actors.Membership;

namespace Cluster.Actors.Rooms;

/// <content>What of a meeting has to outlive the process: who moderates and what is kept off of whom, until it ends.</content>
internal sealed partial class RoomActor
{
    private (long StartedAtMs, long Epoch) marked;

    private void Remember(IReadOnlyList<MeetingEvent> events)
    {
        OweMeeting();
        foreach (var happened in events)
        {
            switch (happened)
            {
                case MeetingEvent.Entered it when meeting.Members.TryGetValue(it.Participant, out var member) && !member.Person.IsHost && it.Role == Role.Moderator:
                    OweRole(member.Person.Key, it.Role, it.AtMs);
                    break;
                case MeetingEvent.RoleGiven it:
                    OweRole(it.Person, it.Role, it.AtMs);
                    break;
                case MeetingEvent.Removed it when record?.RoleOf(it.Person) == Role.Moderator || IsOwed(it.Person):
                    OweRole(it.Person, Role.Participant, it.AtMs);
                    OwePutOut(it.Participant, it.AtMs);
                    break;
                case MeetingEvent.Removed it:
                    OwePutOut(it.Participant, it.AtMs);
                    break;
                case MeetingEvent.Ended:
                    ForgetPeople();
                    break;
            }
        }

        var locked = events.Select(LockedOf).OfType<string>().ToHashSet();
        List<PersonLocks> people =
        [
            .. meeting.Members.Values.Where(member => locked.Contains(member.Info.Id))
                .Select(member => new PersonLocks(member.Person.Key, member.Control.Locks, NowMs)).DistinctBy(person => person.Person),
        ];
        if (people.Count > 0)
        {
            Owe(new RoomRecordEvent.LocksChanged(NowMs, people));
        }
    }

    private static string? LockedOf(MeetingEvent happened) => happened switch
    {
        MeetingEvent.Muted { Locked: true } it => it.Participant,
        MeetingEvent.Unlocked it => it.Participant,
        _ => null,
    };

    // Who comes to a meeting is in no record, but that it is under way, and since when: whoever runs the room after a crash
    // has to know which meeting those mean who come back.
    private void OweMeeting()
    {
        if (meeting.StartedAtMs != 0 && marked != (meeting.StartedAtMs, Epoch))
        {
            marked = (meeting.StartedAtMs, Epoch);
            Context.GetLogger().Info("The meeting in room {Room} runs on this node, in epoch {Epoch}", name.Value, Epoch);
            if (record?.Meeting is not null)
            {
                Context.System.EventStream.Publish(new MeetingTakenUp(name.Value));
            }

            Owe(new RoomRecordEvent.MeetingBegan(NowMs, meeting.StartedAtMs, Epoch));
        }
    }

    private void OwePutOut(string participant, long atMs) => Owe(new RoomRecordEvent.PutOut(atMs, participant));

    private void OweRole(string person, Role role, long atMs)
    {
        if (record?.RoleOf(person) != role || IsOwed(person))
        {
            Owe(new RoomRecordEvent.RoleGiven(atMs, person, role));
        }
    }

    private void ForgetPeople()
    {
        var isOwed = saves.Values.Any(save => save is { IsOwed: true, Event: RoomRecordEvent.RoleGiven or RoomRecordEvent.LocksChanged or RoomRecordEvent.MeetingBegan });
        if (record is { Roles: not null } or { Locks: not null } or { Meeting: not null } || isOwed)
        {
            Owe(new RoomRecordEvent.MeetingEnded(NowMs, Math.Max(formerEpoch, epoch)));
        }
    }
}
