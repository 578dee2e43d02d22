using Akka.Actor;
using Cluster.Actors.Bridges;
using Cluster.Actors.Limits;
using Cluster.Actors.Meetings;
using Cluster.Actors.Rooms;
using Cluster.Actors.Security;
using Cluster.Actors.Tickets;

namespace Cluster.Actors.Participants;

/// <content>
/// Tickets on their way to the client, and what they are for: where this entity's node died, the client (or its edge) brings
/// ticket and resume token, and the entity is the same again; where only the room died, the entity brings the ticket itself.
/// </content>
internal sealed partial class ParticipantActor
{
    private static readonly TimeSpan ReturnAgain = TimeSpan.FromSeconds(1);

    private RoomReply.Tickets? tickets;
    private string? inUse;
    private RoomCommand.Return? coming;
    private IActorRef theRoom = ActorRefs.Nobody;
    private long? handRaisedAtMs;
    private bool awayWhileRebuilding;

    private void ReceiveTickets()
    {
        Receive<RoomReply.Tickets>(OnTickets);
        Receive<ParticipantCommand.UseTicket>(it => it.Move is not null, OnArriving);
        Receive<ParticipantCommand.UseTicket>(OnUseTicket);
        Receive<Terminated>(it => it.ActorRef.Equals(theRoom), _ => ComeBack());
    }

    private void OnTickets(RoomReply.Tickets it)
    {
        tickets = it;
        Tell(new ParticipantNotice.Tickets(it.Bridge, it.Standby, it.ExpiresAtMs));
    }

    // The edge brought the client to a bridge while this entity may not have been heard.
    private void OnUseTicket(ParticipantCommand.UseTicket it)
    {
        if (services.Seal.Read(it.Ticket) is { } ticket && ticket.Participant == key.Participant && ticket.Room == room)
        {
            inUse = it.Ticket;
            MoveTo(ticket.Bridge);
            sources = it.Sources;
            services.Rooms.Tell(new RoomCommand.UseBridge(room, key.Participant, ticket.Bridge));
            services.Rooms.Tell(new RoomCommand.Publish(room, key.Participant, [.. it.Sources.Select(source => source.Kind)]));
        }
    }

    private void MoveTo(BridgeKey to)
    {
        arriving = arriving == to ? null : arriving;
        EndMove();
        bridge = to;
        mediaConnected = false;
        services.Bridges.Tell(new BridgeCommand.Attach(to, key.Participant));
    }

    /// <summary>Nobody joins as this participant; whoever has its ticket and its resume token is it, as it was before its node died.</summary>
    private void Rebuild(ParticipantCommand.Resume it)
    {
        if (it.Said?.Devices is null || it.Said.Published is null
            || services.Seal.Read(it.Ticket) is not { Resume: { } hash } ticket
            || ticket.Participant != key.Participant || ticket.Room != room
            || new ResumeToken(it.ResumeToken) is not { } brought || brought.Hash != hash)
        {
            Refuse(Sender, it.Request, "resume-unknown", "This session is over. Join again.");
            Stop();
            return;
        }

        Connect(Sender);
        token = brought;
        returning = new ReturnToken("");
        stage = Stage.Joining;
        firstSource = ticket.FirstSource;
        control = ticket.Control;
        handRaisedAtMs = it.Said.HandRaisedAtMs;
        sources = MeetingState.SourcesOf(firstSource, it.Said.Published);
        inUse = it.Ticket;
        resuming = it.Request;
        coming = new RoomCommand.Return(room, key.Participant, it.Request, it.Ticket!, it.ChatSeen, it.Said);
        timer.Start(Alarm.Joining, settings.AdmissionTimeout);
        Become(Rebuilding);
        MoveTo(ticket.Bridge);
        services.Rooms.Tell(coming);
    }

    private void Rebuilding()
    {
        Receive<RoomReply.Viewed>(OnRebuilt);
        Receive<RoomReply.Tickets>(it => tickets = it);
        Receive<ParticipantNotice.Refused>(it => FailRebuild(it.Code, it.Message));
        Receive<RoomReply.NotIn>(it => FailRebuild("try-again", it.Message));
        Receive<BridgeNotice.EndpointConnected>(_ => mediaConnected = true);
        Receive<BridgeNotice.EndpointLost>(_ => mediaConnected = false);
        Receive<RoomReply.Muted>(OnMuted);
        Receive<RoomReply.Unlocked>(OnUnlocked);
        Receive<RoomReply.SharingChanged>(OnSharingChanged);
        Receive<Terminated>(it => awayWhileRebuilding |= it.ActorRef.Equals(connection));
        Receive<ParticipantCommand.ConnectionLost>(_ => awayWhileRebuilding |= Sender.Equals(connection));
        Receive<ParticipantCommand.Resume>(OnResumeAgain);
        Receive<ParticipantCommand>(OnEarly);
        ReceiveEnd();
    }

    // Asked again over the same connection or, after another loss, over the next: the last one that asked gets the answer.
    private void OnResumeAgain(ParticipantCommand.Resume it)
    {
        if (token.Matches(it.ResumeToken))
        {
            Connect(Sender);
            awayWhileRebuilding = false;
            resuming = it.Request;
        }
        else
        {
            Refuse(Sender, it.Request, "resume-unknown", "This session is over. Join again.");
        }
    }

    private void OnRebuilt(RoomReply.Viewed it)
    {
        Enter(it);
        connection.Tell(JoinedNotice(resuming!, it.View, null, resumed: true));
        resuming = null;
        coming = null;
        if (tickets is { } written)
        {
            OnTickets(written);
        }

        Mute();
        if (awayWhileRebuilding)
        {
            OnLost(connection);
        }

        while (early.TryDequeue(out var command))
        {
            OnCommand(command);
        }
    }

    // The seat on the bridge stays: whoever is refused now may be let in by the next try, or is closed when all has settled.
    private void FailRebuild(string code, string message)
    {
        Refuse(connection, resuming, code, message);
        Stop();
    }

    private void Enter(RoomReply.Viewed it)
    {
        stage = Stage.Present;
        timer.Cancel(Alarm.Joining);
        TakeControl(it.View);
        handRaisedAtMs = it.View.Participants.FirstOrDefault(info => info.Id == key.Participant)?.HandRaisedAtMs;
        WatchRoom(Sender);
        Become(Present);
    }

    private void WatchRoom(IActorRef actor)
    {
        if (!actor.Equals(theRoom) && !actor.IsNobody() && !actor.Equals(Context.System.DeadLetters))
        {
            Context.Unwatch(theRoom);
            theRoom = actor;
            Context.Watch(actor);
        }
    }

    /// <summary>The room does not know this participant, or is gone: it is told, until it answers.</summary>
    private void ComeBack()
    {
        if (stage != Stage.Present || timer.IsRunning(Alarm.Returning))
        {
            return;
        }

        if ((inUse ?? tickets?.Bridge) is not { } ticket)
        {
            End("expired", "This meeting does not know you any more. Join again.");
            return;
        }

        coming = new RoomCommand.Return(
            room, key.Participant, "return", ticket, 0,
            new Announcement(control.Devices, control.Mark, handRaisedAtMs, [.. sources.Select(source => source.Kind)]));
        services.Rooms.Tell(coming);
        timer.Start(Alarm.Returning, ReturnAgain);
    }

    private void OnCameBack(RoomReply.Viewed it)
    {
        timer.Cancel(Alarm.Returning);
        coming = null;
        Enter(it);
        connection.Tell(JoinedNotice(it.Request, it.View, null, resumed: true));
        Mute();
    }
}
