using Cluster.Media.Rtcp;
using Cluster.Media.Rtp;
using CsCheck;
using Xunit;

namespace Media.Tests.Rtp;

/// <summary>Statistics of a received stream.</summary>
[Collection("the process alone")]
public class ReceiveLogTests
{
    private const long MsUs = 1_000;

    [Fact]
    public void Nothing_received_gives_no_report() =>
        Assert.False(new ReceiveLog(90_000).TryBuildReportBlock(1, 0, out _));

    [Fact]
    public void Each_packet_is_told_for_what_it_is()
    {
        var log = new ReceiveLog(90_000);
        Assert.Equal(Arrival.New, log.Record(65_534, 0, 0));
        Assert.Equal(Arrival.New, log.Record(65_535, 0, 0));
        Assert.Equal(Arrival.New, log.Record(2, 0, 0));
        Assert.Equal(Arrival.Reordered, log.Record(0, 0, 0));
        Assert.Equal(Arrival.Duplicate, log.Record(0, 0, 0));
        Assert.Equal(Arrival.Duplicate, log.Record(2, 0, 0));
        Assert.Equal(Arrival.Reordered, log.Record(65_533, 0, 0));
        Assert.Equal(7, log.Packets);
    }

    [Fact]
    public void Loss_is_counted_in_all_and_since_the_last_report()
    {
        var log = new ReceiveLog(90_000);
        for (var i = 0; i < 100; i++)
        {
            if (i % 4 != 1)
            {
                log.Record((ushort)(65_500 + i), 0, 0, bytes: 10);
            }
        }

        Assert.True(log.TryBuildReportBlock(7, 0, out var block));
        Assert.Equal(7u, block.Ssrc);
        Assert.Equal(64, block.FractionLost);
        Assert.Equal(25, block.CumulativeLost);
        Assert.Equal(65_599u, block.ExtendedHighest);
        Assert.Equal(750, log.Bytes);
        Assert.Equal((100, 25), log.LastReported);

        log.Record(unchecked((ushort)65_600), 0, 0);
        Assert.True(log.TryBuildReportBlock(7, 0, out block));
        Assert.Equal(0, block.FractionLost);
        Assert.Equal(25, block.CumulativeLost);
        Assert.Equal(25, log.Lost);
        Assert.Equal((1, 0), log.LastReported);
    }

    [Fact]
    public void Duplicates_make_loss_negative_but_not_its_fraction()
    {
        var log = new ReceiveLog(90_000);
        log.Record(1, 0, 0);
        log.Record(1, 0, 0);
        Assert.True(log.TryBuildReportBlock(7, 0, out var block));
        Assert.Equal(-1, block.CumulativeLost);
        Assert.Equal(0, block.FractionLost);
    }

    [Fact]
    public void Extended_highest_counts_the_wraps()
    {
        var log = new ReceiveLog(90_000);
        for (var i = 0; i < 140_000; i++)
        {
            log.Record(unchecked((ushort)i), 0, 0);
        }

        Assert.True(log.TryBuildReportBlock(7, 0, out var block));
        Assert.Equal(139_999u, block.ExtendedHighest);
        Assert.Equal(0, block.CumulativeLost);
    }

    [Fact]
    public void A_steady_stream_has_no_jitter_and_an_unsteady_one_comes_near_its_own()
    {
        var steady = new ReceiveLog(90_000);
        var unsteady = new ReceiveLog(90_000);
        const long start = 1_790_000_000_000_000;
        for (var i = 0; i < 1_000; i++)
        {
            steady.Record((ushort)i, unchecked((uint)(uint.MaxValue - 9_000 + (i * 1_800))), start + (i * 20 * MsUs));
            unsteady.Record((ushort)i, (uint)(i * 1_800), start + (i * 20 * MsUs) + (i % 2 * 10 * MsUs));
        }

        Assert.InRange(steady.Jitter, 0u, 1u);
        Assert.InRange(unsteady.Jitter, 870u, 910u);
    }

    [Fact]
    public void The_sender_report_s_time_comes_back_with_how_long_ago_it_was()
    {
        var log = new ReceiveLog(48_000);
        log.Record(1, 0, 0);
        Assert.True(log.TryBuildReportBlock(7, 0, out var block));
        Assert.Equal((0u, 0u), (block.LastSr, block.DelaySinceLastSr));

        log.OnSenderReport(0x11112222_33334444, 99, 5_000 * MsUs);
        Assert.True(log.TryBuildReportBlock(7, 5_500 * MsUs, out block));
        Assert.Equal((0x22223333u, 32_768u), (block.LastSr, block.DelaySinceLastSr));
        Assert.Equal(99u, log.SenderReportRtp);
    }

    [Fact]
    public void A_great_jump_restarts_the_count_and_asks_for_a_picture()
    {
        var log = new ReceiveLog(90_000);
        log.Record(1, 0, 0);
        Assert.Equal(Arrival.Restarted, log.Record(10_000, 0, 0));
        Assert.True(log.TakeUnrepairedLoss());
        Assert.False(log.TakeUnrepairedLoss());
        Assert.True(log.TryBuildReportBlock(7, 0, out var block));
        Assert.Equal((0, 10_000u), (block.CumulativeLost, block.ExtendedHighest));

        Assert.Equal(Arrival.Duplicate, log.Record(5_000, 0, 0));
        Assert.Equal(Arrival.New, log.Record(10_001, 0, 0));
        Assert.Equal(Arrival.Duplicate, log.Record(5_000, 0, 0));
        Assert.Equal(Arrival.Restarted, log.Record(5_001, 0, 0));
    }

    [Fact]
    public void Loss_is_what_was_not_delivered_over_any_order_of_packets() =>
        Gen.Select(Gen.UShort, Gen.Int[0, 9].Array[50, 300]).Sample(
            (start, rolls) =>
            {
                var log = new ReceiveLog(90_000);
                log.Record(start, 0, 0);
                var delivered = new List<int>();
                for (var i = 0; i < rolls.Length; i++)
                {
                    if (rolls[i] > 1)
                    {
                        delivered.Insert(Math.Max(0, delivered.Count - (rolls[i] == 9 ? 3 : 0)), i + 1);
                    }
                }

                delivered.ForEach(i => Assert.NotEqual(Arrival.Duplicate, log.Record(unchecked((ushort)(start + i)), 0, 0)));
                Assert.Equal((delivered.Count == 0 ? 0 : delivered.Max()) - delivered.Count, log.Lost);
            },
            iter: 300);

    [Fact]
    public void Recording_allocates_nothing()
    {
        var log = new ReceiveLog(90_000);
        var missing = new ushort[64];
        log.Record(0, 0, 0);
        var asked = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < 100_000; i++)
        {
            if (i % 10 != 0)
            {
                log.Record(unchecked((ushort)i), (uint)i, i * 100);
            }

            asked += log.CollectNacks(i * 100, 10_000, missing);
            log.TryBuildReportBlock(1, i * 100, out _);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(asked > 9_000);
    }
}
