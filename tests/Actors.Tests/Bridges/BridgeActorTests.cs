using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Rooms;
using Cluster.Actors.Sharding;
using Cluster.Actors.Tickets;
using Cluster.Media;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Bridges;

public sealed class BridgeActorTests : TestKit
{
    private static readonly BridgeKey Key = new(3, Names.Room("standup"), 1);

    private readonly FakeTimeProvider time = new();
    private readonly RecordingMediaPlane media = new();
    private readonly TestProbe rooms;
    private readonly TestProbe shard;
    private readonly IActorRef bridge;

    public BridgeActorTests()
        : base(Patience.Hocon)
    {
        rooms = CreateTestProbe("rooms");
        shard = CreateTestProbe("shard");
        bridge = shard.ChildActorOf(Props.Create(() => new BridgeActor(Key, new BridgeServices(OneNode.Settings, time, media, rooms.Ref, TicketSeal.Of(null)))));
    }

    [Fact]
    public void The_first_offer_opens_the_bridge_and_each_participant_has_an_endpoint_of_its_own()
    {
        var answered = Negotiate("ann", 1);
        Assert.Equal("answer to offer", answered.Sdp);
        Assert.Equal([new SourceInfo(1, SourceKind.Microphone)], answered.Sources);
        Negotiate("bob", 5);
        Negotiate("ann", 1);
        Assert.Equal([1L, 2, 1], media.Offers.Select(offer => offer.Endpoint.Number));
        Assert.Equal(new SourceBinding("0", SourceKind.Microphone, new SourceNumber(1), true), Assert.Single(media.Offers.First().Sources));
        Assert.Equal(["open 1"], media.Calls);
    }

    [Fact]
    public void A_refusal_keeps_its_code()
    {
        media.Negotiate = _ => Task.FromResult<NegotiationResult>(new NegotiationResult.Refused("sdp-malformed", "No."));
        Offer("ann", 1);
        Assert.Equal("sdp-malformed", ExpectMsg<BridgeReply.Refused>().Code);
    }

    [Fact]
    public void A_node_without_a_place_for_one_more_bridge_says_so()
    {
        media.IsFull = true;
        Offer("ann", 1);
        Assert.Equal("node-full", ExpectMsg<BridgeReply.Refused>().Code);
        media.IsFull = false;
        Negotiate("ann", 1);
    }

    [Fact]
    public void A_media_plane_that_fails_is_answered_for()
    {
        media.Negotiate = _ => Task.FromException<NegotiationResult>(new InvalidOperationException("bug"));
        Offer("ann", 1);
        Assert.Equal("try-again", ExpectMsg<BridgeReply.Refused>().Code);
    }

    [Fact]
    public void What_the_packets_side_says_reaches_whom_it_concerns()
    {
        Negotiate("ann", 1);
        var opened = media.Open.Single();
        media.Raise(new MediaEvent.EndpointConnected(opened, 1));
        ExpectMsg<BridgeNotice.EndpointConnected>();
        media.Raise(new MediaEvent.SpeakersChanged(opened, [new SourceNumber(1)]));
        var heard = rooms.ExpectMsg<RoomCommand.SpeakersHeard>();
        Assert.Equal((Key, Key.Room), (heard.Bridge, heard.Room));
        Assert.Equal([1u], heard.Sources);
        media.Raise(new MediaEvent.EndpointLost(opened, 1, "consent-expired"));
        Assert.Equal("consent-expired", ExpectMsg<BridgeNotice.EndpointLost>().Reason);
        Negotiate("ann", 1);
        Assert.Equal(2, media.Offers.Last().Endpoint.Number);
    }

    [Fact]
    public void Its_own_close_is_not_news()
    {
        Negotiate("ann", 1);
        bridge.Tell(new BridgeCommand.CloseEndpoint(Key, "ann"));
        media.Raise(new MediaEvent.EndpointLost(media.Open.Single(), 1, "dtls-closed"));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Assert.Contains("close 1/1", media.Calls);
    }

    [Fact]
    public void An_endpoint_that_was_closed_while_its_offer_was_under_way_is_closed_for_good()
    {
        var pending = new TaskCompletionSource<NegotiationResult>();
        media.Negotiate = _ => pending.Task;
        Offer("ann", 1);
        bridge.Tell(new BridgeCommand.CloseEndpoint(Key, "ann"));
        AwaitCondition(() => media.Calls.Count(call => call == "close 1/1") == 1);
        pending.SetResult(new NegotiationResult.Answered("answer"));
        ExpectMsg<BridgeReply.Answered>();
        AwaitCondition(() => media.Calls.Count(call => call == "close 1/1") == 2);
    }

    [Fact]
    public void Views_and_mutes_are_passed_on()
    {
        Negotiate("ann", 1);
        bridge.Tell(new BridgeCommand.SetView(Key, "ann", [new WantedPicture(6, 720), new WantedPicture(2, 90)]));
        bridge.Tell(new BridgeCommand.SetView(Key, "nobody", [new WantedPicture(6, 720)]));
        bridge.Tell(new BridgeCommand.SetMuted(Key, [1], [2]));
        AwaitCondition(() => media.Calls.Count == 4);
        Assert.Equal(["open 1", "view 1: 6@720,2@90", "mute 1", "unmute 2"], media.Calls);
    }

    [Fact]
    public void With_its_end_the_bridge_is_closed_and_who_is_on_it_is_told()
    {
        Negotiate("ann", 1);
        bridge.Tell(new BridgeCommand.Close(Key));
        shard.ExpectMsg<Passivate>();
        bridge.Tell(StopEntity.Instance);
        Assert.Equal("bridge-lost", ExpectMsg<BridgeNotice.EndpointLost>().Reason);
        AwaitCondition(() => !media.Open.Any());
    }

    [Fact]
    public void One_that_nobody_uses_goes()
    {
        Negotiate("ann", 1);
        time.Advance(OneNode.Settings.RoomIdle * 2);
        shard.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        bridge.Tell(new BridgeCommand.CloseEndpoint(Key, "ann"));
        AwaitCondition(() => media.Calls.Contains("close 1/1"));
        time.Advance(OneNode.Settings.RoomIdle);
        shard.ExpectMsg<Passivate>();
    }

    private void Offer(string participant, uint source) => bridge.Tell(new BridgeCommand.Negotiate(
        Key, participant, "r", "offer", [new BoundSource("0", SourceKind.Microphone, source, true)], []));

    private BridgeReply.Answered Negotiate(string participant, uint source)
    {
        Offer(participant, source);
        return ExpectMsg<BridgeReply.Answered>();
    }
}
