using Cluster.Media.Codecs;
using Cluster.Media.Rtcp;
using Cluster.Media.Rtp;
using Xunit;

namespace Media.Tests.Rtp;

/// <summary>Reading and writing packets takes no memory.</summary>
[Collection("the process alone")]
public class ParsingAllocationTests
{
    [Fact]
    public void Parsing_writing_and_rewriting_a_packet_allocate_nothing()
    {
        var buffer = new byte[1_300];
        var payload = Convert.FromHexString("90E081230740020095");
        var parsed = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100_000; i++)
        {
            var writer = new RtpPacketWriter(buffer);
            writer.Header(true, 96, (ushort)i, (uint)i, 7, 8);
            writer.Extension(1, "video"u8);
            writer.Extension(2, [1, 2, 3]);
            writer.Payload(payload);
            var packet = buffer.AsSpan(0, writer.Length);
            if (RtpHeader.TryParse(packet, out var header)
                && HeaderExtensions.TryFind(packet, header, 2, out _)
                && Vp8Descriptor.TryParse(packet[header.PayloadOffset..], out var descriptor)
                && Vp8Descriptor.TryRewrite(packet[header.PayloadOffset..], descriptor, (ushort)i, (byte)i))
            {
                parsed++;
            }
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(100_000, parsed);
    }

    [Fact]
    public void Writing_and_reading_control_packets_allocate_nothing()
    {
        var buffer = new byte[1_300];
        ReportBlock[] blocks = [new(1, 2, 3, 4, 5, 6, 7)];
        ushort[] lost = [1, 2, 40];
        var read = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20_000; i++)
        {
            var writer = new RtcpWriter(buffer);
            writer.SenderReport(new SenderInfo(1, 2, 3, 4, 5), blocks);
            writer.Cname(1, "name");
            writer.Nack(1, 2, lost);
            var reader = new RtcpReader(buffer.AsSpan(0, writer.Length));
            while (reader.TryRead(out var packet))
            {
                read += ReportBlock.TryParse(packet, 0, out _) ? 1 : 0;
                if (NackReader.TryParse(packet, out var nack))
                {
                    while (nack.TryRead(out _))
                    {
                        read++;
                    }
                }
            }
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(4 * 20_000, read);
    }
}
