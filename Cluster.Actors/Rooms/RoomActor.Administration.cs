using Akka.Actor;
using Cluster.Actors.Accounts;
using Cluster.Actors.Meetings;
using Cluster.Actors.Policy;

namespace Cluster.Actors.Rooms;

/// <content>What comes from outside the meeting: the command line, room pages, the page before joining.</content>
internal sealed partial class RoomActor
{
    private const int AsidesMax = 256;
    private static readonly TimeSpan AskedIdle = TimeSpan.FromSeconds(15);

    private readonly Queue<(RoomCommand Command, IActorRef From)> asides = new();

    private void ReceiveAdministration()
    {
        Receive<RoomCommand.Show>(OnAside);
        Receive<RoomCommand.LookAtDoor>(OnAside);
        Receive<RoomCommand.Administer>(OnAside);
        Receive<RoomCommand.Shut>(OnAside);
        Receive<RoomCommand.Forget>(OnAside);
        Receive<RoomCommand.Inspect>(OnAside);
        Receive<RoomCommand.PutOut>(OnAside);
        Receive<RoomCommand.Silence>(OnAside);
    }

    private bool IsIdle => meeting.IsEmpty && door.Count == 0 && waiting.Count == 0 && saves.Count == 0 && asides.Count == 0;

    private RoomDetails Details => new(
        name.Value,
        Info,
        record?.Moderators ?? [],
        !meeting.Members.IsEmpty,
        meeting.Members.Count,
        waiting.Count,
        meeting.Members.IsEmpty ? null : meeting.StartedAtMs,
        record?.HasSettings ?? false);

    private void ShowAttendance() => services.Live.Put(name, meeting.Members.Count, waiting.Count, meeting.Members.IsEmpty ? 0 : meeting.StartedAtMs);

    private void OnAside(RoomCommand command)
    {
        if (record is not null && policy is not null)
        {
            OnAside(command, Sender, record);
        }
        else if (asides.Count < AsidesMax)
        {
            asides.Enqueue((command, Sender));
            if (!timer.IsRunning(Alarm.Loading))
            {
                timer.Start(Alarm.Loading, settings.StorageTimeout);
            }
        }
        else
        {
            Sender.Tell(new RoomAnswer.Refused("try-again", "Too many ask for this room. Try again in a moment."));
        }
    }

    private void OnAside(RoomCommand command, IActorRef from, RoomRecord known)
    {
        switch (command)
        {
            case RoomCommand.LookAtDoor look:
                from.Tell(new RoomAnswer.Entry(new RoomEntry(
                    Rules.Creation,
                    !meeting.Members.IsEmpty,
                    !HasToWait || known.IsHost(look.Account),
                    known.PasswordHash is not null,
                    known.ExpiresAtMs <= NowMs)));
                LeaveSoon();
                break;
            case RoomCommand.Show show when IsAllowed(show.By, from, known):
                if (show.Index)
                {
                    recordActor.Tell(new RoomRecordActor.WriteRow());
                }

                from.Tell(new RoomAnswer.Shown(Details));
                LeaveSoon();
                break;
            case RoomCommand.Administer it when IsAllowed(it.By, from, known):
                Change(
                    it.Patch,
                    it.Moderators,
                    () => from.Tell(new RoomAnswer.Shown(Details)),
                    (code, message) => from.Tell(new RoomAnswer.Refused(code, message)));
                break;
            case RoomCommand.Shut shut when IsAllowed(shut.By, from, known):
                from.Tell(new RoomAnswer.Closed(meeting.Members.Count));
                EndMeeting("meeting-ended", "The meeting was ended for everyone.");
                break;
            case RoomCommand.Inspect:
                from.Tell(Inspected);
                LeaveSoon();
                break;
            case RoomCommand.PutOut it:
                Moderate(it.Participant, from, member => new MeetingEvent.Removed(it.Participant, member.Person.Key, NowMs));
                break;
            case RoomCommand.Silence it:
                Moderate(it.Participant, from, _ => new MeetingEvent.Muted(it.Participant, Device.Microphone, Locked: false, OperatorName, NowMs));
                break;
            case RoomCommand.Forget:
                Save(
                    new RoomRecordEvent.Removed(NowMs),
                    () =>
                    {
                        EndMeeting("room-removed", "This room was removed.");
                        from.Tell(new RoomAnswer.Removed());
                    },
                    (code, message) => from.Tell(new RoomAnswer.Refused(code, message)));
                break;
        }
    }

    private void AnswerAsides()
    {
        while (record is not null && policy is not null && asides.TryDequeue(out var aside))
        {
            OnAside(aside.Command, aside.From, record);
        }
    }

    private void RefuseAsides()
    {
        while (asides.TryDequeue(out var aside))
        {
            aside.From.Tell(new RoomAnswer.Refused("storage-unavailable", "The room's settings cannot be read now. Try again in a moment."));
        }
    }

    private static bool IsAllowed(AccountIdentity? by, IActorRef from, RoomRecord known)
    {
        var allowed = by is null || known.IsHost(by);
        if (!allowed)
        {
            from.Tell(new RoomAnswer.Refused("not-allowed", "Only the room's moderators may do that."));
        }

        return allowed;
    }

    // A room that was only asked about does not stay as long as one that people were in; but what it knows of wrong
    // passwords must not go with it.
    private void LeaveSoon()
    {
        if (IsIdle && !knocked)
        {
            timer.Start(Alarm.Idle, AskedIdle);
        }
    }
}
