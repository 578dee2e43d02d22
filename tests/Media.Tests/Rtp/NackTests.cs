using Cluster.Media.Rtp;
using Xunit;

namespace Media.Tests.Rtp;

/// <summary>When missing packets are asked for, again, and no more.</summary>
public class NackTests
{
    private const long MsUs = 1_000;

    private readonly ReceiveLog _log = new(90_000);
    private readonly ushort[] _missing = new ushort[300];

    [Fact]
    public void A_gap_is_asked_for_once_a_second_later_packet_came()
    {
        Receive(0, 65_534, 1);
        Assert.Empty(Collect(1));
        Receive(1, 2);
        Assert.Equal([65_535, 0], Collect(1));
        Assert.Empty(Collect(2));
    }

    [Fact]
    public void A_gap_is_asked_for_after_10_ms_without_a_later_packet()
    {
        Receive(0, 1, 3);
        Assert.Empty(Collect(9));
        Assert.Equal([2], Collect(10));
    }

    [Fact]
    public void A_packet_that_was_only_late_is_not_asked_for()
    {
        Receive(0, 1, 4);
        Receive(1, 2);
        Assert.Equal([3], Collect(10));
        Receive(11, 3);
        Assert.Empty(Collect(500));
        Assert.False(_log.TakeUnrepairedLoss());
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(40, 60)]
    public void Requests_are_repeated_by_the_round_trip(long roundTripMs, long repeatMs)
    {
        Receive(0, 1, 3, 4);
        Assert.Equal([2], Collect(0, roundTripMs));
        Assert.Empty(Collect(repeatMs - 1, roundTripMs));
        Assert.Equal([2], Collect(repeatMs, roundTripMs));
        Assert.Empty(Collect((2 * repeatMs) - 1, roundTripMs));
    }

    [Fact]
    public void After_eight_requests_it_is_given_up_and_said_once()
    {
        Receive(0, 1, 3, 4);
        for (var i = 0; i < 8; i++)
        {
            Assert.Equal([2], Collect(i * 20));
            Assert.False(_log.TakeUnrepairedLoss());
        }

        Assert.Empty(Collect(8 * 20));
        Assert.True(_log.TakeUnrepairedLoss());
        Assert.False(_log.TakeUnrepairedLoss());
        Assert.Empty(Collect(900));
    }

    [Fact]
    public void After_a_second_it_is_given_up()
    {
        Receive(0, 1, 3, 4);
        Assert.Equal([2], Collect(0, 400));
        Assert.Empty(Collect(1_000, 400));
        Assert.True(_log.TakeUnrepairedLoss());
    }

    [Fact]
    public void A_recovered_packet_closes_its_gap_and_stays_lost_in_the_statistics()
    {
        Receive(0, 1, 3, 4);
        Assert.True(_log.Recover(2, 0));
        Assert.False(_log.Recover(2, 0));
        Assert.False(_log.Recover(3, 0));
        Assert.False(_log.Recover(9, 0));
        Assert.Empty(Collect(50));
        Assert.Equal(1, _log.Lost);
    }

    [Fact]
    public void A_repair_tells_the_round_trip_unless_it_was_asked_for_twice()
    {
        Receive(0, 1, 3, 4);
        Assert.Equal([2], Collect(0, 40));
        _log.Recover(2, 30 * MsUs);
        Assert.Equal(30 * MsUs, _log.RepairUs);

        Receive(100, 6, 7);
        Assert.Equal([5], Collect(100, 40));
        Assert.Equal([5], Collect(160, 40));
        _log.Recover(5, 400 * MsUs);
        Assert.Equal(30 * MsUs, _log.RepairUs);
    }

    [Fact]
    public void What_is_missing_before_a_keyframe_is_not_asked_for_and_not_a_loss()
    {
        Receive(0, 1, 3, 5, 7);
        _log.ForgetGapsBefore(5);
        Assert.Equal([6], Collect(20));
        _log.ForgetGaps();
        Assert.Empty(Collect(2_000));
        Assert.False(_log.TakeUnrepairedLoss());
    }

    [Fact]
    public void What_does_not_fit_is_asked_for_by_the_next_call()
    {
        Receive(0, 1, 12, 13);
        Assert.Equal(4, _log.CollectNacks(0, 0, _missing.AsSpan(0, 4)));
        Assert.Equal([6, 7, 8, 9, 10, 11], Collect(0));
    }

    [Fact]
    public void A_hole_beyond_repair_is_not_asked_for()
    {
        Receive(0, 1, 1_000, 1_001);
        Assert.Empty(Collect(20));
        Assert.True(_log.TakeUnrepairedLoss());
        Assert.Equal(998, _log.Lost);
    }

    [Fact]
    public void Of_too_many_gaps_the_oldest_go()
    {
        for (var i = 0; i < 600; i += 2)
        {
            Receive(0, (ushort)i);
        }

        var asked = Collect(15);
        Assert.Equal(GapList.GapsMax, asked.Length);
        Assert.Equal(597, asked[^1]);
        Assert.True(_log.TakeUnrepairedLoss());
    }

    private void Receive(long atMs, params ushort[] sequences)
    {
        foreach (var sequence in sequences)
        {
            _log.Record(sequence, 0, atMs * MsUs);
        }
    }

    private ushort[] Collect(long atMs, long roundTripMs = 0) =>
        _missing[.._log.CollectNacks(atMs * MsUs, roundTripMs * MsUs, _missing)];
}
