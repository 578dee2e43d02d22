using Cluster.Actors.Placement;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Placement;

public sealed class ShardClaimsTests
{
    private const int Shards = 64;
    private static readonly Dictionary<int, int> s_none = [];

    private readonly FakeTimeProvider time = new();
    private readonly ShardClaims claims;

    public ShardClaimsTests() => claims = new ShardClaims(Shards, time);

    [Fact]
    public void No_more_wait_for_an_answer_than_are_missing_however_often_it_is_asked()
    {
        Assert.Equal(3, claims.Next(s_none, 3).Count);
        Assert.Empty(claims.Next(s_none, 3));
        Assert.Single(claims.Next(s_none, 8));
        Assert.Empty(claims.Next(s_none, 8));
    }

    [Fact]
    public void What_came_makes_room_for_the_next()
    {
        var first = claims.Next(s_none, 8);
        Assert.Equal(ShardClaims.AtOnceMax, first.Count);
        var owned = first.ToDictionary(shard => shard, _ => 0);
        var second = claims.Next(owned, 4);
        Assert.Equal(4, second.Count);
        Assert.Empty(first.Intersect(second));
    }

    [Fact]
    public void Where_all_live_elsewhere_each_is_asked_for_once_and_then_not_for_half_a_minute()
    {
        Assert.Equal(Enumerable.Range(0, Shards), Round().Order());
        for (var look = 0; look < 29; look++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Empty(claims.Next(s_none, 8));
        }

        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(Enumerable.Range(0, Shards), Round().Order());
    }

    [Fact]
    public void An_answer_that_never_comes_is_not_waited_for_beyond_five_seconds()
    {
        Assert.Equal(4, claims.Next(s_none, 8).Count);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(claims.Next(s_none, 8));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(4, claims.Next(s_none, 8).Count);
    }

    [Fact]
    public void A_shard_that_came_by_itself_is_not_elsewhere_any_more()
    {
        Assert.Equal(Shards, Round().Count);
        time.Advance(TimeSpan.FromSeconds(31));
        var owned = new Dictionary<int, int> { [7] = 0 };
        Assert.DoesNotContain(7, Round(owned));
    }

    // Answers every request at once, as a cluster does in which others have all shards.
    private List<int> Round(Dictionary<int, int>? owned = null)
    {
        List<int> asked = [];
        Queue<int> waiting = new(claims.Next(owned ?? s_none, 8));
        while (waiting.TryDequeue(out var shard))
        {
            asked.Add(shard);
            claims.IsElsewhere(shard);
            foreach (var next in claims.Next(owned ?? s_none, 8))
            {
                waiting.Enqueue(next);
            }
        }

        return asked;
    }
}
