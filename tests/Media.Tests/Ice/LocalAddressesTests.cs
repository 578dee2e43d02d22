using System.Net;
using Cluster.Media.Ice;
using Xunit;

namespace Media.Tests.Ice;

public sealed class LocalAddressesTests
{
    [Fact]
    public void What_a_client_may_reach_comes_in_order_of_preference()
    {
        string[] found =
        [
            "::1", "127.0.0.1", "127.0.1.1", "fe80::1%2", "fd00::5", "10.0.0.7", "169.254.3.4", "2001:db8::9", "0.0.0.0",
            "192.0.2.3", "100.64.0.1", "172.31.1.1", "172.32.1.1", "224.0.0.1", "ff02::1", "192.0.2.3",
        ];
        string[] ordered = [.. LocalAddresses.Order(found.Select(IPAddress.Parse), includeLoopback: true).Select(a => a.ToString())];
        Assert.Equal(
            ["192.0.2.3", "172.32.1.1", "2001:db8::9", "fd00::5", "10.0.0.7", "100.64.0.1", "172.31.1.1", "127.0.0.1", "::1"],
            ordered);
    }

    [Fact]
    public void Loopback_is_left_out_when_not_wanted() =>
        Assert.Empty(LocalAddresses.Order([IPAddress.Loopback, IPAddress.IPv6Loopback], includeLoopback: false));

    [Fact]
    public void The_table_is_bounded()
    {
        IEnumerable<IPAddress> many = Enumerable.Range(1, 200).Select(i => IPAddress.Parse($"10.0.0.{i}"));
        Assert.Equal(LocalAddresses.AddressesMax, LocalAddresses.Order(many, includeLoopback: true).Count);
    }

    [Fact]
    public void This_machine_has_a_loopback() =>
        Assert.Contains(IPAddress.Loopback, LocalAddresses.Detect(includeLoopback: true));
}
