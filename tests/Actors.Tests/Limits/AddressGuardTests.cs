using System.Net;
using Cluster.Actors.Limits;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Limits;

public sealed class AddressGuardTests
{
    private static readonly IPAddress One = IPAddress.Parse("192.0.2.1");
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void Some_failures_are_free_and_then_each_wait_is_twice_the_last()
    {
        var guard = Guard();
        Assert.All(Enumerable.Range(0, 4), _ => Assert.Null(guard.Enter(One)));
        foreach (var seconds in (int[])[1, 2, 4, 8, 10, 10])
        {
            Assert.Equal(TimeSpan.FromSeconds(seconds), guard.Enter(One));
            time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            Assert.Equal(TimeSpan.FromTicks(1), guard.Enter(One));
            time.Advance(TimeSpan.FromTicks(1));
            Assert.Null(guard.Enter(One));
        }
    }

    [Fact]
    public async Task A_hundred_at_once_are_a_hundred()
    {
        var guard = Guard();
        var let = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => guard.Enter(One))));
        Assert.Equal(4, let.Count(wait => wait is null));
    }

    [Fact]
    public void What_was_right_is_forgiven_and_forgives_nothing_else()
    {
        var guard = Guard();
        for (var right = 0; right < 100; right++)
        {
            Assert.Null(guard.Enter(One));
            guard.Forgive(One);
        }

        Assert.All(Enumerable.Range(0, 4), _ => Assert.Null(guard.Enter(One)));
        Assert.NotNull(guard.Enter(One));
        guard.Forgive(One);
        Assert.Null(guard.Enter(One));
        Assert.NotNull(guard.Enter(One));
        guard.Forgive(IPAddress.Loopback);
        Assert.NotNull(guard.Enter(One));
    }

    [Fact]
    public void An_hour_of_quiet_is_forgotten()
    {
        var guard = Guard();
        Assert.All(Enumerable.Range(0, 4), _ => Assert.Null(guard.Enter(One)));
        time.Advance(TimeSpan.FromHours(1));
        Assert.All(Enumerable.Range(0, 4), _ => Assert.Null(guard.Enter(One)));
        Assert.NotNull(guard.Enter(One));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    public void An_address_of_six_is_its_customer_s_network(string one, string other, bool same)
    {
        var guard = Guard();
        Assert.All(Enumerable.Range(0, 4), _ => Assert.Null(guard.Enter(IPAddress.Parse(one))));
        Assert.Equal(same, guard.Enter(IPAddress.Parse(other)) is not null);
    }

    [Fact]
    public void The_table_is_bounded_and_the_quietest_goes_first()
    {
        var guard = Guard(addressesMax: 10);
        for (byte number = 0; number < 10; number++)
        {
            Assert.All(Enumerable.Range(0, 4), _ => Assert.Null(guard.Enter(new IPAddress([192, 0, 2, number]))));
        }

        Assert.NotNull(guard.Enter(new IPAddress([192, 0, 2, 0])));
        guard.Enter(new IPAddress([192, 0, 2, 200]));
        Assert.NotNull(guard.Enter(new IPAddress([192, 0, 2, 0])));
        Assert.NotNull(guard.Enter(new IPAddress([192, 0, 2, 9])));
        Assert.Null(guard.Enter(new IPAddress([192, 0, 2, 1])));
    }

    private AddressGuard Guard(int addressesMax = AddressGuard.AddressesMax) =>
        new(3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), time, addressesMax);
}
