using System.Net;
using Cluster.Media.Ice;
using CsCheck;
using Xunit;

namespace Media.Tests.Ice;

public sealed class StunMappedAddressTests
{
    [Fact]
    public void The_vectors_of_RFC_5769_name_their_addresses()
    {
        Assert.Equal(IPEndPoint.Parse("192.0.2.1:32853"), StunMappedAddress.Read(Rfc5769.ResponseIPv4()));
        Assert.Equal(IPEndPoint.Parse("[2001:db8:1234:5678:11:2233:4455:6677]:32853"), StunMappedAddress.Read(Rfc5769.ResponseIPv6()));
    }

    [Theory]
    [InlineData("0101000c2112a442000102030405060708090a0b0001000800012710cb007105", "203.0.113.5:10000")]
    [InlineData("0101000c2112a442000102030405060708090a0b00010008000100000000000a", null)]
    [InlineData("0101000c2112a442000102030405060708090a0b000100080001271000000000", null)]
    [InlineData("0101000c2112a442000102030405060708090a0b000100080003271001020304", null)]
    [InlineData("010100082112a442000102030405060708090a0b0001000400012710", null)]
    [InlineData("010100002112a442000102030405060708090a0b", null)]
    public void Old_servers_say_it_plainly_and_nonsense_is_none(string hex, string? address) =>
        Assert.Equal(address is null ? null : IPEndPoint.Parse(address), StunMappedAddress.Read(Convert.FromHexString(hex)));

    [Fact]
    public void Any_bytes_are_an_address_or_none() =>
        Gen.Byte.Array[0, 120].Sample(bytes => _ = StunMappedAddress.Read([.. Rfc5769.ResponseIPv4()[..20], .. bytes]), iter: 2_000);

    [Fact]
    public void A_request_is_one_that_servers_understand()
    {
        Span<byte> buffer = stackalloc byte[64];
        byte[] transaction = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        var length = StunRequest.WriteBinding(buffer, transaction);
        Assert.True(StunMessage.TryParse(buffer[..length], out var request));
        Assert.True(request.IsBindingRequest);
        Assert.Equal(transaction, request.TransactionId.ToArray());
    }
}
