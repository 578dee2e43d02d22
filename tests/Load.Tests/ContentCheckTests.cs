using Bench.Load.Checking;
using Bench.Load.Measuring;
using Bench.Load.Streams;
using Cluster.Media.Rtp;

namespace Load.Tests;

/// <summary>The content check finds what a server may do wrong: it would be worth nothing if it could not fail.</summary>
public sealed class ContentCheckTests
{
    private const uint Source = 7;

    private readonly InboundMedia _owner = new(0, new LatencyHistogram()) { IsSteady = true };

    [Fact]
    public void A_stream_as_it_was_sent_is_without_fault() =>
        Assert.Equal("", Check(new Sent(0), new Sent(1), new Sent(2)));

    [Fact]
    public void A_changed_byte_is_found() =>
        Assert.Equal("a payload that is not as it was sent (1)", Check(new Sent(0), new Sent(1) { Damages = true }));

    [Fact]
    public void Another_source_s_number_is_found() =>
        Assert.Equal("a CSRC that is not its source's number (1)", Check(new Sent(0) { Csrc = Source + 1 }));

    [Fact]
    public void A_numbering_that_hides_a_lost_packet_is_found() =>
        Assert.Equal("sequence numbers that do not run as the source's do (1)", Check(new Sent(0), new Sent(2) { Sequence = 1 }));

    [Fact]
    public void A_packet_sent_twice_under_two_numbers_is_found() =>
        Assert.Equal("sequence numbers that do not run as the source's do (1)", Check(new Sent(0), new Sent(0) { Sequence = 1 }));

    [Fact]
    public void A_timestamp_that_runs_back_is_found() =>
        Assert.Equal("a timestamp that runs back (1)", Check(new Sent(1), new Sent(2) { Timestamp = 1 }));

    [Fact]
    public void A_picture_id_that_runs_back_is_found() =>
        Assert.Equal("a picture id that runs back (1)", Check(new Sent(5), new Sent(6) { PictureId = 1 }));

    private string Check(params Sent[] packets)
    {
        var check = new ContentCheck(_owner);
        foreach (var packet in packets)
        {
            check.Take(packet.ToBytes(), 100 + packet.Sequence, isAudio: false, nowTicks: 0);
        }

        return _owner.Problems.ToString();
    }

    /// <summary>A decrypted packet as a receiver gets it: each a picture of its own.</summary>
    private sealed record Sent(int Number)
    {
        public int Sequence { get; init; } = Number;

        public uint Timestamp { get; init; } = (uint)(3_000 * (Number + 1));

        public ushort PictureId { get; init; } = (ushort)(Number + 10);

        public uint Csrc { get; init; } = Source;

        public bool Damages { get; init; }

        public byte[] ToBytes()
        {
            var payload = new byte[200];
            (payload[0], payload[1]) = (0x90, 0xC0);
            (payload[2], payload[3], payload[5]) = ((byte)(0x80 | (PictureId >> 8)), (byte)PictureId, 0x11);
            new Stamp(Source, 0, Number, 0).Write(payload.AsSpan(15));
            payload[^1] ^= Damages ? (byte)1 : (byte)0;
            var bytes = new byte[400];
            var writer = new RtpPacketWriter(bytes);
            writer.Header(marker: true, StreamIds.Vp8, (ushort)(100 + Sequence), Timestamp, 1, Csrc);
            writer.Payload(payload);
            return bytes[..writer.Length];
        }
    }
}
