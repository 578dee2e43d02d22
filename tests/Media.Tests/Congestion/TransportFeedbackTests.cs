using Cluster.Media.Congestion;
using Cluster.Media.Rtcp;
using CsCheck;
using Xunit;

namespace Media.Tests.Congestion;

/// <summary>Feedback built from arrivals says of each packet exactly whether and when it came.</summary>
[Collection("the process alone")]
public class TransportFeedbackTests
{
    private const long Start = 1_790_000_000_000_000;
    private const long TickUs = 250;

    // A reference time has 24 bits of 64 ms, of 256 ticks each.
    private const long TicksMask = (1L << 32) - 1;

    // Steps and how often feedback is built keep the span below the bound: leaps have their own test.
    private static readonly Gen<(int Step, long LaterUs, int Build)[]> Arrivals = Gen.Select(
        Gen.Frequency((20, Gen.Const(1)), (3, Gen.Int[2, 40]), (2, Gen.Int[-6, -1])),
        Gen.Frequency((20, Gen.Long[0, 3_000]), (5, Gen.Long[-20_000, 90_000]), (1, Gen.Long[-9_000_000, 20_000_000])),
        Gen.Int[0, 30]).Array[1, 250];

    [Fact]
    public void What_is_built_reads_as_what_was_recorded_whatever_the_losses_delays_order_and_room() =>
        Gen.Select(Gen.UShort, Gen.Int[TransportFeedback.BytesMin, 400], Arrivals).Sample(
            (first, room, arrivals) =>
            {
                var feedback = new TransportFeedback();
                var recorded = new Dictionary<long, long>();
                var read = new SortedDictionary<long, long?>();
                long index = 65_536L + first, newest = index, arrivalUs = Start;
                for (var i = 0; i < arrivals.Length; i++)
                {
                    index = arrivals[i].Step > 0 ? newest + arrivals[i].Step : newest + arrivals[i].Step + 1;
                    arrivalUs += arrivals[i].LaterUs;
                    newest = i == 0 ? index : Math.Max(newest, index);
                    feedback.Record(unchecked((ushort)index), arrivalUs);
                    recorded.TryAdd(index, (arrivalUs / TickUs) & TicksMask);
                    if (arrivals[i].Build == 0 || i % 60 == 59)
                    {
                        Read(feedback, room, newest, read);
                    }
                }

                Read(feedback, room, newest, read);
                Assert.Equal(recorded.Keys.Min(), read.Keys.First());
                Assert.Equal(recorded.Keys.Max(), read.Keys.Last());
                Assert.Equal(read.Keys.Last() - read.Keys.First() + 1, read.Count);
                foreach (var (at, ticks) in read)
                {
                    Assert.Equal(recorded.TryGetValue(at, out var expected) ? expected : null, ticks);
                }
            },
            iter: 1_000);

    [Fact]
    public void Reordered_packets_are_reported_in_sequence_order()
    {
        var feedback = new TransportFeedback();
        feedback.Record(10, Start + 10_000);
        feedback.Record(12, Start + 12_000);
        feedback.Record(11, Start + 14_000);
        feedback.Record(11, Start + 19_000);
        Assert.Equal([(10, 10_000), (11, 14_000), (12, 12_000)], ReadAll(feedback));
        Assert.False(feedback.HasPending);
    }

    [Fact]
    public void A_packet_reported_missing_is_reported_again_when_it_comes()
    {
        var feedback = new TransportFeedback();
        feedback.Record(1, Start);
        feedback.Record(3, Start + 1_000);
        Assert.Equal([(1, 0), (2, null), (3, 1_000)], ReadAll(feedback));
        feedback.Record(2, Start + 2_000);
        feedback.Record(4, Start + 3_000);
        Assert.Equal([(2, 2_000), (3, 1_000), (4, 3_000)], ReadAll(feedback));
        feedback.Record(3, Start + 9_000);
        Assert.Empty(ReadAll(feedback));
    }

    [Fact]
    public void The_next_feedback_goes_on_where_the_last_one_ended_and_counts_on()
    {
        var feedback = new TransportFeedback();
        var buffer = new byte[500];
        feedback.Record(65_535, Start);
        feedback.Build(buffer, 1, 2);
        feedback.Record(3, Start + 1_000);
        var bytes = feedback.Build(buffer, 1, 2);
        Assert.True(TransportCcReader.TryParse(Single(buffer.AsSpan(0, bytes)), out var reader));
        Assert.Equal((1u, 2u, 0, 4, 1), (reader.SenderSsrc, reader.MediaSsrc, reader.BaseSequence, reader.StatusCount, reader.FeedbackCount));
        Assert.Equal(0, feedback.Build(buffer, 1, 2));
    }

