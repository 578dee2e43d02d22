using Akka.Actor;
using Cluster.Actors.Meetings;
using Cluster.Actors.Policy;
using Cluster.Actors.Telemetry;

namespace Cluster.Actors.Rooms;

/// <content>
/// Guests who came before a host, where only a host opens a meeting. They are told that they wait and nothing else, and
/// come in by themselves as soon as a host is in, or the server is opened to everyone.
/// </content>
internal sealed partial class RoomActor
{
    private readonly OrderedDictionary<string, Knock> waiting = [];
    private ServerPolicy? policy;

    private bool HasToWait => Rules.Creation == RoomCreation.Authenticated && meeting.StartedAtMs == 0;

    private void OnPolicy(PolicyMirror.Known it)
    {
        var before = policy;
        policy = it.Policy;
        AdmitAtDoor();
        AdmitAllowed();
        CheckHosts();
        CheckSuccession();
        if (before is not null && before.Creation != it.Policy.Creation)
        {
            TellInfo();
        }
    }

    private void WaitOrAdmit(Knock knock)
    {
        if (!HasToWait)
        {
            Admit(knock);
        }
        else if (waiting.Count >= settings.ParticipantsLimit)
        {
            Refuse(knock, "try-again", "Too many are waiting for this meeting to start. Try again in a moment.");
        }
        else
        {
            waiting[knock.Admit.Participant] = knock;
            knock.Span.Failed("waiting-for-host");
            ShowAttendance();
            Context.Watch(knock.From);
            knock.From.Tell(new RoomReply.Waiting(
                knock.Admit.Request, "waiting-for-host", "The meeting has not started: a host has to come first."));
        }
    }

    private bool StopWaiting(string participant)
    {
        if (!waiting.Remove(participant, out var knock))
        {
            return false;
        }

        ShowAttendance();
        Context.Unwatch(knock.From);
        if (meeting.IsEmpty && waiting.Count == 0)
        {
            timer.Start(Alarm.Idle, settings.RoomIdle);
        }

        return true;
    }

    // In the order they came; whoever still has to wait does so without hearing of it again.
    private void AdmitAllowed()
    {
        if (record is null)
        {
            return;
        }

        foreach (var (participant, knock) in waiting.ToList())
        {
            if (!HasToWait || record.IsHost(knock.Admit.Account))
            {
                StopWaiting(participant);
                OnKnock(knock);
            }
        }
    }
}
