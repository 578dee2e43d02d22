using Cluster.Media.Rtp;
using Xunit;

namespace Media.Tests.Rtp;

/// <summary>What a receiver can make us send again.</summary>
public class RepairBudgetTests
{
    [Theory]
    [InlineData(0, 5)]
    [InlineData(40, 40)]
    [InlineData(9_000, 500)]
    public void A_packet_goes_again_once_in_a_round_trip(long roundTripMs, long waitMs)
    {
        var budget = new RepairBudget();
        Assert.True(budget.TrySpend(7, 1_000, 0, roundTripMs * 1_000));
        Assert.False(budget.TrySpend(7, 1_000, (waitMs * 1_000) - 1, roundTripMs * 1_000));
        Assert.True(budget.TrySpend(8, 1_000, 1, roundTripMs * 1_000));
        Assert.True(budget.TrySpend(7, 1_000, waitMs * 1_000, roundTripMs * 1_000));
        Assert.Equal(1, budget.Refused);
    }

    [Fact]
    public void Repairs_take_no_more_than_half_of_the_stream_and_one_burst()
    {
        var budget = new RepairBudget();
        var (sent, repeated) = (0L, 0L);
        for (var i = 0; i < 10_000; i++)
        {
            sent += 1_200;
            budget.Earn(1_200);
            for (var ask = 0; ask < 5; ask++)
            {
                repeated += budget.TrySpend((ushort)((i * 5) + ask), 1_200, i * 1_000L, 20_000) ? 1_200 : 0;
            }
        }

        Assert.InRange(repeated, sent / 2, (sent / 2) + RepairBudget.BurstBytes);
    }
}