    [Fact]
    public void A_delta_beyond_16_bits_starts_another_packet()
    {
        var feedback = new TransportFeedback();
        feedback.Record(1, Start);
        feedback.Record(2, Start + 60_000_000);
        var buffer = new byte[500];
        Assert.NotEqual(0, feedback.Build(buffer, 1, 2));
        Assert.NotEqual(0, feedback.Build(buffer, 1, 2));
        Assert.Equal(0, feedback.Build(buffer, 1, 2));
    }

    [Fact]
    public void A_leap_in_the_numbers_starts_anew()
    {
        var feedback = new TransportFeedback();
        feedback.Record(1, Start);
        feedback.Record(10_000, Start + 1_000);
        feedback.Record(10_001, Start + 2_000);
        Assert.Equal([(10_000, 1_000), (10_001, 2_000)], ReadAll(feedback));
    }

    [Fact]
    public void A_span_that_grows_too_long_unread_loses_its_oldest()
    {
        var feedback = new TransportFeedback();
        for (var i = 0; i < 3; i++)
        {
            feedback.Record((ushort)(i * 3_000), Start);
        }

        var read = ReadAll(feedback);
        Assert.Equal((6_000 - TransportFeedback.SpanPacketsMax + 1, null), read[0]);
        Assert.Equal([3_000, 6_000], read.Where(r => r.Us is not null).Select(r => r.Sequence));
    }

    [Fact]
    public void Steady_arrivals_take_little_room()
    {
        var feedback = new TransportFeedback();
        for (var i = 0; i < 1_000; i++)
        {
            feedback.Record((ushort)i, Start + (i * 1_000));
        }

        Assert.Equal(20 + 2 + 1_000 + 2, feedback.Build(new byte[1_200], 1, 2));
    }

    [Fact]
    public void Without_room_or_arrivals_nothing_is_built()
    {
        var feedback = new TransportFeedback();
        Assert.Equal(0, feedback.Build(new byte[100], 1, 2));
        feedback.Record(1, Start);
        Assert.Equal(0, feedback.Build(new byte[20], 1, 2));
        Assert.NotEqual(0, feedback.Build(new byte[100], 1, 2));
    }

    [Fact]
    public void Recording_and_building_allocate_nothing()
    {
        var feedback = new TransportFeedback();
        var buffer = new byte[1_200];
        var built = 0;
        feedback.Record(0, Start);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < 100_000; i++)
        {
            feedback.Record(unchecked((ushort)i), Start + (i * 731L));
            built += i % 50 == 0 ? feedback.Build(buffer, 1, 2) : 0;
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(built > 100_000);
    }

    private static (int Sequence, long? Us)[] ReadAll(TransportFeedback feedback)
    {
        var read = new SortedDictionary<long, long?>();
        Read(feedback, 500, 65_536, read);
        return [.. read.Select(r => ((int)(r.Key & 0xffff), r.Value is null ? (long?)null : (r.Value.Value - ((Start / TickUs) & TicksMask)) * TickUs))];
    }

    private static void Read(TransportFeedback feedback, int room, long newest, SortedDictionary<long, long?> into)
    {
        var buffer = new byte[room];
        for (var bytes = feedback.Build(buffer, 1, 2); bytes > 0; bytes = feedback.Build(buffer, 1, 2))
        {
            Assert.True(bytes <= room);
            Assert.True(TransportCcReader.TryParse(Single(buffer.AsSpan(0, bytes)), out var reader));
            Assert.True(reader.StatusCount > 0);
            var ticks = reader.ReferenceTime * 256L;
            while (reader.TryRead(out var sequence, out var received, out var delta))
            {
                ticks += delta;
                into[newest + unchecked((short)(sequence - (ushort)newest))] = received ? ticks & TicksMask : null;
            }
        }

        Assert.False(feedback.HasPending);
    }

    private static RtcpPacket Single(ReadOnlySpan<byte> compound)
    {
        var reader = new RtcpReader(compound);
        Assert.True(reader.TryRead(out var packet));
        Assert.False(reader.TryRead(out _));
        Assert.False(reader.Malformed);
        return packet;
    }
}
