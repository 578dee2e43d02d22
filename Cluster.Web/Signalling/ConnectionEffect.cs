using Cluster.Actors.Participants;
using Cluster.Actors.Tickets;
using Cluster.Web.Signalling.Protocol;

namespace Cluster.Web.Signalling;

/// <summary>What a connection wants done: said by the pure <see cref="Connection"/>, done by the <see cref="ConnectionActor"/>.</summary>
internal abstract record ConnectionEffect
{
    private ConnectionEffect()
    {
    }

    /// <summary>Say this to the client.</summary>
    public sealed record Reply(ServerMessage Message) : ConnectionEffect;

    /// <summary>Ask this of the participant.</summary>
    public sealed record Ask(ParticipantCommand Command) : ConnectionEffect;

    /// <summary>Have this offer answered by whatever bridge its tickets name.</summary>
    public sealed record Present(TicketedOffer Offer) : ConnectionEffect;

    /// <summary>Ask whether the bridge of this ticket may be dead.</summary>
    public sealed record Inquire(string Ticket) : ConnectionEffect;

    /// <summary>Close the socket once everything before is sent.</summary>
    public sealed record Close(CloseReason Reason) : ConnectionEffect;
}
