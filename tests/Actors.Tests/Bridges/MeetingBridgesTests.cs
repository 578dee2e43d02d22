using Cluster.Actors.Bridges;
using Cluster.Media;

namespace Actors.Tests.Bridges;

/// <summary>A meeting's bridges as the room keeps them: who goes where, and which relays are owed.</summary>
public sealed class MeetingBridgesTests
{
    private static readonly BridgeKey One = new(1, Names.Room("standup"), 5);
    private static readonly BridgeKey Two = One with { Shard = 2 };
    private static readonly BridgeKey Three = One with { Shard = 3 };

    [Fact]
    public void The_fullest_with_room_is_filled_first_and_with_none_another_one_is_wanted()
    {
        var bridges = MeetingBridges.None;
        Assert.Equal(new SeatChoice(null, true, true), bridges.Choose(null, 2));
        bridges = bridges.Add(One).Add(Two).Seat("ann", Two);
        Assert.Equal(new SeatChoice(Two, false), bridges.Choose(null, 2));
        bridges = bridges.Seat("ben", Two);
        Assert.Equal(new SeatChoice(One, false), bridges.Choose(null, 2));
        bridges = bridges.Seat("cyd", One).Seat("dan", One);
        Assert.Equal(new SeatChoice(One, true, true), bridges.Choose(null, 2));
        Assert.Equal(new SeatChoice(Two, false), bridges.Unseat("ben").Choose(null, 2));
    }

    [Fact]
    public void Who_is_elsewhere_wants_a_bridge_there_and_goes_to_it_when_it_is_there()
    {
        Assert.Equal(new SeatChoice(One, false), MeetingBridges.None.Add(One).Choose("west", 9));
        var bridges = MeetingBridges.None.Add(One).WithRegion(One, "east").Seat("ann", One);
        Assert.Equal(new SeatChoice(One, false), bridges.Choose("east", 9));
        Assert.Equal(new SeatChoice(One, false), bridges.Choose(null, 9));
        Assert.Equal(new SeatChoice(One, true), bridges.Choose("west", 9));
        bridges = bridges.Add(Two, region: "west");
        Assert.Equal(new SeatChoice(Two, false), bridges.Choose("west", 9));
        Assert.Equal(new SeatChoice(One, false), bridges.Choose("east", 9));
    }

    [Fact]
    public void A_bridge_that_somebody_had_to_leave_gets_nobody_new_until_it_has_answered()
    {
        var bridges = MeetingBridges.None.Add(One).Add(Two).Seat("ann", One).WithSuspect(One, suspect: true);
        Assert.Equal(Two, bridges.Choose(null, 9).Bridge);
        Assert.Equal(One, bridges.WithSuspect(One, suspect: false).Choose(null, 9).Bridge);
    }

    [Fact]
    public void Alone_it_has_one_to_stand_by_and_with_others_they_do_for_each_other()
    {
        var bridges = MeetingBridges.None.Add(One, Two).Seat("ann", One);
        Assert.Equal([One, Two], bridges.Keys);
        Assert.Equal(Two, bridges.StandbyOf("ann", 0));
        bridges = bridges.Add(Two).Add(Three).Seat("ben", Two);
        Assert.Equal([One, Two, Three], bridges.Keys);
        Assert.Equal([Two, Three, Two], Enumerable.Range(0, 3).Select(order => bridges.StandbyOf("ann", order)!.Value));
        Assert.Equal([One, Three], Enumerable.Range(0, 2).Select(order => bridges.StandbyOf("ben", order)!.Value));
    }

    [Fact]
    public void What_stood_by_takes_over_with_all_who_were_on_the_other()
    {
        var bridges = MeetingBridges.None.Add(One, Two).Seat("ann", One);
        Assert.Same(bridges, bridges.TakeOver(Three));
        bridges = bridges.TakeOver(Two);
        Assert.Equal([Two], bridges.Keys);
        Assert.Equal(Two, bridges.Of("ann"));
    }

