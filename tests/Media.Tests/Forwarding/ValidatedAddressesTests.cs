using System.Net;
using Cluster.Media.Forwarding;
using Cluster.Media.Net;
using Xunit;

namespace Cluster.Media.Tests.Forwarding;

public sealed class ValidatedAddressesTests
{
    private const long StartUs = 1_000_000;

    [Fact]
    public void Addresses_are_bounded_while_they_are_checked()
    {
        var addresses = new ValidatedAddresses();
        for (var i = 0; i < ValidatedAddresses.AddressesMax; i++)
        {
            Assert.True(addresses.TryNote(Address(i), StartUs, out var isNew, out var replaced));
            Assert.True(isNew && replaced.IsNone);
        }

        Assert.False(addresses.TryNote(Address(99), StartUs + ValidatedAddresses.SilentUs, out _, out _));
        Assert.True(addresses.TryNote(Address(3), StartUs + ValidatedAddresses.SilentUs, out var again, out _));
        Assert.False(again);
        Assert.Equal(ValidatedAddresses.AddressesMax, addresses.All.Length);
    }

    [Fact]
    public void A_client_that_is_renumbered_for_ever_is_never_shut_out()
    {
        var addresses = new ValidatedAddresses();
        for (var i = 0; i < 100; i++)
        {
            var nowUs = StartUs + (i * (ValidatedAddresses.SilentUs + 1));
            Assert.True(addresses.TryNote(Address(i), nowUs, out var isNew, out var replaced));
            Assert.True(isNew);

            // The one checked longest ago gives way.
            var expected = i < ValidatedAddresses.AddressesMax ? default : Address(i - ValidatedAddresses.AddressesMax);
            Assert.Equal(expected, replaced);
            Assert.Equal(i > 0, addresses.All.Length > 1);
        }
    }

    [Fact]
    public void An_address_is_silent_when_its_checks_have_ended()
    {
        var addresses = new ValidatedAddresses();
        addresses.TryNote(Address(1), StartUs, out _, out _);
        Assert.False(addresses.IsSilent(Address(1), StartUs + ValidatedAddresses.SilentUs));
        Assert.True(addresses.IsSilent(Address(1), StartUs + ValidatedAddresses.SilentUs + 1));
        Assert.True(addresses.IsSilent(Address(2), StartUs));
    }

    private static NetAddress Address(int i) => NetAddress.From(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 10_000 + i));
}
