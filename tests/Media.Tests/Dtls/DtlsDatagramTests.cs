using Cluster.Media.Dtls;
using CsCheck;
using Xunit;

namespace Media.Tests.Dtls;

public sealed class DtlsDatagramTests
{
    [Fact]
    public void Whole_records_with_whole_fragments_pass()
    {
        byte[] fragment = Garbage.Fragment(messageBytes: 10, offset: 9, fragmentBytes: 1);
        byte[] alert = [21, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 3, 0, 2, 1, 0];
        byte[] sealedRecord = [22, 0xFE, 0xFD, 0, 1, 0, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3];
        Assert.True(DtlsDatagram.IsPlausible(fragment));
        Assert.True(DtlsDatagram.IsPlausible(alert));
        Assert.True(DtlsDatagram.IsPlausible(sealedRecord));
        Assert.True(DtlsDatagram.IsPlausible([.. fragment, .. alert, .. sealedRecord]));
    }

    [Fact]
    public void Nothing_malformed_passes()
    {
        byte[] fragment = Garbage.Fragment(messageBytes: 10, offset: 9, fragmentBytes: 1);
        foreach (byte[] bad in Garbage.Around(fragment).SkipLast(1))
        {
            Assert.False(DtlsDatagram.IsPlausible(bad), Convert.ToHexString(bad));
        }

        Assert.False(DtlsDatagram.IsPlausible(Garbage.Fragment(DtlsDatagram.HandshakeMessageBytesMax + 1, 0, 1)));
        Assert.True(DtlsDatagram.IsPlausible(Garbage.Fragment(DtlsDatagram.HandshakeMessageBytesMax, 0, 1)));
    }

    [Fact]
    public void No_bytes_make_it_throw() => Gen.Select(Gen.Byte.Array[0, 120], Gen.Byte[20, 23], Gen.Byte[0, 2]).Sample(
        (bytes, type, epoch) =>
        {
            DtlsDatagram.IsPlausible(bytes);
            DtlsDatagram.IsPlausible([type, 0xFE, 0xFD, 0, epoch, 0, 0, 0, 0, 0, 0, 0, (byte)bytes.Length, .. bytes]);
        },
        iter: 20_000);
}
