using System.Globalization;
using Cluster.Actors.Audit;
using Cluster.Actors.Meetings;
using Cluster.Actors.Rooms;

namespace Cluster.Actors.Ops;

/// <summary>Hears what happens in this node's meetings: for the events of the cluster, and for the audit log where a moderator puts somebody out.</summary>
internal sealed class RoomWitness(ClusterEvents events, AuditLog audit)
{
    /// <summary>This happened, and the meeting is as it was before.</summary>
    public void Saw(RoomName room, MeetingState before, IReadOnlyList<MeetingEvent> happened)
    {
        string NameOf(string participant) => before.Members.GetValueOrDefault(participant)?.Info.Name ?? "";
        foreach (var it in happened)
        {
            switch (it)
            {
                case MeetingEvent.Entered entered:
                    if (before.Members.IsEmpty)
                    {
                        events.Add("room-began", room.Value);
                    }

                    events.Add("joined", room.Value, entered.Participant, before.Reservations.GetValueOrDefault(entered.Participant)?.Name ?? "");
                    break;
                case MeetingEvent.Returned returned:
                    events.Add("returned", room.Value, returned.Member.Info.Id, returned.Member.Info.Name);
                    break;
                case MeetingEvent.Left left when before.Members.ContainsKey(left.Participant):
                    events.Add("left", room.Value, left.Participant, NameOf(left.Participant));
                    break;
                case MeetingEvent.Removed removed:
                    events.Add("removed", room.Value, removed.Participant, NameOf(removed.Participant));
                    break;
                case MeetingEvent.Ended:
                    events.Add("room-ended", room.Value);
                    break;
            }
        }
    }

    /// <summary>The meeting's media has gone to a node, with so many people.</summary>
    public void MediaMoved(RoomName room, string node, int people) => events.Add("media-moved", room.Value, node, people.ToString(CultureInfo.InvariantCulture));

    /// <summary>Somebody was not let in.</summary>
    public void Refused(RoomName room, string participant, string code) => events.Add("refused", room.Value, participant, code);

    /// <summary>A moderator put somebody out or ended the meeting.</summary>
    public void Moderated(RoomName room, MeetingState before, string by, string act, string target)
    {
        var account = before.Members.GetValueOrDefault(by)?.Person.Account?.Account.Value;
        var actor = account is null ? new AuditActor(AuditActorKind.Participant, by) : new AuditActor(AuditActorKind.Account, account);
        var whom = before.Members.GetValueOrDefault(target)?.Person.Account?.Account.Value;
        audit.Write(new AuditEntry(audit.NowMs, actor, act, Room: room.Value, Target: whom ?? target, From: "meeting"));
    }
}
