using Akka.Actor;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;

namespace Cluster.Actors.Rooms;

/// <content>
/// The room comes up elsewhere, and those who were in take their places back, each with its ticket. For as long as anybody
/// may be away the meeting <i>settles</i>: clients keep whom they knew as reconnecting, until the room says who has left.
/// </content>
internal sealed partial class RoomActor
{
    private readonly Queue<(RoomCommand.Return Return, IActorRef From)> returning = new();

    /// <summary>Members whose entity is gone, with the time until which they may come back, Unix time in milliseconds.</summary>
    private readonly Dictionary<string, long> absent = [];

    /// <summary>Where the bridge was that somebody came back from, until it says so itself.</summary>
    private string? loneNode;

    /// <summary>Whether somebody of the meeting that was cut off may still come.</summary>
    private bool IsSettling => timer.IsRunning(Alarm.Settle);

    private void ReceiveReturning() => Receive<RoomCommand.Return>(it => OnReturn(it, Sender));

    private void BeginSettling(RoomRecord known)
    {
        if (known.Meeting is { } cutOff && NowMs - cutOff.StartedAtMs < People.MemoryMs)
        {
            meeting = meeting.Recall(People.Of(known, NowMs), cutOff);
            timer.Start(Alarm.Settle, settings.ResumeGrace);
        }
        else
        {
            meeting = meeting.Recall(People.Of(known, NowMs), null);
        }
    }

    private void OnReturn(RoomCommand.Return it, IActorRef from)
    {
        if (record is null || policy is null)
        {
            if (returning.Count < settings.ParticipantsLimit)
            {
                returning.Enqueue((it, from));
                if (!timer.IsRunning(Alarm.Loading))
                {
                    timer.Start(Alarm.Loading, settings.StorageTimeout);
                }
            }
            else
            {
                Refuse(it, from, "try-again", "Too many come back at once. Try again in a moment.");
            }
        }
        else if (services.Seal.Read(it.Ticket) is not { } ticket)
        {
            Refuse(it, from, "resume-unknown", "This meeting does not know you any more. Join again.");
        }
        else
        {
            epoch = Math.Max(Epoch, meeting.StartedAtMs == 0 ? ticket.Epoch + 1 : 0);
            switch (meeting.Return(it, ticket, record, epoch, Rules, NowMs))
            {
                case MeetingDecision.Refused refused:
                    Refuse(it, from, refused.Code, refused.Message);
                    break;
                case MeetingDecision.Accepted accepted:
                    TakeBack(it, from, ticket, accepted.Events);
                    break;
            }
        }
    }

    private void TakeBack(RoomCommand.Return it, IActorRef from, Tickets.BridgeTicket ticket, IReadOnlyList<MeetingEvent> events)
    {
        if (meeting.StartedAtMs == 0)
        {
            timer.Start(Alarm.Settle, settings.ResumeGrace);
        }

        Unlink(it.Participant);
        absent.Remove(it.Participant);
        Link(it.Participant, from);
        links[it.Participant].Resume = ticket.Resume;
        if (bridges.IsEmpty)
        {
            loneNode = ticket.Node;
            bridges = bridges.Add(ticket.Bridge);
            PrepareBridges();
            PlaceStandby();
        }

        bridges = bridges.Seat(it.Participant, ticket.Bridge);

        Accept(events);
        RecallChat(ticket.Bridge);
        // The bridge itself may have begun anew, with nothing to tell: where its node was stopped in good order, all of it moves at once.
        if (ticket.Standby is { } standby)
        {
            RecallChat(standby);
        }

        View(it.Participant, it.Request, it.ChatSeen, from);
        SendTickets([it.Participant]);
        if (bridges.Of(it.Participant) != ticket.Bridge)
        {
            OnUseBridge(new RoomCommand.UseBridge(name, it.Participant, ticket.Bridge));
        }
    }

    // An entity that stopped without a farewell is put together again from its client's ticket, as after the loss of a socket.
    private void Miss(string participant)
    {
        Unlink(participant);
        absent[participant] = NowMs + (long)settings.ResumeGrace.TotalMilliseconds;
        if (!timer.IsRunning(Alarm.Absent))
        {
            timer.Start(Alarm.Absent, settings.ResumeGrace);
        }

        OnCommand(new RoomCommand.SetPresence(name, participant, Presence.Reconnecting));
    }

    private void LeaveMissed()
    {
        foreach (var (participant, _) in absent.Where(entry => entry.Value <= NowMs).ToList())
        {
            absent.Remove(participant);
            foreach (var bridge in AllBridges.ToList())
            {
                services.Bridges.Tell(new BridgeCommand.CloseEndpoint(bridge, participant), Self);
            }

            OnCommand(new RoomCommand.Leave(name, participant));
        }

        if (absent.Count > 0)
        {
            timer.Start(Alarm.Absent, TimeSpan.FromMilliseconds(Math.Max(1, absent.Values.Min() - NowMs)));
        }
    }

    private void TakeBackAll()
    {
        for (var left = returning.Count; left > 0 && returning.TryDequeue(out var entry); left--)
        {
            OnReturn(entry.Return, entry.From);
        }
    }

    private void RefuseReturning()
    {
        while (returning.TryDequeue(out var entry))
        {
            Refuse(entry.Return, entry.From, "storage-unavailable", "The room's settings cannot be read now. Try again in a moment.");
        }
    }

    // Who has not come by now has left; on the bridges nobody stays who is not in the meeting.
    private void Settled()
    {
        meeting = meeting.Settle();
        Tell(new ParticipantNotice.Settled(), _ => true);
        foreach (var bridge in AllBridges)
        {
            services.Bridges.Tell(new BridgeCommand.Reconcile(bridge, Epoch, [.. meeting.Members.Keys, .. meeting.Reservations.Keys]), Self);
        }

        if (meeting.IsEmpty && record?.Meeting is not null)
        {
            ForgetPeople();
        }
    }

    private static void Refuse(RoomCommand.Return it, IActorRef from, string code, string message) =>
        from.Tell(new ParticipantNotice.Refused(it.Request, code, message));
}
