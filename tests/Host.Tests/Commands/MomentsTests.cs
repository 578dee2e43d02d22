using Cluster.Host.Commands.Access;
using Cluster.Host.Commands.Text;

namespace Host.Tests.Commands;

/// <summary>Points in time as people type and read them.</summary>
public sealed class MomentsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("never", "1970-01-01T00:00:00Z")]
    [InlineData("30d", "2026-12-24T12:00:00Z")]
    [InlineData("90 min", "2026-11-24T13:30:00Z")]
    [InlineData("2026-12-31T18:00Z", "2026-12-31T18:00:00Z")]
    [InlineData("2026-12-31T18:00+02:00", "2026-12-31T16:00:00Z")]
    [InlineData("2026-12-31 18:00:30+00:00", "2026-12-31T18:00:30Z")]
    public void Are_read(string typed, string meant) =>
        Assert.Equal(DateTimeOffset.Parse(meant), DateTimeOffset.FromUnixTimeMilliseconds(Moments.ReadMoment("--expires", typed, s_now)));

    [Fact]
    public void A_date_means_its_end_and_a_time_this_machines_clock()
    {
        Assert.Equal(
            new DateTimeOffset(new DateTime(2027, 1, 1)).ToUnixTimeMilliseconds(), Moments.ReadMoment("--expires", "2026-12-31", s_now));
        Assert.Equal(
            new DateTimeOffset(new DateTime(2026, 12, 31, 18, 0, 0)).ToUnixTimeMilliseconds(), Moments.ReadMoment("--expires", "2026-12-31T18:00", s_now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("31.12.2026")]
    [InlineData("2026-13-01")]
    [InlineData("9999-12-31")]
    [InlineData("5")]
    public void What_is_none_is_refused(string typed) =>
        Assert.Throws<CommandRefusedException>(() => Moments.ReadMoment("--expires", typed, s_now));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(59_999, "59 s")]
    [InlineData(61_000, "1 min 1 s")]
    [InlineData(90_000_000, "1 d 1 h")]
    [InlineData(86_400_000, "1 d")]
    public void Lengths_are_shown_in_two_units(long ms, string shown) => Assert.Equal(shown, Moments.ShowLength(ms));
}
