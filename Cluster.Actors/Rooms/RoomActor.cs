using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Cluster.Actors.Bridges;
using Cluster.Actors.Limits;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
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
    private readonly Dictionary<string, Link> links = [];
    private MeetingState meeting = MeetingState.Empty;
    private BridgeKey? bridge;
    private long lastFlushMs;

    public RoomActor(RoomName name, RoomServices services)
    {
        this.name = name;
        this.services = services;
        settings = services.Settings;
        timer = new ActorTimer<Alarm>(services.Time, Self);
        gate = new BackOff(settings.PasswordFreeAttempts, settings.PasswordBackOff, settings.PasswordBackOffMax);
        ReceiveAdmissions();
        ReceiveSettings();
        Receive<RoomCommand.SpeakersHeard>(OnSpeakersHeard);
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
    }

    private long NowMs => services.Time.GetUtcNow().ToUnixTimeMilliseconds();

    protected override void PreStart()
    {
        StartRecord();
        timer.Start(Alarm.Idle, settings.RoomIdle);
    }

    // Restarting or stopping, what this meeting was is lost: everyone is told, so that clients come anew at once.
    protected override void PostStop()
    {
        foreach (var link in links.Values)
        {
            link.Entity.Tell(new RoomReply.NotIn("node-stopping", "The room is moving. Join again."));
        }

        CloseBridge();
        timer.Stop();
    }

    private void OnCommand(RoomCommand command)
    {
        switch (meeting.Decide(command, Rules, NowMs))
        {
            case MeetingDecision.Accepted accepted:
                Accept(accepted.Events);
                Answer(command);
                break;
            case MeetingDecision.Refused refused when command is RoomCommand.Say say:
                Sender.Tell(new ParticipantNotice.Refused(say.Request, refused.Code, refused.Message));
                break;
            case MeetingDecision.NotIn when command is not RoomCommand.Leave:
                Sender.Tell(new RoomReply.NotIn("meeting-ended", "You are no longer in this meeting. Join again."));
                break;
        }
    }

    private void Answer(RoomCommand command)
    {
        switch (command)
        {
            case RoomCommand.Enter enter:
                View(enter.Participant, enter.Request, 0);
                break;
            case RoomCommand.Look look:
                View(look.Participant, look.Request, look.ChatSeen);
                break;
            case RoomCommand.Rename rename:
                Sender.Tell(new ParticipantNotice.Done(rename.Request));
                break;
        }
    }

    private void View(string participant, string request, long chatSeen)
    {
        links[participant].Seen = meeting.Members;
        Sender.Tell(new RoomReply.Viewed(request, new MeetingView(
            Info,
            meeting.StartedAtMs,
            [.. meeting.Members.Values.OrderBy(member => member.Order).Select(member => member.Info)],
            meeting.ChatFor(participant, chatSeen),
            meeting.Speakers)));
    }

    private void Accept(IReadOnlyList<MeetingEvent> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        meeting = meeting.Apply(events).Trim(settings.ChatHistoryLines, settings.ChatHistoryChars);
        foreach (var happened in events)
        {
            React(happened);
        }

        if (timer.IsRunning(Alarm.Flush))
        {
            return;
        }

        var sinceMs = NowMs - lastFlushMs;
        if (sinceMs >= settings.RosterBatch.TotalMilliseconds || sinceMs < 0)
        {
            Flush();
        }
        else
        {
            timer.Start(Alarm.Flush, settings.RosterBatch - TimeSpan.FromMilliseconds(sinceMs));
        }
    }

    private void React(MeetingEvent happened)
    {
        switch (happened)
        {
            case MeetingEvent.LineSaid { Line: var line }:
                Tell(new ParticipantNotice.Said(line), id => line.To is null || id == line.To || id == line.From);
                break;
            case MeetingEvent.SpeakersChanged { Sources: var sources }:
                Tell(new ParticipantNotice.SpeakersChanged(sources), _ => true);
                break;
            case MeetingEvent.Left { Participant: var participant }:
                Unlink(participant);
                break;
            case MeetingEvent.Unreserved { Participant: var participant }:
                Unlink(participant);
                break;
            case MeetingEvent.Ended:
                CloseBridge();
                timer.Start(Alarm.Idle, settings.RoomIdle);
                break;
        }
    }

    // Only those who are in: somebody with a promised place sees the meeting when it enters.
    private void Tell(ParticipantNotice notice, Func<string, bool> to)
    {
        foreach (var (id, link) in links)
        {
            if (link.Seen is not null && to(id))
            {
                link.Entity.Tell(notice);
            }
        }
    }

    private void Flush()
    {
        var diffs = new Dictionary<ImmutableDictionary<string, Member>, ParticipantNotice.RosterChanged?>(ReferenceEqualityComparer.Instance);
        foreach (var link in links.Values)
        {
            if (link.Seen is null)
            {
                continue;
            }

            if (!diffs.TryGetValue(link.Seen, out var diff))
            {
                diff = RosterDiff.Between(link.Seen, meeting.Members);
                diffs.Add(link.Seen, diff);
            }

            if (diff is not null)
            {
                link.Entity.Tell(diff);
                lastFlushMs = NowMs;
            }

            link.Seen = meeting.Members;
        }
    }

    private void OnSpeakersHeard(RoomCommand.SpeakersHeard heard)
    {
        if (heard.Bridge == bridge)
        {
            OnCommand(heard);
        }
    }

    private void OnTerminated(Terminated terminated)
    {
        foreach (var (id, _) in links.Where(entry => entry.Value.Entity.Equals(terminated.ActorRef)).ToList())
        {
            OnCommand(new RoomCommand.Leave(name, id));
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
                RefuseWaiting();
                break;
            case Alarm.Saving:
                RefuseSaves();
                break;
            case Alarm.Idle when meeting.IsEmpty && waiting.Count == 0 && saves.Count == 0:
                Context.Parent.Tell(new Passivate(StopEntity.Instance));
                break;
            case Alarm.Idle when meeting.IsEmpty:
                timer.Start(Alarm.Idle, settings.RoomIdle);
                break;
        }
    }

    private void Unlink(string participant)
    {
        if (links.Remove(participant, out var link))
        {
            Context.Unwatch(link.Entity);
        }
    }

    private void CloseBridge()
    {
        if (bridge is { } open)
        {
            services.Bridges.Tell(new BridgeCommand.Close(open));
            bridge = null;
        }
    }

    /// <summary>Somebody's entity, and the roster it last saw: null while it only has a promised place.</summary>
    private sealed class Link(IActorRef entity)
    {
        public IActorRef Entity { get; } = entity;

        public ImmutableDictionary<string, Member>? Seen { get; set; }
    }
}
