using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Tickets;

namespace Actors.Tests.Tickets;

public sealed class TicketGateTests
{
    private const long Now = 50_000;

    private static readonly BridgeTicket Ticket = TicketSealTests.Ticket;

    [Fact]
    public void A_ticket_for_this_bridge_admits_with_what_it_lets_its_bearer_send() =>
        Assert.Equal(Ticket.Control, Assert.IsType<TicketVerdict.Admitted>(TicketGate.Open.Judge(Ticket, Ticket.Bridge, Now)).Control);

    [Fact]
    public void One_that_was_not_signed_is_refused() => Assert.Equal("ticket-invalid", Refused(TicketGate.Open, null));

    [Theory]
    [InlineData(4, "standup", 1)]
    [InlineData(3, "retro", 1)]
    [InlineData(3, "standup", 2)]
    public void One_for_another_bridge_or_room_is_refused(int shard, string room, long ordinal) =>
        Assert.Equal("ticket-invalid", Refused(TicketGate.Open, Ticket, new BridgeKey(shard, Names.Room(room), ordinal)));

    [Fact]
    public void One_of_a_room_that_names_anothers_bridge_is_refused() =>
        Assert.Equal("ticket-invalid", Refused(TicketGate.Open, Ticket with { Room = Names.Room("retro") }));

    [Theory]
    [InlineData(99_999, null)]
    [InlineData(100_000, "ticket-expired")]
    [InlineData(long.MaxValue, "ticket-expired")]
    public void It_expires(long nowMs, string? code) =>
        Assert.Equal(code, (TicketGate.Open.Judge(Ticket, Ticket.Bridge, nowMs) as TicketVerdict.Refused)?.Code);

    [Fact]
    public void One_of_an_older_epoch_than_the_bridge_has_seen_is_refused()
    {
        var gate = TicketGate.Open.See(Ticket.Epoch);
        Assert.IsType<TicketVerdict.Admitted>(gate.Judge(Ticket, Ticket.Bridge, Now));
        Assert.Equal("ticket-stale", Refused(gate.See(Ticket.Epoch + 1), Ticket));
        Assert.Equal(Ticket.Epoch + 1, gate.See(Ticket.Epoch + 1).See(1).Epoch);
    }

    [Fact]
    public void Who_was_put_out_is_refused_whatever_ticket_it_holds()
    {
        var gate = TicketGate.Open.Hear(Ticket.Epoch, new Restraint(Ticket.Participant, Ticket.Serial - 1, true, null, Now), Now);
        Assert.Equal("ticket-revoked", Refused(gate, Ticket));
        Assert.IsType<TicketVerdict.Admitted>(gate.Judge(Ticket with { Participant = "other" }, Ticket.Bridge, Now));

        // Also by a room that came after, which may not have known.
        Assert.Equal("ticket-revoked", Refused(gate.See(Ticket.Epoch + 1), Ticket with { Epoch = Ticket.Epoch + 1, Serial = 900 }));
    }

    [Fact]
    public void Of_word_and_ticket_the_later_one_counts()
    {
        var locked = Ticket.Control with { Locks = new DeviceLocks(true, false, false), MayShare = false };
        var word = new Restraint(Ticket.Participant, Ticket.Serial + 1, false, locked, Now);
        var gate = TicketGate.Open.Hear(Ticket.Epoch, word, Now);
        Assert.Equal(locked, Assert.IsType<TicketVerdict.Admitted>(gate.Judge(Ticket, Ticket.Bridge, Now)).Control);
        Assert.Equal(
            Ticket.Control,
            Assert.IsType<TicketVerdict.Admitted>(gate.Judge(Ticket with { Serial = Ticket.Serial + 2 }, Ticket.Bridge, Now)).Control);

        // What is said twice, or comes late, changes nothing.
        Assert.Same(word, gate.Hear(Ticket.Epoch, word with { Serial = word.Serial - 1, Removed = true }, Now).Restraints[Ticket.Participant]);
    }

    [Fact]
    public void A_room_that_came_back_after_another_took_over_is_not_listened_to()
    {
        var gate = TicketGate.Open.See(Ticket.Epoch);
        Assert.Same(gate, gate.Hear(Ticket.Epoch - 1, new Restraint(Ticket.Participant, 999, true, null, Now), Now));
    }

    [Fact]
    public void Words_are_forgotten_with_the_tickets_they_were_said_against()
    {
        var lifetimeMs = (long)BridgeTicket.Lifetime.TotalMilliseconds;
        var gate = TicketGate.Open
            .Hear(1, new Restraint("a", 1, true, null, Now), Now)
            .Hear(1, new Restraint("b", 2, true, null, Now + lifetimeMs), Now + lifetimeMs);
        Assert.Equal(["a", "b"], gate.Restraints.Keys.Order());
        gate = gate.Hear(1, new Restraint("c", 3, true, null, Now + lifetimeMs + 1), Now + lifetimeMs + 1);
        Assert.Equal(["b", "c"], gate.Restraints.Keys.Order());
    }

    [Fact]
    public void Of_too_many_words_the_oldest_goes_and_no_ticket_from_before_it_counts()
    {
        var gate = TicketGate.Open;
        for (var serial = 1; serial <= TicketGate.RestraintsMax + 1; serial++)
        {
            gate = gate.Hear(Ticket.Epoch, new Restraint($"p{serial}", serial, true, null, Now), Now);
        }

        Assert.Equal(TicketGate.RestraintsMax, gate.Restraints.Count);
        Assert.Equal("ticket-stale", Refused(gate, Ticket with { Participant = "p1", Serial = 1 }));
        Assert.Equal("ticket-revoked", Refused(gate, Ticket with { Participant = "p2", Serial = 1 }));
        Assert.IsType<TicketVerdict.Admitted>(gate.Judge(Ticket with { Serial = 2 }, Ticket.Bridge, Now));
    }

    private static string Refused(TicketGate gate, BridgeTicket? ticket, BridgeKey? bridge = null) =>
        Assert.IsType<TicketVerdict.Refused>(gate.Judge(ticket, bridge ?? Ticket.Bridge, Now)).Code;
}
