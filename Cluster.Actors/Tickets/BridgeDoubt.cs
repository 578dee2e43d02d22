using Akka.Actor;

namespace Cluster.Actors.Tickets;

/// <summary>
/// Published on a node's event stream: its connection to another node broke, so that bridges there may be dead. Nothing is certain: the
/// membership says so seconds later, if it does.
/// </summary>
public sealed class BridgeDoubt : INoSerializationVerificationNeeded
{
    private readonly Func<string, bool> isThere;

    internal BridgeDoubt(Func<string, bool> isThere) => this.isThere = isThere;

    /// <summary>Whether the ticket is for a bridge of that node.</summary>
    public bool Concerns(string ticket) => isThere(ticket);
}

/// <summary>
/// Asks a node's <see cref="TicketOffice"/> about the bridge of a ticket: answered by <see cref="BridgeDoubt"/> when the connection to its
/// node is broken, and not at all otherwise.
/// </summary>
public sealed record DoubtInquiry(string Ticket) : INoSerializationVerificationNeeded;
