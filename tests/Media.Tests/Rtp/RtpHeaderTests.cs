using Cluster.Media.Rtp;
using CsCheck;
using Xunit;

namespace Media.Tests.Rtp;

/// <summary>The RTP header's fields, and every length in it that may lie.</summary>
public class RtpHeaderTests
{
    [Fact]
    public void All_fields_of_a_full_packet_are_found()
    {
        var packet = Convert.FromHexString(
            "B2E01234" + "89ABCDEF" + "01020304" + "00000011" + "00000022" + "BEDE0001" + "10AA0000" + "AABBCC" + "0003" + "03");
        Assert.True(RtpHeader.TryParse(packet, out var header));
        Assert.True(header.Marker);
        Assert.Equal(96, header.PayloadType);
        Assert.Equal(0x1234, header.SequenceNumber);
        Assert.Equal(0x89abcdefu, header.Timestamp);
        Assert.Equal(0x01020304u, header.Ssrc);
        Assert.Equal(2, header.CsrcCount);
        Assert.True(header.HasExtension);
        Assert.Equal(0xbede, header.ExtensionProfile);
        Assert.Equal(24, header.ExtensionOffset);
        Assert.Equal(4, header.ExtensionBytes);
        Assert.Equal(28, header.PayloadOffset);
        Assert.Equal(3, header.PayloadBytes);
        Assert.Equal(3, header.PaddingBytes);

        Assert.True(RtpHeader.TryParseHeaderOnly(packet, out var clear));
        Assert.Equal(6, clear.PayloadBytes);
        Assert.Equal(0, clear.PaddingBytes);
        Assert.True(RtpHeader.TryReadSsrc(packet, out var ssrc));
        Assert.Equal(0x01020304u, ssrc);
    }

    [Fact]
    public void A_packet_of_padding_only_has_an_empty_payload()
    {
        Assert.True(RtpHeader.TryParse(Convert.FromHexString("A0600001000000010000000100000004"), out var header));
        Assert.Equal(0, header.PayloadBytes);
        Assert.Equal(4, header.PaddingBytes);
    }

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("8060000100000001000000", "a byte short")]
    [InlineData("406000010000000100000001", "version 1")]
    [InlineData("8160000100000001000000010000", "half a contributing source")]
    [InlineData("90600001000000010000000100", "no extension header")]
    [InlineData("906000010000000100000001BEDE000200000000", "an extension longer than the packet")]
    [InlineData("906000010000000100000001BEDEFFFF00000000", "the longest extension")]
    [InlineData("A06000010000000100000001", "padding of nothing")]
    [InlineData("A060000100000001000000010000", "padding of 0 bytes")]
    [InlineData("A060000100000001000000010003", "padding longer than the payload")]
    [InlineData("B06000010000000100000001BEDE00010000000005", "padding that reaches into the extension")]
    public void What_lies_about_its_length_is_refused(string packet, string why) =>
        Assert.False(RtpHeader.TryParse(Convert.FromHexString(packet), out _), why);

    [Fact]
    public void Padding_is_refused_exactly_when_it_is_longer_than_what_follows_the_header() =>
        Gen.Select(Gen.Int[1, 60], Gen.Byte).Sample(
            (rest, padding) =>
            {
                var packet = new byte[12 + rest];
                packet[0] = 0xa0;
                packet[^1] = padding;
                var parsed = RtpHeader.TryParse(packet, out var header);
                Assert.Equal(padding > 0 && padding <= rest, parsed);
                Assert.True(!parsed || header.PayloadBytes + header.PaddingBytes == rest);
            });

    [Fact]
    public void Whatever_is_accepted_adds_up_to_the_packet() =>
        Fuzz.Gen(Convert.FromHexString("B2E012348 9ABCDEF01020304000000110000002 2BEDE000110AA0000AABBCC000303".Replace(" ", "")))
            .Sample(
                packet =>
                {
                    if (RtpHeader.TryParse(packet, out var header))
                    {
                        Assert.Equal(packet.Length, header.PayloadOffset + header.PayloadBytes + header.PaddingBytes);
                        Assert.True(header.ExtensionOffset + header.ExtensionBytes <= header.PayloadOffset);
                        for (var id = 0; id < 17; id++)
                        {
                            HeaderExtensions.TryFind(packet, header, id, out _);
                        }

                        Rtx.TryUnwrap(packet, header, 1, 2, out _);
                    }

                    RtpHeader.TryReadSsrc(packet, out _);
                },
                iter: 20_000);
}
