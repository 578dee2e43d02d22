using Cluster.Actors.Placement;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Placement;

public sealed class KeptShardsTests
{
    private readonly FakeTimeProvider time = new();
    private readonly KeptShards shards;

    public KeptShardsTests() => shards = new KeptShards(time);

    [Fact]
    public void Without_a_shard_nothing_is_given()
    {
        Assert.Null(shards.Give());
        Assert.Empty(shards.Offer(10));
    }

    [Fact]
    public void The_emptiest_kept_shard_is_given_and_what_was_given_counts()
    {
        shards.Take(new Dictionary<int, int> { [1] = 3, [2] = 0, [3] = 1, [4] = 0 }, 3);
        Assert.Equal([1, 2, 3], shards.Kept);
        Assert.Equal([2, 2, 3], new[] { shards.Give(), shards.Give(), shards.Give() }.Order());
        Assert.Equal(3, shards.Coming);
        time.Advance(TimeSpan.FromSeconds(31));
        shards.Take(new Dictionary<int, int> { [1] = 3, [2] = 2, [3] = 2, [4] = 0 }, 3);
        Assert.Equal(0, shards.Coming);
    }

    [Fact]
    public void Only_what_is_empty_and_not_kept_may_move_and_is_not_used_then()
    {
        shards.Take(new Dictionary<int, int> { [1] = 0, [2] = 0, [3] = 1, [4] = 0, [5] = 0 }, 2);
        Assert.Equal([4, 5], shards.Offer(10).Order());
        shards.Take(new Dictionary<int, int> { [2] = 0, [3] = 1, [4] = 0, [5] = 0 }, 2);
        Assert.Equal([2, 3], shards.Kept);
        time.Advance(TimeSpan.FromSeconds(31));
        shards.Take(new Dictionary<int, int> { [2] = 0, [3] = 1, [4] = 0, [5] = 0 }, 4);
        Assert.Equal([2, 3, 4, 5], shards.Kept);
    }

    [Fact]
    public void One_that_keeps_fewer_lets_empty_ones_go_and_never_one_in_use()
    {
        shards.Take(new Dictionary<int, int> { [1] = 0, [2] = 1, [3] = 0 }, 3);
        var given = shards.Give();
        shards.Take(new Dictionary<int, int> { [1] = 0, [2] = 1, [3] = 0 }, 1);
        Assert.Contains(given!.Value, shards.Kept);
        Assert.Contains(2, shards.Kept);
        Assert.Equal([given == 1 ? 3 : 1], shards.Offer(10));
    }
}
