using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Policy;

namespace Cluster.Actors.Rooms;

/// <content>What becomes of a meeting whose hosts or moderators are gone.</content>
internal sealed partial class RoomActor
{
    private HostPresence? hosts;
    private long? endsAtMs;

    // Where only a host opens a meeting, everyone is told when the last one has left; the policy says whether it then ends.
    private void CheckHosts()
    {
        if (policy is null)
        {
            return;
        }

        var matters = policy.Creation == RoomCreation.Authenticated && meeting is { HadHost: true, Members.IsEmpty: false };
        var present = meeting.Members.Values.Any(member => member.Person.IsHost);
        if (!matters || present || policy.WhenHostsLeave == WhenHostsLeave.Continue)
        {
            timer.Cancel(Alarm.HostGrace);
            endsAtMs = null;
        }
        else if (!timer.IsRunning(Alarm.HostGrace))
        {
            timer.Start(Alarm.HostGrace, policy.HostGrace);
            endsAtMs = NowMs + (long)policy.HostGrace.TotalMilliseconds;
        }

        var (before, now) = (hosts, matters ? new HostPresence(present, endsAtMs) : null);
        hosts = now;
        if (now != before && (before is not null || now is { Present: false }))
        {
            Tell(new ParticipantNotice.HostsChanged(now ?? new HostPresence(false, null)), _ => true);
        }
    }

    // Where the first one in moderates there is always a moderator, but one that is gone gets time to come back.
    private void CheckSuccession()
    {
        if (!Rules.MissModerator(meeting.Members.Values))
        {
            timer.Cancel(Alarm.Succession);
        }
        else if (!timer.IsRunning(Alarm.Succession))
        {
            timer.Start(Alarm.Succession, settings.ModeratorGrace);
        }
    }

    private void Succeed() =>
        Accept([new MeetingEvent.RecallOver(), .. AdmissionDecisions.Succession([.. meeting.Members.Values], Rules, NowMs)]);
}
