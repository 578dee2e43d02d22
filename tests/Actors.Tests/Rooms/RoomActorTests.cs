using Akka.Actor;
using Akka.Cluster.Sharding;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Rooms;
using Cluster.Actors.Sharding;
using Cluster.Media;

namespace Actors.Tests.Rooms;

public sealed class RoomActorTests : RoomActorTestBase
{
    [Fact]
    public void The_first_is_admitted_with_numbers_and_a_bridge_and_sees_itself()
    {
        var ann = Come("ann");
        ann.Admit();
        var admitted = ann.Expect<RoomReply.Admitted>();
        Assert.Equal((1u, RoomName), (admitted.FirstSource, admitted.Bridge.Room));
        ann.Tell(new RoomCommand.Enter(RoomName, "ann", "enter", [SourceKind.Microphone]));
        var view = ann.Expect<RoomReply.Viewed>().View;
        Assert.Equal(Time.GetUtcNow().ToUnixTimeMilliseconds(), view.StartedAtMs);
        var self = Assert.Single(view.Participants);
        Assert.Equal(("ann", Role.Moderator, Presence.Present), (self.Name, self.Role, self.Presence));
        ann.Probe.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Everyone_in_is_told_who_comes_changes_and_goes()
    {
        var ann = Enter("ann");
        var bob = Enter("bob");
        Assert.Equal(["ann", "bob"], bob.View!.Participants.Select(info => info.Id));
        Assert.Equal(["bob"], ann.Expect<ParticipantNotice.RosterChanged>().Came.Select(info => info.Id));
        bob.Tell(new RoomCommand.RaiseHand(RoomName, "bob", true));
        Time.Advance(OneNode.Settings.RosterBatch);
        Assert.NotNull(Assert.Single(ann.Expect<ParticipantNotice.RosterChanged>().Changed).HandRaisedAtMs);
        bob.Leave();
        Time.Advance(OneNode.Settings.RosterBatch);
        Assert.Equal(["bob"], ann.Expect<ParticipantNotice.RosterChanged>().Left);
    }

    [Fact]
    public void A_burst_of_joins_costs_each_one_message_and_nobody_hears_of_itself()
    {
        var ann = Enter("ann");
        var guests = Enumerable.Range(0, 20).Select(number => Enter($"guest{number}")).ToList();
        Time.Advance(OneNode.Settings.RosterBatch);
        Assert.Equal(20, ann.Expect<ParticipantNotice.RosterChanged>().Came.Count + ann.Expect<ParticipantNotice.RosterChanged>().Came.Count);
        ann.Probe.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        for (var number = 0; number < 19; number++)
        {
            var later = guests[number].Expect<ParticipantNotice.RosterChanged>().Came.Select(info => info.Id);
            Assert.Equal(guests.Skip(number + 1).Select(guest => guest.Id), later);
        }
    }

    [Fact]
    public void A_private_line_reaches_the_two_only()
    {
        var (ann, bob, eve) = (Enter("ann"), Enter("bob"), Enter("eve"));
        ann.Tell(new RoomCommand.Say(RoomName, "ann", "say", "secret", "bob"));
        ann.Tell(new RoomCommand.Say(RoomName, "ann", "say", "all", null));
        Assert.Equal("secret", ann.Expect<ParticipantNotice.Said>().Line.Text);
        Assert.Equal("secret", bob.Expect<ParticipantNotice.Said>().Line.Text);
        Assert.Equal("all", eve.Expect<ParticipantNotice.Said>().Line.Text);
        ann.Tell(new RoomCommand.Say(RoomName, "ann", "say", "hi", "nobody"));
        Assert.Equal("bad-request", ann.Refused());
    }

    [Fact]
    public void Speakers_of_this_meetings_bridge_reach_everyone()
    {
        var (ann, bob) = (Enter("ann"), Enter("bob"));
        var bridge = new BridgeKey(ShardFunction.ShardOf(RoomName.Value, OneNode.Settings.BridgeShards), RoomName, 1);
        Room.Tell(new RoomCommand.SpeakersHeard(RoomName, bridge with { Ordinal = 7 }, [9]));
        Room.Tell(new RoomCommand.SpeakersHeard(RoomName, bridge, [5, 1]));
        Assert.Equal([5u, 1u], ann.Expect<ParticipantNotice.SpeakersChanged>().Sources);
        Assert.Equal([5u, 1u], bob.Expect<ParticipantNotice.SpeakersChanged>().Sources);
        Assert.Equal([5u, 1u], Enter("eve").View!.Speakers);
    }

    [Fact]
    public void Whoever_is_not_in_is_told_so()
    {
        var eve = Come("eve");
        eve.Tell(new RoomCommand.Look(RoomName, "eve", "look", 0));
        Assert.Equal("expired", eve.Expect<RoomReply.NotIn>().Code);
        eve.Change(new RoomSettingsPatch("x"));
        Assert.Equal("expired", eve.Expect<RoomReply.NotIn>().Code);
    }

    [Fact]
    public void A_participant_whose_entity_dies_may_be_put_together_again_and_else_leaves()
    {
        var (ann, bob) = (Enter("ann"), Enter("bob"));
        Sys.Stop(bob.Probe.Ref);
        AwaitAssert(() => Assert.Equal(Presence.Reconnecting, ann.Of("bob").Presence));
        Time.Advance(OneNode.Settings.ResumeGrace);
        Bridges.FishForMessage(message => message is BridgeCommand.CloseEndpoint { Participant: "bob" }, TimeSpan.FromSeconds(10));
        Assert.Equal(["bob"], ann.Probe.FishForMessage<ParticipantNotice.RosterChanged>(
            roster => Advance() && roster.Left.Count > 0, TimeSpan.FromSeconds(10)).Left);

        bool Advance()
        {
            Time.Advance(OneNode.Settings.RosterBatch);
            return true;
        }
    }

    [Fact]
    public void When_all_have_left_the_bridge_is_closed_and_after_a_while_the_room_goes()
    {
        var ann = Enter("ann");
        ann.Leave();
        Assert.Equal(1, Bridges.ExpectMsg<BridgeCommand.Close>().Bridge.Ordinal);
        Time.Advance(OneNode.Settings.RoomIdle - TimeSpan.FromSeconds(1));
        Shard.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Time.Advance(TimeSpan.FromSeconds(1));
        Shard.ExpectMsg<Passivate>();
    }

    [Fact]
    public void A_room_with_somebody_in_stays()
    {
        Enter("ann");
        Time.Advance(OneNode.Settings.RoomIdle * 3);
        Shard.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void Stopping_it_tells_everyone_and_leaves_the_media_where_it_is()
    {
        var ann = Enter("ann");
        Room.Tell(Cluster.Actors.Sharding.StopEntity.Instance);
        Assert.Equal("node-stopping", ann.Expect<RoomReply.NotIn>().Code);
        Bridges.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }
}
