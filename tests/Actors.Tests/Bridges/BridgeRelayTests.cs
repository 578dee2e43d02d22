using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Cluster.Actors.Bridges;
using Cluster.Actors.Rooms;
using Cluster.Actors.Tickets;
using Cluster.Media;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Bridges;

/// <summary>A bridge has the relays that its room wants, in whichever order its words come.</summary>
public sealed class BridgeRelayTests : TestKit
{
    private static readonly BridgeKey Key = new(3, Names.Room("standup"), 1);
    private static readonly BridgeKey Peer = Key with { Shard = 4 };

    private readonly RecordingMediaPlane media = new();
    private readonly TestProbe rooms;
    private readonly IActorRef bridge;

    public BridgeRelayTests()
        : base(Patience.Hocon)
    {
        rooms = CreateTestProbe("rooms");
        bridge = CreateTestProbe("shard").ChildActorOf(Props.Create(() => new BridgeActor(
            Key, new BridgeServices(OneNode.Settings, new FakeTimeProvider(), media, rooms.Ref, TicketSeal.Of(null)))));
    }

    [Fact]
    public void It_says_where_it_is_reached_and_opens_what_it_is_told()
    {
        bridge.Tell(new BridgeCommand.FindRelayPlace(Key, 5));
        var place = ExpectMsg<BridgeRelayPlace>();
        Assert.Equal(("127.0.0.1:10000", Key), (place.Place, place.Bridge));
        var told = Relay(5, 1);
        bridge.Tell(told);
        Assert.Equal(new BridgeRelayed(Key, Peer, 1, true), ExpectMsg<BridgeRelayed>());
        var opened = media.Relays.Values.Single();
        Assert.Equal(("10.0.0.4:10000", told.Sending.Id, told.Receiving.Id, true), (opened.Peer.ToString(), opened.Sending.Id, opened.Receiving.Id, opened.PeerLeads));
    }

    [Fact]
    public void Said_again_it_changes_nothing_said_anew_it_replaces_and_said_late_it_is_not_heard()
    {
        Opened(Relay(5, 2));
        Opened(Relay(5, 2));
        Assert.Equal(1, media.Relays.Values.Single().Generation);
        Opened(Relay(5, 3));
        Assert.Equal(2, media.Relays.Values.Single().Generation);
        bridge.Tell(Relay(5, 2));

        // A room that came up elsewhere counts from the beginning, in a higher epoch.
        Opened(Relay(6, 1));
        Assert.Equal(3, media.Relays.Values.Single().Generation);
        bridge.Tell(Relay(5, 9));
        bridge.Tell(new BridgeCommand.EndRelay(Key, 5, Peer));
        Opened(Relay(6, 1));
        Assert.Single(media.Relays);
        bridge.Tell(new BridgeCommand.EndRelay(Key, 6, Peer));
        AwaitCondition(() => media.Relays.IsEmpty);
    }

    [Fact]
    public void What_cannot_be_opened_is_said_so()
    {
        bridge.Tell(Relay(5, 1) with { Place = "nowhere" });
        Assert.False(ExpectMsg<BridgeRelayed>().Done);
        bridge.Tell(Relay(5, 1) with { Sending = new RelaySecret(1, [1], [2]) });
        Assert.False(ExpectMsg<BridgeRelayed>().Done);
        Assert.Empty(media.Relays);
        media.RelayPlace = null;
        bridge.Tell(new BridgeCommand.FindRelayPlace(Key, 5));
        Assert.Null(ExpectMsg<BridgeRelayPlace>().Place);
    }

    [Fact]
    public void When_the_media_process_ends_the_room_hears_that_the_relays_are_lost_and_the_next_opening_is_another()
    {
        bridge.Tell(new BridgeCommand.FindRelayPlace(Key, 5));
        var before = ExpectMsg<BridgeRelayPlace>().Instance;
        Opened(Relay(5, 1));
        media.Raise(new MediaEvent.BridgeLost(media.Open.Single()));
        Assert.Equal(Key, rooms.ExpectMsg<RoomCommand.RelaysLost>().Bridge);
        bridge.Tell(new BridgeCommand.FindRelayPlace(Key, 5));
        Assert.True(ExpectMsg<BridgeRelayPlace>().Instance > before);
    }

    private static BridgeCommand.Relay Relay(long epoch, long generation) =>
        new(Key, epoch, generation, Peer, "10.0.0.4:10000", RelaySecret.Make(), RelaySecret.Make(), PeerLeads: true);

    private void Opened(BridgeCommand.Relay relay)
    {
        bridge.Tell(relay);
        Assert.True(ExpectMsg<BridgeRelayed>(it => it.Generation == relay.Generation).Done);
    }
}
