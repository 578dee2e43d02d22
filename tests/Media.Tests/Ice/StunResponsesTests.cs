using System.Net;
using System.Text;
using Cluster.Media.Ice;
using Xunit;

namespace Media.Tests.Ice;

[Collection("the process alone")]
public sealed class StunResponsesTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes(Rfc5769.Password);
    private static readonly byte[] Transaction = Convert.FromHexString("B7E7A701BC34D686FA87DFAE");

    [Theory]
    [InlineData("192.0.2.1", "0001A147E112A643")]
    [InlineData("::ffff:192.0.2.1", "0001A147E112A643")]
    [InlineData("2001:db8:1234:5678:11:2233:4455:6677", "0002A1470113A9FAA5D3F179BC25F4B5BED2B9D9")]
    public void A_success_names_the_address_as_RFC_5769_does(string address, string value)
    {
        byte[] buffer = new byte[StunResponses.BytesMax];
        Array.Fill(buffer, (byte)0xEE);
        int bytes = StunResponses.WriteBindingSuccess(buffer, Transaction, IPAddress.Parse(address).GetAddressBytes(), 32853, Key);

        Assert.True(StunMessage.TryParse(buffer.AsSpan(0, bytes), out StunMessage message));
        Assert.Equal(StunType.BindingSuccess, message.Type);
        Assert.Equal(Transaction, message.TransactionId.ToArray());
        Assert.True(message.HasFingerprint);
        Assert.True(message.VerifyIntegrity(Key));
        Assert.Equal("0020" + (value.Length / 2).ToString("X4") + value, Convert.ToHexString(buffer, 20, 4 + (value.Length / 2)));
    }

    [Fact]
    public void An_error_carries_its_code_and_the_unknown_attributes()
    {
        byte[] buffer = new byte[StunResponses.BytesMax];
        int bytes = StunResponses.WriteError(buffer, Transaction, 420, "Unknown Attribute", Key, [0x7F01, 0x7F02, 0x7F03]);

        Assert.True(StunMessage.TryParse(buffer.AsSpan(0, bytes), out StunMessage message));
        Assert.Equal(StunType.BindingError, message.Type);
        Assert.True(message.HasFingerprint && message.VerifyIntegrity(Key));
        Assert.Equal("0009001500000414", Convert.ToHexString(buffer, 20, 8));
        Assert.Equal("Unknown Attribute", Encoding.ASCII.GetString(buffer, 28, 17));
        Assert.Equal("000A00067F017F027F030000", Convert.ToHexString(buffer, 48, 12));
    }

    [Fact]
    public void An_error_to_a_stranger_has_no_integrity()
    {
        byte[] buffer = new byte[StunResponses.BytesMax];
        int bytes = StunResponses.WriteError(buffer, Transaction, 401, new string('x', 10_000), [], []);

        Assert.True(StunMessage.TryParse(buffer.AsSpan(0, bytes), out StunMessage message));
        Assert.True(message.HasFingerprint);
        Assert.False(message.HasIntegrity);
    }

    [Fact]
    public void A_valid_check_costs_no_memory()
    {
        byte[] request = Rfc5769.Request();
        byte[] address = [192, 0, 2, 1];
        byte[] buffer = new byte[StunResponses.BytesMax];
        Answer();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            Answer();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Answer()
        {
            bool valid = StunMessage.TryParse(request, out StunMessage message) && message.VerifyIntegrity(Key);
            StunResponses.WriteBindingSuccess(buffer, message.TransactionId, address, valid ? (ushort)1 : (ushort)2, Key);
        }
    }
}
