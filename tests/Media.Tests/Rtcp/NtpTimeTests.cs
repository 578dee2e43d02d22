using Cluster.Media.Rtcp;
using CsCheck;
using Xunit;

namespace Media.Tests.Rtcp;

/// <summary>NTP time from Unix time and back, and the round trip made of it.</summary>
public class NtpTimeTests
{
    [Fact]
    public void Unix_time_comes_back_to_the_microsecond() =>
        Gen.Long[0, 2_085_978_495_000_000].Sample(us => Assert.Equal(us, NtpTime.ToUnixMicroseconds(NtpTime.FromUnixMicroseconds(us))));

    [Theory]
    [InlineData(0, 0x83AA7E80_00000000)]
    [InlineData(500_000, 0x83AA7E80_80000000)]
    [InlineData(1_000_000, 0x83AA7E81_00000000)]
    public void The_epochs_are_70_years_apart(long us, ulong ntp) => Assert.Equal(ntp, NtpTime.FromUnixMicroseconds(us));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(1_000_000, 65_536)]
    [InlineData(long.MaxValue, uint.MaxValue)]
    public void Delays_stay_in_their_range(long us, uint delay) => Assert.Equal(delay, NtpTime.DelayFromMicroseconds(us));

    [Fact]
    public void The_round_trip_is_now_less_the_report_s_two_times()
    {
        const long nowUs = 1_790_000_000_000_000;
        var now = NtpTime.FromUnixMicroseconds(nowUs);
        var sent = NtpTime.Middle(NtpTime.FromUnixMicroseconds(nowUs - 350_000));
        var block = new ReportBlock(1, 0, 0, 0, 0, sent, NtpTime.DelayFromMicroseconds(300_000));
        Assert.True(NtpTime.TryRoundTripMicroseconds(now, block, out var us));
        Assert.InRange(us, 49_950, 50_050);

        Assert.False(NtpTime.TryRoundTripMicroseconds(now, block with { LastSr = 0 }, out _));
        Assert.False(NtpTime.TryRoundTripMicroseconds(now, block with { DelaySinceLastSr = 65_536 }, out us));
        Assert.Equal(0, us);
    }
}
