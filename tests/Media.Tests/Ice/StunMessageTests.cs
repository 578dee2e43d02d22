using System.Buffers.Binary;
using System.Text;
using Cluster.Media.Ice;
using CsCheck;
using Xunit;

namespace Media.Tests.Ice;

public sealed class StunMessageTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes(Rfc5769.Password);

    [Fact]
    public void The_request_of_RFC_5769_is_read()
    {
        Assert.True(StunMessage.TryParse(Rfc5769.Request(), out StunMessage message));
        Assert.Equal(StunType.BindingRequest, message.Type);
        Assert.True(message.IsBindingRequest);
        Assert.Equal("B7E7A701BC34D686FA87DFAE", Convert.ToHexString(message.TransactionId));
        Assert.Equal("evtj:h6vY", Encoding.ASCII.GetString(message.Username));
        Assert.Equal(0x6E0001FFu, message.Priority);
        Assert.True(message.HasPriority);
        Assert.True(message.IceControlled);
        Assert.False(message.IceControlling);
        Assert.False(message.UseCandidate);
        Assert.True(message.HasIntegrity);
        Assert.True(message.HasFingerprint);
        Assert.Equal(0, message.UnknownAttributeCount);
        Assert.True(message.VerifyIntegrity(Key));
    }

    [Fact]
    public void The_answers_of_RFC_5769_hold()
    {
        Assert.True(StunMessage.TryParse(Rfc5769.ResponseIPv4(), out StunMessage four));
        Assert.True(four.Type == StunType.BindingSuccess && four.HasFingerprint && four.VerifyIntegrity(Key));
        Assert.True(StunMessage.TryParse(Rfc5769.ResponseIPv6(), out StunMessage six));
        Assert.True(six.Type == StunType.BindingSuccess && six.HasFingerprint && six.VerifyIntegrity(Key));
    }

    [Fact]
    public void Integrity_without_a_fingerprint_holds()
    {
        // MD5 of "マトリックス:example.org:TheMatrIX", as RFC 8489 section 9.2.2 makes long-term keys.
        byte[] key = Convert.FromHexString("e8ca7ad59d5eb0518e312911d2dab2a9");
        Assert.True(StunMessage.TryParse(Rfc5769.LongTermRequest(), out StunMessage message));
        Assert.False(message.HasFingerprint);
        Assert.True(message.VerifyIntegrity(key));
        Assert.Equal(0, message.UnknownAttributeCount);
    }

    [Theory]
    [InlineData("VOkJxbRl1RmTxUk/WvJxBT")]
    [InlineData("")]
    public void A_wrong_password_does_not_verify(string password)
    {
        Assert.True(StunMessage.TryParse(Rfc5769.Request(), out StunMessage message));
        Assert.False(message.VerifyIntegrity(Encoding.ASCII.GetBytes(password)));
    }

    [Fact]
    public void Any_flipped_bit_is_noticed()
    {
        for (int bit = 0; bit < Rfc5769.Request().Length * 8; bit++)
        {
            byte[] changed = Rfc5769.Request();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(
                StunMessage.TryParse(changed, out StunMessage message) && message.HasFingerprint && message.VerifyIntegrity(Key),
                $"bit {bit}");
        }
    }

    [Fact]
    public void What_follows_the_integrity_is_ignored()
    {
        byte[] request = [.. Rfc5769.Request()[..^8], 0x00, 0x25, 0x00, 0x00];
        SetLength(request);
        Assert.True(StunMessage.TryParse(request, out StunMessage message));
        Assert.False(message.UseCandidate);
        Assert.True(message.VerifyIntegrity(Key));
    }

    [Fact]
    public void A_fingerprint_that_is_not_last_is_refused()
    {
        byte[] request = [.. Rfc5769.Request(), 0x80, 0x22, 0x00, 0x00];
        SetLength(request);
        Assert.False(StunMessage.TryParse(request, out _));
    }

    [Fact]
    public void Nomination_and_role_are_read()
    {
        byte[] request = Message(0x00, 0x25, 0, 0, 0x80, 0x2A, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8);
        Assert.True(StunMessage.TryParse(request, out StunMessage message));
        Assert.True(message.UseCandidate && message.IceControlling && !message.IceControlled);
        Assert.False(message.HasIntegrity);
        Assert.False(message.VerifyIntegrity(Key));
    }

    [Fact]
    public void Unknown_attributes_that_must_be_understood_are_noted_in_order_up_to_a_bound()
    {
        byte[] request = Message(
            0x7F, 1, 0, 0, 0xFF, 1, 0, 0, 0x7F, 2, 0, 0, 0x7F, 3, 0, 0, 0x7F, 4, 0, 0, 0x7F, 5, 0, 0);
        Assert.True(StunMessage.TryParse(request, out StunMessage message));
        Assert.Equal(5, message.UnknownAttributeCount);
        ushort[] noted = new ushort[8];
        Assert.Equal(StunMessage.UnknownNotedMax, message.CopyUnknownAttributes(noted));
        Assert.Equal([0x7F01, 0x7F02, 0x7F03, 0x7F04, 0, 0, 0, 0], noted);
    }

    [Fact]
    public void Impossible_messages_are_refused()
    {
        Assert.False(StunMessage.TryParse([], out _));
        Assert.False(StunMessage.TryParse(Rfc5769.Request().AsSpan(0, 100), out _));
        Assert.False(StunMessage.TryParse(Message(0x00, 0x24, 0, 8, 1, 2, 3, 4), out _)); // leaves the message
        Assert.False(StunMessage.TryParse(Message(0x00, 0x24, 0, 3, 1, 2, 3, 4), out _)); // a priority of three bytes
        Assert.False(StunMessage.TryParse(Message(0x00, 0x08, 0, 4, 1, 2, 3, 4), out _)); // an integrity of four bytes
        Assert.False(StunMessage.TryParse(Message(0x00, 0x06, 0xFF, 0xFF), out _));
        Assert.False(StunMessage.TryParse(Message(new byte[1_600]), out _));
        Assert.True(StunMessage.TryParse(Message(Repeat(StunMessage.AttributesMax)), out _));
        Assert.False(StunMessage.TryParse(Message(Repeat(StunMessage.AttributesMax + 1)), out _));

        static byte[] Repeat(int count) => [.. Enumerable.Repeat<byte[]>([0x80, 0x22, 0, 0], count).SelectMany(bytes => bytes)];
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        Gen.Byte.Array[0, 200].Sample(Read, iter: 20_000);

        // Mutations reach deeper: they keep the header's shape.
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 107], Gen.Byte, Gen.Int[0, 107], Gen.Byte).Sample(
            (which, firstAt, first, secondAt, second) =>
            {
                byte[] bytes = which switch
                {
                    0 => Rfc5769.Request(),
                    1 => Rfc5769.ResponseIPv4(),
                    2 => Rfc5769.ResponseIPv6(),
                    _ => Rfc5769.LongTermRequest(),
                };
                bytes[firstAt % bytes.Length] = first;
                bytes[secondAt % bytes.Length] = second;
                Read(bytes);
            },
            iter: 20_000);

        static void Read(byte[] bytes)
        {
            if (StunMessage.TryParse(bytes, out StunMessage message))
            {
                message.VerifyIntegrity(Key);
                Assert.True(message.Username.Length <= bytes.Length);
                Assert.InRange(message.CopyUnknownAttributes(new ushort[StunMessage.UnknownNotedMax]), 0, StunMessage.UnknownNotedMax);
            }
        }
    }

    private static byte[] Message(params byte[] attributes)
    {
        byte[] message = [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, .. new byte[12], .. attributes];
        SetLength(message);
        return message;
    }

    private static void SetLength(byte[] message) =>
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), (ushort)(message.Length - StunMessage.HeaderBytes));
}
