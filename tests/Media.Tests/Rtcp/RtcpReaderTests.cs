using Cluster.Media.Rtcp;
using CsCheck;
using Xunit;

namespace Media.Tests.Rtcp;

/// <summary>Walking compounds: what is whole is read, what lies about its length ends the reading.</summary>
public class RtcpReaderTests
{
    private delegate bool Write(ref RtcpWriter writer);

    [Theory]
    [InlineData("", 0, false)]
    [InlineData("80C90001" + "00000001", 1, false)]
    [InlineData("80C90001" + "00000001" + "81CB0001" + "00000002", 2, false)]
    [InlineData("80C90000", 1, false)]
    [InlineData("A0C90002" + "00000001" + "00000004", 1, false)]
    [InlineData("A0C90001" + "00000003", 1, false)]
    [InlineData("A0C90002" + "00000001" + "00000004" + "80C90000", 2, false)]
    [InlineData("80C900", 0, true)]
    [InlineData("40C90001" + "00000001", 0, true)]
    [InlineData("80C90002" + "00000001", 0, true)]
    [InlineData("80C90001" + "00000001" + "80", 1, true)]
    [InlineData("A0C90001" + "00000000", 0, true)]
    [InlineData("A0C90001" + "00000008", 0, true)]
    [InlineData("A0C90000", 0, true)]
    public void Packets_are_counted_until_the_end_or_the_first_lie(string hex, int packets, bool malformed)
    {
        var reader = new RtcpReader(Convert.FromHexString(hex));
        var count = 0;
        while (reader.TryRead(out _))
        {
            count++;
        }

        Assert.Equal((packets, malformed), (count, reader.Malformed));
    }

    [Fact]
    public void Padding_is_not_part_of_the_body()
    {
        var reader = new RtcpReader(Convert.FromHexString("A1CB0003" + "00000005" + "0000000000000008"));
        Assert.True(reader.TryRead(out var packet));
        Assert.Equal((203, 1, 4), (packet.Type, packet.Count, packet.Body.Length));
    }

    [Fact]
    public void No_parser_throws_on_anything() =>
        Fuzz.Gen(Valid()).Sample(
            compound =>
            {
                var reader = new RtcpReader(compound);
                while (reader.TryRead(out var packet))
                {
                    ReadReports(packet);
                    ReadFeedback(packet);
                    ReadTransportFeedback(packet);
                }
            },
            iter: 50_000);

    private static void ReadReports(in RtcpPacket packet)
    {
        Assert.True(!SenderInfo.TryParse(packet, out _) || packet.Type == RtcpType.SenderReport);
        for (var i = 0; ReportBlock.TryParse(packet, i, out _); i++)
        {
            Assert.True(i < packet.Count);
        }

        if (ByeReader.TryParse(packet, out var bye))
        {
            var sources = 0;
            while (bye.TryRead(out _))
            {
                sources++;
            }

            Assert.Equal(packet.Count, sources);
        }
    }

    private static void ReadFeedback(in RtcpPacket packet)
    {
        Assert.True(!Pli.TryParse(packet, out _) || packet.Type == RtcpType.PayloadFeedback);
        if (NackReader.TryParse(packet, out var nack))
        {
            var numbers = 0;
            while (nack.TryRead(out _))
            {
                numbers++;
            }

            Assert.InRange(numbers, 0, 17 * packet.Body.Length / 4);
        }

        if (FirReader.TryParse(packet, out var fir))
        {
            var entries = 0;
            while (fir.TryRead(out _, out _))
            {
                entries++;
            }

            Assert.Equal((packet.Body.Length - 8) / 8, entries);
        }

        if (RembReader.TryParse(packet, out var remb))
        {
            Assert.True(remb.BitrateBps >= 0);
            for (var i = 0; i < remb.SsrcCount; i++)
            {
                remb.Ssrc(i);
            }
        }
    }

    private static void ReadTransportFeedback(in RtcpPacket packet)
    {
        if (TransportCcReader.TryParse(packet, out var feedback))
        {
            var statuses = 0;
            while (feedback.TryRead(out _, out _, out _))
            {
                statuses++;
            }

            Assert.Equal(feedback.StatusCount, statuses);
        }
    }

    private static byte[][] Valid()
    {
        ReportBlock[] blocks = [new(1, 2, 3, 4, 5, 6, 7), new(8, 9, 10, 11, 12, 13, 14)];
        return
        [
            Written((ref w) => w.SenderReport(new SenderInfo(1, 2, 3, 4, 5), blocks) && w.Cname(1, "name")),
            Written((ref w) => w.ReceiverReport(1, blocks)),
            Written((ref w) => w.Nack(1, 2, [1, 5, 100])),
            Written((ref w) => w.Pli(1, 2) && w.Fir(1, 2, 3)),
            Written((ref w) => w.Remb(1, 1_000_000, [1, 2])),
            Written((ref w) => w.Bye([1, 2])),
            Convert.FromHexString("8FCD0007" + "0000000100000002" + "FFFE0013" + "00010007" + "2002" + "A001" + "E400" + "01020304" + "FFF605" + "000000"),
            Convert.FromHexString("8FCD0005" + "0000000100000002" + "00010003" + "00000100" + "20030102" + "03000000"),
        ];
    }

    private static byte[] Written(Write write)
    {
        var buffer = new byte[300];
        var writer = new RtcpWriter(buffer);
        Assert.True(write(ref writer));
        return buffer[..writer.Length];
    }
}
