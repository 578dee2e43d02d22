using System.Collections.Immutable;
using Akka.Actor;
using Akka.Remote;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;

namespace Cluster.Actors.Tickets;

/// <summary>
/// An offer with tickets, from the edge to its node's <see cref="TicketOffice"/>: answered by
/// <see cref="ParticipantNotice.Answered"/> with the ticket that admitted, or by <see cref="ParticipantNotice.Refused"/>.
/// </summary>
/// <param name="Tickets">The bridge's first, then that of the one that stands by.</param>
/// <param name="Devices">As the client says they are.</param>
/// <param name="Mark">The last mute that the client knew of.</param>
/// <param name="Wanted">The pictures it shows.</param>
public sealed record TicketedOffer(
    string Request, IReadOnlyList<string> Tickets, MediaOffer Media, DeviceState Devices, long Mark, IReadOnlyList<WantedPicture> Wanted)
    : INoSerializationVerificationNeeded
{
    /// <summary>Where a node's office is.</summary>
    public const string Office = "/user/" + TicketOffice.Name;

    /// <summary>Tickets in one offer at most.</summary>
    public const int TicketsMax = 2;

    /// <summary>What it is: never what it holds, for tickets are not for logs.</summary>
    public override string ToString() => nameof(TicketedOffer);
}

/// <summary>
/// Has offers with tickets answered by the bridges they name, whoever else is alive. One errand for each offer; of too many at
/// once the last are refused.
/// </summary>
internal sealed class TicketOffice : ReceiveActor
{
    /// <summary>The actor's name under <c>/user</c>.</summary>
    public const string Name = "tickets";

    private const int ErrandsMax = 2_048;

    // Of more it is not known that they are: their bridges are asked in the order of the tickets.
    private const int CutOffMax = 1_000;

    // Nodes of which the connection broke: known within moments of a death, where the membership takes seconds.
    private ImmutableHashSet<string> cutOff = [];
    private readonly TicketSeal seal;
    private int errands;

    public TicketOffice(TicketSeal seal, TimeProvider time)
    {
        this.seal = seal;
        Receive<TicketedOffer>(offer =>
        {
            if (errands >= ErrandsMax)
            {
                Sender.Tell(new ParticipantNotice.Refused(offer.Request, "try-again", "Too many connect at once. Try again in a moment."));
                return;
            }

            errands++;
            var from = Sender;
            var lost = cutOff;
            Context.Watch(Context.ActorOf(Props.Create(() => new TicketErrand(offer, from, seal, time, lost))));
        });
        Receive<Terminated>(_ => errands--);
        Receive<DoubtInquiry>(OnInquiry);
        Receive<AssociatedEvent>(it => cutOff = cutOff.Remove(it.RemoteAddress.ToString()));
        Receive<DisassociatedEvent>(it => Lose(it.RemoteAddress));
        Receive<AssociationErrorEvent>(it => Lose(it.RemoteAddress));
    }

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(AssociationEvent));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    private void OnInquiry(DoubtInquiry it)
    {
        if (seal.Read(it.Ticket)?.Node is { } node && cutOff.Contains(node))
        {
            Sender.Tell(new BridgeDoubt(ticket => ticket == it.Ticket));
        }
    }

    private void Lose(Address address)
    {
        var node = address.ToString();
        if (cutOff.Contains(node))
        {
            return;
        }

        cutOff = (cutOff.Count < CutOffMax ? cutOff : []).Add(node);
        Context.System.EventStream.Publish(new BridgeDoubt(ticket => seal.Read(ticket)?.Node == node));
    }

    // An errand that failed is answered by nobody: its client tries again.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);
}