    [Fact]
    public void Whoever_was_on_a_bridge_that_goes_is_shared_out_and_its_relays_are_none()
    {
        var bridges = Placed(One, Two, Three).Mesh(RelaySecret.Make);
        foreach (var who in new[] { "ann", "ben", "cyd", "dan" })
        {
            bridges = bridges.Seat(who, One);
        }

        bridges = bridges.Remove(One);
        Assert.Equal((2, 2), (bridges.CountOf(Two), bridges.CountOf(Three)));
        Assert.Equal(Two, bridges.First);
        var left = Assert.Single(bridges.Relays);
        Assert.Equal((Two, Three), (left.First, left.Second));
        Assert.Empty(bridges.Remove(Two).Remove(Three).Seats);
    }

    [Fact]
    public void Between_every_two_with_a_place_is_a_relay_with_the_same_secrets_at_both_ends()
    {
        var bridges = Placed(One, Two).Add(Three).Mesh(RelaySecret.Make);
        Assert.Single(bridges.Relays);
        bridges = bridges.WithPlace(Three, "10.0.0.3:3", 1).Mesh(RelaySecret.Make);
        Assert.Equal(3, bridges.Relays.Count);
        var owed = bridges.Owed(7).ToList();
        Assert.Equal(6, owed.Count);
        Assert.All(owed, it =>
        {
            var other = Assert.Single(owed, peer => peer.Bridge == it.Peer && peer.Peer == it.Bridge);
            Assert.Equal((it.Sending, it.Receiving, it.Generation), (other.Receiving, other.Sending, other.Generation));
            Assert.NotEqual(it.PeerLeads, other.PeerLeads);
            Assert.Equal(bridges.Find(it.Peer)!.Place, it.Place);
            Assert.Equal(it.PeerLeads, bridges.All.IndexOf(bridges.Find(it.Peer)!) < bridges.All.IndexOf(bridges.Find(it.Bridge)!));
        });
        Assert.Equal(6, owed.SelectMany(it => new[] { it.Sending.Id, it.Receiving.Id }).Distinct().Count());
    }

    [Fact]
    public void What_a_bridge_has_is_owed_no_more_and_what_it_cannot_have_is_made_anew()
    {
        var bridges = Placed(One, Two).Mesh(RelaySecret.Make);
        var generation = bridges.Relays[0].Generation;
        Assert.Equal(2, bridges.Relayed(One, Two, generation - 1).Owed(7).Count());
        bridges = bridges.Relayed(One, Two, generation);
        Assert.Equal(Two, Assert.Single(bridges.Owed(7)).Bridge);
        Assert.Empty(bridges.Relayed(Two, One, generation).Owed(7));

        var again = bridges.NotRelayed(Two, One, generation).Mesh(RelaySecret.Make);
        Assert.Equal(2, again.Owed(7).Count());
        Assert.True(again.Relays[0].Generation > generation);
        Assert.NotEqual(bridges.Relays[0].ToFirst.Id, again.Relays[0].ToFirst.Id);
    }

    [Fact]
    public void A_bridge_that_was_opened_anew_has_its_relays_made_anew()
    {
        var bridges = Placed(One, Two, Three).Mesh(RelaySecret.Make);
        Assert.Same(bridges, bridges.WithPlace(Two, "10.0.0.2:2", 1));
        var reopened = bridges.WithPlace(Two, "10.0.0.2:2", 2);
        Assert.Single(reopened.Relays);
        Assert.Equal(3, reopened.Mesh(RelaySecret.Make).Relays.Count);
        Assert.Single(bridges.WithPlace(Two, null, 0).Mesh(RelaySecret.Make).Relays);
    }

    [Fact]
    public void Nothing_that_can_be_written_down_holds_a_secret()
    {
        var bridges = Placed(One, Two).Mesh(RelaySecret.Make);
        var key = Convert.ToHexString(bridges.Relays[0].ToFirst.Key);
        Assert.DoesNotContain(key, bridges.Relays[0].ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Key", bridges.Owed(7).First().ToString(), StringComparison.Ordinal);
    }

    private static MeetingBridges Placed(params BridgeKey[] keys)
    {
        var bridges = MeetingBridges.None;
        foreach (var key in keys)
        {
            bridges = bridges.Add(key).WithPlace(key, $"10.0.0.{key.Shard}:{key.Shard}", 1);
        }

        return bridges;
    }
}
