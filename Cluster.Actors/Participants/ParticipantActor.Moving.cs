using Akka.Actor;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Rooms;

namespace Cluster.Actors.Participants;

/// <content>
/// Going over to another bridge, make before break: 1. the room says where to, and the client is told; 2. its second connection is
/// <i>arriving</i>, and what is said of devices and views reaches both bridges; 3. the client has gone over, and its first connection is
/// <i>leaving</i>: it stays for a moment for those who still look there; 4. it is closed.
/// </content>
internal sealed partial class ParticipantActor
{
    // Longer than others take to show what they showed from another bridge: a round trip and a keyframe, on a bad path.
    private static readonly TimeSpan Lingering = TimeSpan.FromSeconds(2);

    private RoomReply.Move? move;
    private string? arrivingBy;
    private BridgeKey? arriving;
    private bool arrived;
    private BridgeKey? leaving;

    private IEnumerable<BridgeKey> Everywhere => new[] { bridge, arriving, leaving }.OfType<BridgeKey>().Distinct();

    private void ReceiveMoving()
    {
        Receive<RoomReply.Move>(OnMove);
        Receive<RoomReply.MoveOver>(it => it.Number == move?.Number, _ => EndMove());
        Receive<RoomReply.MoveOver>(_ => { });
        Receive<BridgeNotice.EndpointConnected>(it => it.Bridge is { } there && there == arriving, _ => arrived = true);
        Receive<BridgeNotice.EndpointConnected>(it => it.Bridge is { } there && there == leaving, _ => { });
        Receive<BridgeNotice.EndpointLost>(it => it.Bridge is { } there && there == arriving, _ => (arriving, arrived) = (null, false));
    }

    // Step 1.
    private void OnMove(RoomReply.Move it)
    {
        if (it.To == bridge || it.Number <= move?.Number)
        {
            return;
        }

        EndMove();
        move = it;
        TellMove();
    }

    private void TellMove()
    {
        if (move is { } asked && arriving is null)
        {
            connection.Tell(new ParticipantNotice.Move(asked.Number, asked.Ticket, asked.WithinMs));
        }
    }

    // Step 2. The bridge has answered the offer of the second connection.
    private void OnArriving(ParticipantCommand.UseTicket it)
    {
        if (services.Seal.Read(it.Ticket) is not { } ticket || ticket.Participant != key.Participant || ticket.Room != room)
        {
            return;
        }

        if (it.Move != move?.Number || ticket.Bridge != move?.To)
        {
            // Too late: nobody will come over.
            if (!Everywhere.Contains(ticket.Bridge))
            {
                services.Bridges.Tell(new BridgeCommand.CloseEndpoint(ticket.Bridge, key.Participant));
            }

            return;
        }

        (arriving, arrived, arrivingBy) = (ticket.Bridge, false, it.Ticket);
        services.Bridges.Tell(new BridgeCommand.Attach(ticket.Bridge, key.Participant));
        Mute();
    }

    // Step 3.
    private void OnMoved(ParticipantCommand.Moved it)
    {
        if (it.Number != move?.Number || (it.Failed is null && arriving is null))
        {
            Refuse(connection, it.Request, "move-unknown", "This move is over, or was never asked for.");
            return;
        }

        if (it.Failed is null)
        {
            CloseLeft();
            (leaving, bridge, arriving) = (bridge, arriving, null);
            (inUse, mediaConnected) = (arrivingBy, mediaConnected || arrived);
            move = null;
            timer.Start(Alarm.Leaving, Lingering);
        }
        else
        {
            EndMove();
        }

        connection.Tell(new ParticipantNotice.Done(it.Request));
        services.Rooms.Tell(new RoomCommand.Moved(room, key.Participant, it.Number, it.Failed));
    }

    // Step 4.
    private void CloseLeft()
    {
        timer.Cancel(Alarm.Leaving);
        if (leaving is { } left && left != bridge)
        {
            services.Bridges.Tell(new BridgeCommand.CloseEndpoint(left, key.Participant));
        }

        leaving = null;
    }

    private void EndMove()
    {
        if (arriving is { } there && there != bridge)
        {
            services.Bridges.Tell(new BridgeCommand.CloseEndpoint(there, key.Participant));
        }

        (move, arriving, arrived, arrivingBy) = (null, null, false, null);
    }
}
