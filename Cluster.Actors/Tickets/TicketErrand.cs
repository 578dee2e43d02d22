using Akka.Actor;
using Cluster.Actors.Bridges;
using Cluster.Actors.Limits;
using Cluster.Actors.Participants;

namespace Cluster.Actors.Tickets;

/// <summary>
/// Takes one offer to the bridge of its first ticket, and to the one that stands by as soon as the first cannot or does not
/// answer. The first answer counts; a bridge that answers after another is told that nobody comes.
/// </summary>
internal sealed class TicketErrand : ReceiveActor
{
    /// <summary>A bridge answers within a few tens of milliseconds: what takes longer is dead, frozen or cut off.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>How long the last bridge asked may take, and one that was given up is listened for.</summary>
    public static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(4);

    private readonly TicketedOffer offer;
    private readonly IActorRef from;
    private readonly IReadOnlySet<string> lost;
    private readonly ActorTimer<Alarm> timer;
    private readonly List<(string Text, BridgeTicket Ticket)> left = [];
    private readonly List<(string Text, BridgeTicket Ticket)> asked = [];
    private bool answered;
    private BridgeReply.Refused? refusal;
    private int refusals;

    public TicketErrand(TicketedOffer offer, IActorRef from, TicketSeal seal, TimeProvider time, IReadOnlySet<string> lost)
    {
        this.offer = offer;
        this.from = from;
        this.lost = lost;
        timer = new ActorTimer<Alarm>(time, Self);
        foreach (var text in offer.Tickets.Take(TicketedOffer.TicketsMax))
        {
            if (seal.Read(text) is { } ticket)
            {
                left.Add((text, ticket));
            }
        }

        Receive<BridgeReply.Answered>(OnAnswered);
        Receive<BridgeReply.Refused>(OnRefused);
        Receive<ActorTimer<Alarm>.Rang>(rang => timer.IsDue(rang), OnAlarm);
        Receive<ActorTimer<Alarm>.Rang>(_ => { });
    }

    private enum Alarm
    {
        Next,
        End,
    }

    // Those whose node is known to be gone come last, and so do those that the connection to broke. Of the others it is not said
    // that they are alive: membership follows the truth by seconds.
    protected override void PreStart()
    {
        var cluster = AkkaCluster.Get(Context.System);
        var alive = cluster.State.Members.Select(member => member.Address.ToString()).Except(cluster.State.Unreachable.Select(member => member.Address.ToString())).ToHashSet();
        var ordered = left.OrderBy(entry => alive.Contains(entry.Ticket.Node) && !lost.Contains(entry.Ticket.Node) ? 0 : 1).ToList();
        left.Clear();
        left.AddRange(ordered);
        timer.Start(Alarm.End, PatienceMax);
        if (left.Count == 0)
        {
            Refuse("ticket-invalid", "This ticket was not written by this server.");
            Context.Stop(Self);
            return;
        }

        AskNext();
    }

    protected override void PostStop() => timer.Stop();

    private void AskNext()
    {
        if (left.Count == 0)
        {
            return;
        }

        var (text, ticket) = left[0];
        left.RemoveAt(0);
        asked.Add((text, ticket));
        timer.Start(Alarm.Next, Patience);
        BridgeDoor.Of(Context.System, ticket.Node)?.Tell(
            new BridgeCommand.Present(ticket.Bridge, text, Request(asked.Count - 1), offer.Media, offer.Devices, offer.Mark, offer.Wanted), Self);
    }

    private void OnAnswered(BridgeReply.Answered it)
    {
        if (Asked(it.Request) is not { } bridge)
        {
            return;
        }

        if (answered)
        {
            BridgeDoor.Of(Context.System, bridge.Ticket.Node)?.Tell(
                new BridgeCommand.CloseEndpoint(bridge.Ticket.Bridge, bridge.Ticket.Participant), Self);
            return;
        }

        answered = true;
        timer.Cancel(Alarm.Next);
        from.Tell(new ParticipantNotice.Answered(offer.Request, it.Sdp, it.Sources, bridge.Text));
        if (asked.Count == 1)
        {
            Context.Stop(Self);
        }
    }

    private void OnRefused(BridgeReply.Refused it)
    {
        if (answered || Asked(it.Request) is null)
        {
            return;
        }

        refusal = it;
        refusals++;
        if (left.Count > 0)
        {
            AskNext();
        }
        else if (refusals == asked.Count)
        {
            Refuse(it.Code, it.Message);
            Context.Stop(Self);
        }
    }

    private void OnAlarm(ActorTimer<Alarm>.Rang rang)
    {
        if (rang.Alarm == Alarm.Next)
        {
            AskNext();
            return;
        }

        if (!answered)
        {
            Refuse(refusal?.Code ?? "try-again", refusal?.Message ?? "The media server does not answer. Try again in a moment.");
        }

        Context.Stop(Self);
    }

    private void Refuse(string code, string message) => from.Tell(new ParticipantNotice.Refused(offer.Request, code, message));

    private string Request(int index) => $"{index}:{offer.Request}";

    private (string Text, BridgeTicket Ticket)? Asked(string request)
    {
        for (var index = 0; index < asked.Count; index++)
        {
            if (request == Request(index))
            {
                return asked[index];
            }
        }

        return null;
    }
}
