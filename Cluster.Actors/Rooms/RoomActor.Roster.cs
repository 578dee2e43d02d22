using System.Collections.Immutable;
using Akka.Actor;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;

namespace Cluster.Actors.Rooms;

/// <content>Everyone's picture of the meeting: each who is in hears what happens, and changes of the roster in batches.</content>
internal sealed partial class RoomActor
{
    private readonly Dictionary<string, Link> links = [];
    private long lastFlushMs;

    private void View(string participant, string request, long chatSeen) => View(participant, request, chatSeen, Sender);

    private void View(string participant, string request, long chatSeen, IActorRef to)
    {
        links[participant].Seen = meeting.Members;
        links[participant].ChatSeen = chatSeen;
        to.Tell(new RoomReply.Viewed(request, new MeetingView(
            Info,
            meeting.StartedAtMs,
            [.. meeting.Members.Values.OrderBy(member => member.Order).Select(member => member.Info)],
            meeting.ChatFor(participant, chatSeen),
            meeting.Speakers,
            hosts,
            meeting.Members[participant].Control.MayShare,
            IsSettling)));
    }

    private void React(MeetingEvent happened)
    {
        switch (happened)
        {
            case MeetingEvent.LineSaid { Line: var line }:
                Say(line);
                break;
            case MeetingEvent.SpeakersChanged { Sources: var sources }:
                Tell(new ParticipantNotice.SpeakersChanged(sources), _ => true);
                break;
            case MeetingEvent.Left { Participant: var participant }:
                Unseat(participant);
                Unlink(participant);
                break;
            case MeetingEvent.Unreserved { Participant: var participant }:
                Unseat(participant);
                Unlink(participant);
                break;
            case MeetingEvent.Replaced { Participant: var participant }:
                PutOut(participant, "replaced", "You came back in another window or after a reload.");
                break;
            case MeetingEvent.Removed { Participant: var participant }:
                PutOut(participant, "removed", "A moderator removed you from the meeting.");
                break;
            case MeetingEvent.Muted muted:
                Silence(muted);
                break;
            case MeetingEvent.Unlocked unlocked:
                TellOne(unlocked.Participant, new RoomReply.Unlocked(unlocked.Device));
                break;
            case MeetingEvent.SharingChanged sharing:
                TellOne(sharing.Participant, new RoomReply.SharingChanged(sharing.May));
                break;
            case MeetingEvent.Ended:
                CloseBridges();
                (formerEpoch, epoch) = (epoch, 0);
                words.Clear();
                recalled.Clear();
                absent.Clear();
                timer.Cancel(Alarm.Settle);
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

    private void TellOne(string participant, RoomReply reply)
    {
        if (links.TryGetValue(participant, out var link))
        {
            link.Entity.Tell(reply);
        }
    }

    private void FlushSoon()
    {
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

    private void Link(string participant, IActorRef entity)
    {
        if (links.TryAdd(participant, new Link(entity)))
        {
            Context.Watch(entity);
        }
    }

    private void Unlink(string participant)
    {
        if (links.Remove(participant, out var link))
        {
            Context.Unwatch(link.Entity);
        }

        GoneWhileMoving(participant);
    }
}

/// <summary>Somebody's entity, and the roster it last saw: null while it only has a promised place.</summary>
internal sealed class Link(IActorRef entity)
{
    public IActorRef Entity { get; } = entity;

    public ImmutableDictionary<string, Member>? Seen { get; set; }

    /// <summary>The last line of chat it had when it last saw the meeting whole.</summary>
    public long ChatSeen { get; set; }

    /// <summary>The hash of its resume token.</summary>
    public string? Resume { get; set; }
}
