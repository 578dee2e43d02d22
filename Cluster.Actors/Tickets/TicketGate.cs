using System.Collections.Immutable;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;

namespace Cluster.Actors.Tickets;

/// <summary>
/// What a bridge knows against tickets: the highest epoch it has seen, and the room's words since. Pure, and bounded: a word
/// is forgotten once every ticket from before it has expired, and of too many words the oldest, with all tickets from before.
/// </summary>
internal sealed record TicketGate
{
    /// <summary>Words kept at once.</summary>
    public const int RestraintsMax = 4_096;

    /// <summary>A bridge that has heard nothing yet.</summary>
    public static readonly TicketGate Open = new();

    /// <summary>The highest epoch seen.</summary>
    public long Epoch { get; private init; }

    /// <summary>Tickets of this epoch count from the serial after this.</summary>
    public long Floor { get; private init; }

    /// <summary>The last word about each participant.</summary>
    public ImmutableDictionary<string, Restraint> Restraints { get; private init; } = ImmutableDictionary<string, Restraint>.Empty;

    /// <summary>The room of an epoch has spoken: those before it are over, and what they said against somebody still counts.</summary>
    public TicketGate See(long epoch) => epoch > Epoch ? this with { Epoch = epoch, Floor = 0 } : this;

    /// <summary>The room of an epoch says something about somebody. One from before the epoch seen is not listened to.</summary>
    public TicketGate Hear(long epoch, Restraint word, long nowMs)
    {
        if (epoch < Epoch)
        {
            return this;
        }

        var seen = See(epoch);
        if (epoch == Epoch && seen.Restraints.TryGetValue(word.Participant, out var before) && before.Serial >= word.Serial)
        {
            return seen;
        }

        var kept = seen.Restraints.SetItem(word.Participant, word)
            .RemoveRange(seen.Restraints.Values.Where(old => old != word && nowMs - old.AtMs > BridgeTicket.Lifetime.TotalMilliseconds).Select(old => old.Participant).Where(id => id != word.Participant));
        if (kept.Count <= RestraintsMax)
        {
            return seen with { Restraints = kept };
        }

        var oldest = kept.Values.MinBy(old => old.Serial)!;
        return seen with { Restraints = kept.Remove(oldest.Participant), Floor = Math.Max(seen.Floor, oldest.Serial) };
    }

    /// <summary>Whether a ticket admits to this bridge now: what it lets its bearer send, or why it does not.</summary>
    public TicketVerdict Judge(BridgeTicket? ticket, BridgeKey bridge, long nowMs)
    {
        if (ticket is null)
        {
            return new TicketVerdict.Refused("ticket-invalid", "This ticket was not written by this server.");
        }

        if (ticket.Bridge != bridge || ticket.Room != bridge.Room)
        {
            return new TicketVerdict.Refused("ticket-invalid", "This ticket is for another bridge.");
        }

        if (nowMs >= ticket.ExpiresAtMs)
        {
            return new TicketVerdict.Refused("ticket-expired", "This ticket has expired.");
        }

        var word = Restraints.GetValueOrDefault(ticket.Participant);
        if (word is { Removed: true })
        {
            return new TicketVerdict.Refused("ticket-revoked", "A moderator removed you from the meeting.");
        }

        if (ticket.Epoch < Epoch || (ticket.Epoch == Epoch && ticket.Serial <= Floor))
        {
            return new TicketVerdict.Refused("ticket-stale", "The room has written newer tickets.");
        }

        return new TicketVerdict.Admitted(word?.Control is { } control && word.Serial > ticket.Serial ? control : ticket.Control);
    }
}

/// <summary>What comes of a ticket.</summary>
internal abstract record TicketVerdict
{
    private TicketVerdict()
    {
    }

    /// <summary>It admits.</summary>
    /// <param name="Control">What its bearer may send; the devices in it are of no meaning.</param>
    public sealed record Admitted(DeviceControl Control) : TicketVerdict;

    /// <summary>It does not, with a code of the protocol.</summary>
    public sealed record Refused(string Code, string Message) : TicketVerdict;
}
