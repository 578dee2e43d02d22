using Akka.Actor;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Tickets;

namespace Cluster.Actors.Bridges;

/// <content>
/// Admission on a ticket alone, while the room or the participant's entity may be dead; what rooms have said against
/// tickets; and who speaks for whom once they are back.
/// </content>
internal sealed partial class BridgeActor
{
    private TicketGate gate = TicketGate.Open;
    private ChatCopy chat = ChatCopy.Empty;

    private long NowMs => services.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private void ReceiveTickets()
    {
        Receive<BridgeCommand.Prepare>(OnPrepare);
        Receive<BridgeCommand.Restrain>(it => Hear(it.Epoch, it.Restraint));
        Receive<BridgeCommand.Present>(OnPresent);
        Receive<BridgeCommand.Attach>(OnAttach);
        Receive<BridgeCommand.Reconcile>(OnReconcile);
        Receive<BridgeCommand.KeepChat>(it =>
            chat = chat.Keep(it.StartedAtMs, it.Lines, services.Settings.ChatHistoryLines, services.Settings.ChatHistoryChars));
        Receive<BridgeCommand.RecallChat>(it => Sender.Tell(new ChatKept(key, it.StartedAtMs, chat.Of(it.StartedAtMs))));
    }

    private void OnPrepare(BridgeCommand.Prepare it)
    {
        gate = gate.See(it.Epoch);
        foreach (var word in it.Restraints)
        {
            Hear(it.Epoch, word);
        }

        timer.Start(Alarm.Idle, services.Settings.RoomIdle);
        Sender.Tell(new BridgeReady(key, ((ExtendedActorSystem)Context.System).Provider.DefaultAddress.ToString(), chat.Log.Count));
    }

    // Put out is out, whatever it was admitted on; and a mute reaches the packets here also where it stands by no longer.
    private void Hear(long epoch, Restraint word)
    {
        gate = gate.Hear(epoch, word, NowMs);
        if (word.Removed && gate.Epoch == epoch)
        {
            Close(word.Participant);
        }
    }

    private void OnPresent(BridgeCommand.Present it)
    {
        var ticket = services.Seal.Read(it.Ticket);
        switch (gate.Judge(ticket, key, NowMs))
        {
            case TicketVerdict.Refused refused:
                Sender.Tell(new BridgeReply.Refused(it.Request, refused.Code, refused.Message));
                break;
            case TicketVerdict.Admitted when OfferCheck.Problem(it.Media, services.Settings) is { } problem:
                Sender.Tell(new BridgeReply.Refused(it.Request, "bad-request", problem));
                break;
            case TicketVerdict.Admitted admitted:
                gate = gate.See(ticket!.Epoch);
                var devices = (admitted.Control with { Devices = new DeviceState(false, false, false) }).Say(it.Devices, it.Mark).Devices;
                var offer = new BridgeCommand.Negotiate(
                    key, ticket.Participant, it.Request, it.Media.Sdp, OfferCheck.Bind(it.Media, ticket.FirstSource, devices), it.Media.Slots);
                if (endpoints.TryGetValue(ticket.Participant, out var former))
                {
                    former.Connected = false;
                }

                Negotiate(offer, Sender, ActorRefs.Nobody, it.Wanted);
                break;
        }
    }

    private void OnAttach(BridgeCommand.Attach it)
    {
        if (endpoints.TryGetValue(it.Participant, out var endpoint))
        {
            endpoint.Entity = Sender;
            if (endpoint.Connected)
            {
                Sender.Tell(new BridgeNotice.EndpointConnected(key));
            }
        }
        else
        {
            Sender.Tell(new BridgeNotice.EndpointLost("unknown-endpoint", key));
        }
    }

    private void OnReconcile(BridgeCommand.Reconcile it)
    {
        if (it.Epoch < gate.Epoch)
        {
            return;
        }

        gate = gate.See(it.Epoch);
        foreach (var gone in endpoints.Keys.Except(it.Participants).ToList())
        {
            Close(gone);
        }
    }
}
