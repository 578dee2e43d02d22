using Akka.Actor;
using Akka.Cluster.Sharding;
using Cluster.Actors.Limits;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Policy;
using Cluster.Actors.Sharding;

namespace Cluster.Actors.Rooms;

/// <summary>
/// Runs a room's meeting: lets people in, keeps everyone's picture of it the same, and ends it. It never waits for the
/// database; <see cref="RoomRecordActor"/> does that beside it.
/// </summary>
internal sealed partial class RoomActor : ReceiveActor
{
    private readonly RoomName name;
    private readonly RoomServices services;
    private readonly ActorsSettings settings;
    private readonly ActorTimer<Alarm> timer;
    private MeetingState meeting = MeetingState.Empty;

    public RoomActor(RoomName name, RoomServices services)
    {
        this.name = name;
        this.services = services;
        settings = services.Settings;
        timer = new ActorTimer<Alarm>(services.Time, Self);
        gate = new BackOff(settings.PasswordFreeAttempts, settings.PasswordBackOff, settings.PasswordBackOffMax);
        ReceiveAtDoor();
        ReceiveBridges();
        ReceiveTickets();
        ReceiveMoving();
        ReceiveReturning();
        ReceiveChat();
        ReceiveRecord();
        ReceiveModeration();
        ReceiveAdministration();
        Receive<PolicyMirror.Known>(OnPolicy);
        Receive<RoomCommand.SpeakersHeard>(OnSpeakersHeard);
        Receive<RoomCommand.Leave>(OnLeave);
        Receive<RoomCommand>(OnCommand);
        Receive<Terminated>(OnTerminated);
        Receive<ActorTimer<Alarm>.Rang>(rang => timer.IsDue(rang), OnAlarm);
        Receive<ActorTimer<Alarm>.Rang>(_ => { });
        Receive<StopEntity>(_ => Context.Stop(Self));
    }

    private enum Alarm
    {
        Idle,
        Flush,
        Loading,
        Saving,
        HostGrace,
        Succession,
        Tickets,
        Settle,
        Absent,
        Relays,
        Move,
    }

    private long NowMs => services.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private MeetingRules Rules
    {
        get
        {
            var known = record ?? RoomRecord.Empty;
            return new MeetingRules(
                known.ParticipantsMax ?? settings.ParticipantsMaxDefault, known.StartsMuted, known.StartsHidden, known.MayShare, known.MayChat,
                known.ChatHistory ?? ChatHistory.Meeting, policy?.Creation ?? settings.RoomCreation, known.Moderators is not null);
        }
    }

    protected override void PreStart()
    {
        ShowAttendance();
        services.Policy.Tell(new PolicyMirror.Watch());
        StartRecord();
        timer.Start(Alarm.Idle, settings.RoomIdle);
    }

    // Restarting or stopping, what this meeting was is lost: everyone is told, so that those who were in take their places back
    // at once, and their media stays where it is.
    protected override void PostStop()
    {
        services.Live.Remove(name);
        foreach (var there in links.Values.Select(link => link.Entity).Concat(waiting.Values.Select(knock => knock.From)))
        {
            there.Tell(new RoomReply.NotIn("node-stopping", "The room is moving. Come back."));
        }

        if (meeting.IsEmpty)
        {
            CloseBridges();
        }

        timer.Stop();
    }

    private void OnCommand(RoomCommand command)
    {
        switch (meeting.Decide(command, Rules, NowMs))
        {
            case MeetingDecision.Accepted accepted:
                if (command is RoomCommand.Remove remove)
                {
                    services.Live.Witness?.Moderated(name, meeting, remove.Participant, "removeParticipant", remove.Target);
                }

                Accept(accepted.Events);
                Answer(command);
                break;
            case MeetingDecision.Refused refused when RequestOf(command) is { } request:
                Sender.Tell(new ParticipantNotice.Refused(request, refused.Code, refused.Message));
                break;
            case MeetingDecision.NotIn when command is not RoomCommand.Leave:
                TellLost();
                break;
        }
    }

    private void TellLost() => Sender.Tell(new RoomReply.NotIn("expired", "This meeting does not know you any more. Join again."));

    private static string? RequestOf(RoomCommand command) => command switch
    {
        RoomCommand.Say it => it.Request,
        RoomCommand.Mute it => it.Request,
        RoomCommand.Unlock it => it.Request,
        RoomCommand.Remove it => it.Request,
        RoomCommand.Rename it => it.Request,
        _ => null,
    };

    private void Answer(RoomCommand command)
    {
        switch (command)
        {
            case RoomCommand.Enter enter:
                View(enter.Participant, enter.Request, 0);
                AdmitAllowed();
                break;
            case RoomCommand.Look look:
                View(look.Participant, look.Request, look.ChatSeen);
                break;
            case RoomCommand.Rename or RoomCommand.Mute or RoomCommand.Unlock or RoomCommand.Remove:
                Sender.Tell(new ParticipantNotice.Done(RequestOf(command)!));
                break;
        }
    }

    /// <summary>Makes it so, tells whom it concerns, and keeps what has to outlive the process.</summary>
    private void Accept(IReadOnlyList<MeetingEvent> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        services.Live.Witness?.Saw(name, meeting, events);
        meeting = meeting.Apply(events).Trim(settings.ChatHistoryLines, settings.ChatHistoryChars);
        foreach (var happened in events)
        {
            React(happened);
        }

        ShowAttendance();
        Remember(events);
        Vouch(events);
        if (events.Any(happened => happened is MeetingEvent.RoleGiven))
        {
            Accept(meeting.Sharing(Rules));
        }

        CheckHosts();
        CheckSuccession();
        FlushSoon();
    }

    private void OnSpeakersHeard(RoomCommand.SpeakersHeard heard)
    {
        if (heard.Bridge == bridges.First)
        {
            OnCommand(heard);
        }
    }

    private void OnLeave(RoomCommand.Leave leave)
    {
        if (!StopWaiting(leave.Participant))
        {
            OnCommand(leave);
        }
    }

    private void OnTerminated(Terminated terminated)
    {
        var gone = terminated.ActorRef;
        foreach (var id in links.Where(entry => entry.Value.Entity.Equals(gone)).Select(entry => entry.Key)
            .Concat(waiting.Where(entry => entry.Value.From.Equals(gone)).Select(entry => entry.Key)).ToList())
        {
            if (meeting.Members.ContainsKey(id))
            {
                Miss(id);
            }
            else
            {
                OnLeave(new RoomCommand.Leave(name, id));
            }
        }
    }

    private void OnAlarm(ActorTimer<Alarm>.Rang rang)
    {
        switch (rang.Alarm)
        {
            case Alarm.Flush:
                Flush();
                break;
            case Alarm.Loading:
                RefuseAtDoor();
                RefuseAsides();
                RefuseReturning();
                break;
            case Alarm.Tickets:
                RenewTickets();
                break;
            case Alarm.Relays:
                SayRelays();
                break;
            case Alarm.Move:
                AdvanceMove();
                break;
            case Alarm.Settle:
                Settled();
                break;
            case Alarm.Absent:
                LeaveMissed();
                break;
            case Alarm.Saving:
                RefuseSaves();
                break;
            case Alarm.HostGrace:
                EndMeeting("host-left", "The meeting has ended, because no host came back.");
                break;
            case Alarm.Succession:
                Succeed();
                break;
            case Alarm.Idle when IsIdle:
                Context.Parent.Tell(new Passivate(StopEntity.Instance));
                break;
            case Alarm.Idle when meeting.IsEmpty:
                timer.Start(Alarm.Idle, settings.RoomIdle);
                break;
        }
    }
}
