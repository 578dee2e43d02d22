using Cluster.Media.Rtp;
using CsCheck;
using Xunit;

namespace Media.Tests.Rtp;

/// <summary>What the writer writes, the parser reads; what does not fit is refused.</summary>
public class RtpPacketWriterTests
{
    private static readonly Gen<(int Id, byte[] Value)[]> Elements =
        Gen.Select(Gen.Int[1, 14], Gen.Byte.Array[1, 16]).Array[0, 6].Where(all => all.Select(e => e.Item1).Distinct().Count() == all.Length);

    [Fact]
    public void Everything_written_is_read_back() =>
        Gen.Select(Gen.Bool, Gen.Byte[0, 127], Gen.UShort, Gen.UInt, Gen.UInt, Gen.Select(Gen.Bool, Elements, Gen.Byte.Array[0, 100])).Sample(
            (marker, type, sequence, timestamp, ssrc, rest) =>
            {
                var (hasCsrc, elements, payload) = rest;
                var buffer = new byte[400];
                Array.Fill(buffer, (byte)0xee);
                var writer = new RtpPacketWriter(buffer);
                writer.Header(marker, type, sequence, timestamp, ssrc, hasCsrc ? 77u : 0);
                foreach (var (id, value) in elements)
                {
                    writer.Extension(id, value);
                }

                var payloadOffset = writer.EndExtensions();
                writer.Payload(payload);
                Assert.True(writer.Fits);

                var packet = buffer.AsSpan(0, writer.Length).ToArray();
                Assert.True(RtpHeader.TryParse(packet, out var header));
                Assert.Equal((marker, type, sequence, timestamp, ssrc),
                    (header.Marker, header.PayloadType, header.SequenceNumber, header.Timestamp, header.Ssrc));
                Assert.Equal(hasCsrc ? 1 : 0, header.CsrcCount);
                Assert.Equal(elements.Length > 0, header.HasExtension);
                Assert.Equal(payloadOffset, header.PayloadOffset);
                Assert.Equal(payload, packet[payloadOffset..]);
                foreach (var (id, value) in elements)
                {
                    Assert.True(HeaderExtensions.TryFind(packet, header, id, out var found));
                    Assert.Equal(value, found.ToArray());
                }
            },
            iter: 2_000);

    [Fact]
    public void A_writer_short_of_room_says_so_and_writes_nothing_beyond()
    {
        for (var room = 0; room < 32; room++)
        {
            var buffer = new byte[40];
            var writer = new RtpPacketWriter(buffer.AsSpan(0, room));
            writer.Header(true, 96, 1, 2, 3, 4);
            writer.Extension(1, [1, 2, 3, 4, 5]);
            writer.Payload([1, 2, 3, 4]);
            Assert.False(writer.Fits);
            Assert.True(buffer.AsSpan(room).IndexOfAnyExcept((byte)0) < 0);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(15, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 17)]
    public void An_element_the_one_byte_form_cannot_hold_is_refused(int id, int bytes)
    {
        var writer = new RtpPacketWriter(new byte[100]);
        writer.Header(false, 96, 1, 2, 3, 0);
        writer.Extension(id, new byte[bytes]);
        Assert.False(writer.Fits);
    }
}
