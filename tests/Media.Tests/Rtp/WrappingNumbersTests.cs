using Cluster.Media.Rtp;
using CsCheck;
using Xunit;

namespace Media.Tests.Rtp;

/// <summary>Sequence numbers and timestamps compare the short way round.</summary>
public class WrappingNumbersTests
{
    [Fact]
    public void Distance_undoes_addition_across_the_wrap()
    {
        Gen.Select(Gen.UShort, Gen.Int[-32_768, 32_767]).Sample(
            (start, step) =>
            {
                var number = new SequenceNumber(start);
                Assert.Equal(step, (number + step).DistanceFrom(number));
                Assert.Equal(step > 0, (number + step).IsNewerThan(number));
            });
        Gen.Select(Gen.UInt, Gen.Int).Sample(
            (start, step) =>
            {
                var timestamp = new RtpTimestamp(start);
                Assert.Equal(step, (timestamp + step).DistanceFrom(timestamp));
                Assert.Equal(step > 0, (timestamp + step).IsNewerThan(timestamp));
            });
    }

    [Fact]
    public void The_first_after_the_wrap_is_newer()
    {
        Assert.True(new SequenceNumber(0).IsNewerThan(new SequenceNumber(65_535)));
        Assert.False(new SequenceNumber(65_535).IsNewerThan(new SequenceNumber(0)));
        Assert.True(new RtpTimestamp(5).IsNewerThan(new RtpTimestamp(uint.MaxValue)));
    }
}
