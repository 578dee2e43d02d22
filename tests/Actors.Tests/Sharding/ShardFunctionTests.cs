using Cluster.Actors.Accounts;
using Cluster.Actors.Bridges;
using Cluster.Actors.Participants;
using Cluster.Actors.Rooms;
using Cluster.Actors.Sharding;

namespace Actors.Tests.Sharding;

public sealed class ShardFunctionTests
{
    // A change here would move every entity of every running cluster.
    [Theory]
    [InlineData("standup", 100, 56)]
    [InlineData("会議室", 100, 40)]
    [InlineData("", 256, 11)]
    public void A_texts_shard_never_changes(string text, int shards, int expected) =>
        Assert.Equal(expected, ShardFunction.ShardOf(text, shards));

    [Fact]
    public void Shards_fill_evenly()
    {
        var counts = Enumerable.Range(0, 10_000).CountBy(number => ShardFunction.ShardOf($"room-{number}", 100)).ToDictionary();
        Assert.Equal(100, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 50, 160));
    }

    [Fact]
    public void A_participant_is_in_its_rooms_shard()
    {
        Assert.True(RoomName.TryCreate("standup", out var room, out _));
        var key = ParticipantKey.New(room);
        var rooms = RoomRegion.Extractor(100);
        var leave = new ParticipantCommand.Leave(key);
        Assert.Equal(key.ToString(), rooms.EntityId(leave));
        Assert.Equal(rooms.ShardId("standup"), rooms.ShardId(key.ToString(), leave));
    }

    [Fact]
    public void A_bridges_shard_is_the_first_part_of_its_id()
    {
        Assert.True(RoomName.TryCreate("standup", out var room, out _));
        var bridges = BridgeRegion.Extractor(256);
        var close = new BridgeCommand.Close(new BridgeKey(17, room, 3));
        Assert.Equal("17:standup:3", bridges.EntityId(close));
        Assert.Equal("17", bridges.ShardId("17:standup:3"));
        Assert.Null(bridges.EntityId(new BridgeCommand.Close(new BridgeKey(256, room, 3))));
    }

    [Theory]
    [InlineData("Standup", "AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("standup", "short")]
    [InlineData("standup", "AAAAAAAAAAAAAAAAAAAAA/")]
    [InlineData("", "AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData(null, null)]
    public void A_key_that_is_not_well_formed_is_nobodys(string? room, string? participant) =>
        Assert.Null(RoomRegion.Extractor(100).EntityId(new ParticipantCommand.Leave(new ParticipantKey(room!, participant!))));

    [Fact]
    public void Ids_are_random_and_read_back()
    {
        Assert.NotEqual(AccountId.New(), AccountId.New());
        Assert.True(AccountId.TryCreate(AccountId.New().Value, out _));
        Assert.False(AccountId.TryCreate("ann", out _));
        Assert.True(ParticipantId.IsValid(ParticipantId.New()));
    }
}
