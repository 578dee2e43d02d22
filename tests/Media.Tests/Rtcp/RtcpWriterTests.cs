using Cluster.Media.Rtcp;
using CsCheck;
using Xunit;

namespace Media.Tests.Rtcp;

/// <summary>What the writer writes, the readers read; known packets have their known bytes.</summary>
public class RtcpWriterTests
{
    private static readonly Gen<ReportBlock> Blocks =
        from ssrc in Gen.UInt
        from fraction in Gen.Byte
        from lost in Gen.Int[ReportBlock.CumulativeLostMin, ReportBlock.CumulativeLostMax]
        from rest in Gen.UInt.Array[4]
        select new ReportBlock(ssrc, fraction, lost, rest[0], rest[1], rest[2], rest[3]);

    [Fact]
    public void Reports_are_read_back_in_order_however_many() =>
        Gen.Select(Gen.ULong, Gen.UInt.Array[4], Blocks.Array[0, 70]).Sample(
            (ntp, numbers, blocks) =>
            {
                var info = new SenderInfo(numbers[0], ntp, numbers[1], numbers[2], numbers[3]);
                var buffer = new byte[4_000];
                var writer = new RtcpWriter(buffer);
                Assert.True(writer.SenderReport(info, blocks));
                Assert.True(writer.ReceiverReport(numbers[0], blocks));

                var reader = new RtcpReader(buffer.AsSpan(0, writer.Length));
                var read = new List<ReportBlock>();
                var senders = 0;
                while (reader.TryRead(out var packet))
                {
                    if (SenderInfo.TryParse(packet, out var actual))
                    {
                        senders++;
                        Assert.Equal(info, actual);
                    }

                    for (var i = 0; ReportBlock.TryParse(packet, i, out var block); i++)
                    {
                        read.Add(block);
                    }
                }

                Assert.False(reader.Malformed);
                Assert.Equal(1, senders);
                Assert.Equal([.. blocks, .. blocks], read);
            },
            iter: 300);

    [Fact]
    public void Missing_numbers_are_read_back_across_the_wrap() =>
        Gen.Select(Gen.UShort, Gen.Int[1, 40].Array[1, 100]).Sample(
            (start, steps) =>
            {
                var lost = steps.Select(step => start = unchecked((ushort)(start + step))).ToArray();
                var buffer = new byte[600];
                var writer = new RtcpWriter(buffer);
                Assert.True(writer.Nack(1, 2, lost));
                Assert.True(NackReader.TryParse(First(buffer.AsSpan(0, writer.Length)), out var reader));
                Assert.Equal((1u, 2u), (reader.SenderSsrc, reader.MediaSsrc));
                var read = new List<ushort>();
                while (reader.TryRead(out var sequence))
                {
                    read.Add(sequence);
                }

                Assert.Equal(lost, read);
            },
            iter: 500);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(262_143, 262_143)]
    [InlineData(262_145, 262_144)]
    [InlineData(1_234_567_890, 1_234_567_168)]
    [InlineData(long.MaxValue, 0x7fff_e000_0000_0000)]
    [InlineData(-5, 0)]
    public void A_bitrate_keeps_its_18_highest_bits(long bitrateBps, long expected)
    {
        var buffer = new byte[100];
        var writer = new RtcpWriter(buffer);
        Assert.True(writer.Remb(9, bitrateBps, [3, 4]));
        Assert.True(RembReader.TryParse(First(buffer.AsSpan(0, writer.Length)), out var remb));
        Assert.Equal(expected, remb.BitrateBps);
        Assert.Equal((2, 3u, 4u), (remb.SsrcCount, remb.Ssrc(0), remb.Ssrc(1)));
    }

    [Fact]
    public void A_bitrate_no_link_has_is_read_as_the_greatest()
    {
        var packet = First(Convert.FromHexString("8FCE0004" + "0000000100000000" + "52454D42" + "00FFFFFF"));
        Assert.True(RembReader.TryParse(packet, out var remb));
        Assert.Equal(long.MaxValue, remb.BitrateBps);
    }

    [Fact]
    public void Requests_and_goodbyes_have_the_bytes_of_their_RFCs()
    {
        var buffer = new byte[200];
        var writer = new RtcpWriter(buffer);
        writer.Pli(0x11, 0x22);
        writer.Fir(0x11, 0x22, 7);
        writer.Nack(0x11, 0x22, [0xfff0, 0xfff1, 0x0000, 0x0001]);
        writer.Bye([0x33]);
        writer.Cname(0x44, "abc");
        writer.Cname(0x44, "ab");
        Assert.True(writer.Fits);
        Assert.Equal(
            "81CE0002" + "0000001100000022"
            + "84CE0004" + "0000001100000000" + "0000002207000000"
            + "81CD0004" + "0000001100000022" + "FFF08001" + "00010000"
            + "81CB0001" + "00000033"
            + "81CA0003" + "00000044" + "0103616263000000"
            + "81CA0003" + "00000044" + "0102616200000000",
            Convert.ToHexString(buffer.AsSpan(0, writer.Length)));
    }

    [Fact]
    public void Requests_are_read_back()
    {
        var buffer = new byte[200];
        var writer = new RtcpWriter(buffer);
        writer.Pli(1, 2);
        writer.Fir(1, 3, 200);
        writer.Bye([4, 5]);
        var reader = new RtcpReader(buffer.AsSpan(0, writer.Length));
        Assert.True(reader.TryRead(out var packet) && Pli.TryParse(packet, out var lost) && lost == 2);
        Assert.True(reader.TryRead(out packet) && FirReader.TryParse(packet, out var fir)
            && fir.TryRead(out var ssrc, out var sequence) && ssrc == 3 && sequence == 200 && !fir.TryRead(out _, out _));
        Assert.True(reader.TryRead(out packet) && ByeReader.TryParse(packet, out var bye)
            && bye.TryRead(out var first) && bye.TryRead(out var second) && (first, second) == (4u, 5u) && !bye.TryRead(out _));
    }

    [Fact]
    public void A_packet_without_room_is_left_out_whole()
    {
        var buffer = new byte[27];
        var writer = new RtcpWriter(buffer.AsSpan(0, 20));
        Assert.True(writer.Pli(1, 2));
        Assert.False(writer.Fir(1, 2, 3));
        Assert.False(writer.Cname(1, new string('x', 256)));
        Assert.False(writer.Nack(1, 2, []));
        Assert.True(writer.Bye([1]));
        Assert.False(writer.Fits);
        Assert.Equal(20, writer.Length);
        Assert.True(buffer.AsSpan(20).IndexOfAnyExcept((byte)0) < 0);
    }

    private static RtcpPacket First(ReadOnlySpan<byte> compound)
    {
        var reader = new RtcpReader(compound);
        Assert.True(reader.TryRead(out var packet));
        return packet;
    }
}
