using Cluster.Actors.Limits;

namespace Actors.Tests.Limits;

public sealed class LimitsTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_window_lets_so_many_pass_and_slides()
    {
        var window = new RateWindow(2, TimeSpan.FromSeconds(10));
        window = window.TryPass(Start)!;
        window = window.TryPass(Start.AddSeconds(6))!;
        Assert.Null(window.TryPass(Start.AddSeconds(9)));
        window = window.TryPass(Start.AddSeconds(10))!;
        Assert.Null(window.TryPass(Start.AddSeconds(15)));
        Assert.NotNull(window.TryPass(Start.AddSeconds(16)));
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(7, 8)]
    [InlineData(10, 60)]
    [InlineData(1000, 60)]
    public void Each_failure_beyond_the_free_ones_doubles_the_wait(int failures, int waitSeconds)
    {
        var backOff = new BackOff(3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        for (var failure = 0; failure < failures; failure++)
        {
            backOff = backOff.Failed(Start);
        }

        Assert.True(backOff.IsOpen(Start.AddSeconds(waitSeconds)));
        Assert.False(waitSeconds > 0 && backOff.IsOpen(Start.AddSeconds(waitSeconds).AddTicks(-1)));
    }

    [Fact]
    public void An_hour_of_quiet_and_a_success_forget()
    {
        var backOff = new BackOff(1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)).Failed(Start).Failed(Start).Failed(Start);
        Assert.False(backOff.IsOpen(Start));
        Assert.True(backOff.Failed(Start.AddHours(2)).IsOpen(Start.AddHours(2)));
        Assert.True(backOff.Succeeded().IsOpen(Start));
    }
}
