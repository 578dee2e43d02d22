using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Tickets;
using Cluster.Media;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Bridges;

/// <summary>A bridge admits on the ticket alone, with nobody else there.</summary>
public sealed class BridgeTicketTests : TestKit
{
    private static readonly BridgeKey Key = new(3, Names.Room("standup"), 1);

    private readonly FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeMilliseconds(50_000));
    private readonly RecordingMediaPlane media = new();
    private readonly TicketSeal seal = TicketSeal.Of(null);
    private readonly TestProbe shard;
    private readonly IActorRef bridge;

    public BridgeTicketTests()
        : base(Patience.Hocon)
    {
        shard = CreateTestProbe("shard");
        bridge = shard.ChildActorOf(Props.Create(() => new BridgeActor(Key, new BridgeServices(OneNode.Settings, time, media, ActorRefs.Nobody, seal))));
    }

    private static BridgeTicket Ticket => Actors.Tests.Tickets.TicketSealTests.Ticket;

    [Fact]
    public void It_answers_with_the_tickets_numbers_and_shows_what_the_client_wants()
    {
        var answered = Admitted(Ticket);
        Assert.Equal([new SourceInfo(Ticket.FirstSource, SourceKind.Microphone), new SourceInfo(Ticket.FirstSource + 1, SourceKind.Camera)], answered.Sources);
        Assert.Equal([false, false], media.Offers.Single().Sources.Select(source => source.Muted));
        AwaitCondition(() => media.Calls.Contains("view 1: 6@720"));
    }

    [Fact]
    public void What_the_ticket_keeps_off_starts_muted_whatever_the_client_says()
    {
        Admitted(Ticket with { Control = Ticket.Control with { Locks = new DeviceLocks(true, false, false) } });
        Assert.Equal([true, false], media.Offers.Single().Sources.Select(source => source.Muted));
    }

    [Fact]
    public void A_forged_an_expired_and_an_older_epochs_ticket_are_refused_and_open_no_bridge()
    {
        bridge.Tell(Present(TicketSeal.Of(null).Sign(Ticket)));
        Assert.Equal("ticket-invalid", ExpectMsg<BridgeReply.Refused>().Code);
        Assert.Equal("ticket-expired", Refused(Ticket with { ExpiresAtMs = 50_000 }));
        bridge.Tell(new BridgeCommand.Prepare(Key, Ticket.Epoch + 1, []));
        Assert.Equal(Key, ExpectMsg<BridgeReady>().Bridge);
        Assert.Equal("ticket-stale", Refused(Ticket));
        Assert.Empty(media.Calls);
    }

    [Fact]
    public void Who_is_removed_goes_at_once_and_does_not_come_back_by_ticket()
    {
        Admitted(Ticket);
        bridge.Tell(new BridgeCommand.Restrain(Key, Ticket.Epoch, new Restraint(Ticket.Participant, 99, true, null, 50_000)));
        AwaitCondition(() => media.Calls.Contains("close 1/1"));
        Assert.Equal("ticket-revoked", Refused(Ticket with { Serial = 100 }));
    }

    [Fact]
    public void A_bridge_that_stands_by_knows_what_was_said_before()
    {
        bridge.Tell(new BridgeCommand.Prepare(Key, Ticket.Epoch, [new Restraint(Ticket.Participant, 99, true, null, 50_000)]));
        ExpectMsg<BridgeReady>();
        Assert.Empty(media.Calls);
        Assert.Equal("ticket-revoked", Refused(Ticket));
    }

    [Fact]
    public void The_entity_that_is_back_hears_how_the_endpoint_is_and_one_without_an_endpoint_that_there_is_none()
    {
        Admitted(Ticket);
        media.Raise(new MediaEvent.EndpointConnected(media.Open.Single(), 1));
        bridge.Tell(new BridgeCommand.Attach(Key, Ticket.Participant));
        ExpectMsg<BridgeNotice.EndpointConnected>();
        bridge.Tell(new BridgeCommand.Attach(Key, "nobody"));
        Assert.Equal(Key, ExpectMsg<BridgeNotice.EndpointLost>().Bridge);
    }

    [Fact]
    public void When_the_room_is_back_nobody_stays_who_is_not_in_the_meeting()
    {
        Admitted(Ticket);
        bridge.Tell(new BridgeCommand.Reconcile(Key, Ticket.Epoch + 1, [Ticket.Participant]));
        bridge.Tell(new BridgeCommand.Reconcile(Key, Ticket.Epoch, []));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Assert.DoesNotContain("close 1/1", media.Calls);
        bridge.Tell(new BridgeCommand.Reconcile(Key, Ticket.Epoch + 1, []));
        AwaitCondition(() => media.Calls.Contains("close 1/1"));
    }

    private static BridgeCommand.Present Present(string ticket) => new(
        Key, ticket, "r", new MediaOffer("offer", [new OfferedSource("0", SourceKind.Microphone), new OfferedSource("1", SourceKind.Camera)], []),
        new DeviceState(true, true, false), 0, [new WantedPicture(6, 720)]);

    private BridgeReply.Answered Admitted(BridgeTicket ticket)
    {
        bridge.Tell(Present(seal.Sign(ticket)));
        return ExpectMsg<BridgeReply.Answered>();
    }

    private string Refused(BridgeTicket ticket)
    {
        bridge.Tell(Present(seal.Sign(ticket)));
        return ExpectMsg<BridgeReply.Refused>().Code;
    }
}
