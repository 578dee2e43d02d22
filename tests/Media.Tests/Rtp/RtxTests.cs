using Cluster.Media.Rtp;
using Xunit;

namespace Media.Tests.Rtp;

/// <summary>Retransmissions turned back into what they repeat.</summary>
public class RtxTests
{
    [Fact]
    public void The_original_is_rebuilt_with_its_extensions_and_padding()
    {
        var packet = Convert.FromHexString("B0E10007" + "00000005" + "000000AA" + "BEDE0001" + "10BB0000" + "1234" + "010203" + "0002");
        Assert.True(RtpHeader.TryParse(packet, out var header));
        Assert.True(Rtx.TryReadOriginalSequence(packet.AsSpan(header.PayloadOffset, header.PayloadBytes), out var osn));
        Assert.Equal(0x1234, osn);
        Assert.True(Rtx.TryUnwrap(packet, header, 0xcc, 96, out var original));
        Assert.Equal("B0E01234" + "00000005" + "000000CC" + "BEDE0001" + "10BB0000" + "010203" + "0002", Convert.ToHexString(original));
    }

    [Theory]
    [InlineData("A06100070000000500000 0AA000003")]
    [InlineData("806100070000000500000 0AA01")]
    public void A_packet_that_repeats_nothing_is_refused(string hex)
    {
        var packet = Convert.FromHexString(hex.Replace(" ", ""));
        Assert.True(RtpHeader.TryParse(packet, out var header));
        Assert.False(Rtx.TryReadOriginalSequence(packet.AsSpan(header.PayloadOffset, header.PayloadBytes), out _));
        Assert.False(Rtx.TryUnwrap(packet, header, 1, 96, out _));
    }
}
