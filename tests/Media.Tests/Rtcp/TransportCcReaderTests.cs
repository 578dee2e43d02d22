using Cluster.Media.Rtcp;
using Xunit;

namespace Media.Tests.Rtcp;

/// <summary>Transport-wide feedback, from bytes put together by hand from the draft.</summary>
public class TransportCcReaderTests
{
    private const string Ssrcs = "0000000100000002";

    [Fact]
    public void Runs_and_vectors_are_read_with_their_deltas()
    {
        // A run of 2 small; 14 one-bit symbols, the first and the last received; two-bit: large, missing, small, and beyond the count.
        var packet = Packet(Ssrcs + "FFFE0013" + "00010007" + "2002" + "A001" + "E100" + "01020304" + "FFF605");
        Assert.True(TransportCcReader.TryParse(packet, out var reader));
        Assert.Equal((1u, 2u, 0xfffe, 19), (reader.SenderSsrc, reader.MediaSsrc, reader.BaseSequence, reader.StatusCount));
        Assert.Equal((256, 7), (reader.ReferenceTime, reader.FeedbackCount));
        var received = new List<(int, int)>();
        var statuses = 0;
        while (reader.TryRead(out var sequence, out var got, out var delta))
        {
            statuses++;
            if (got)
            {
                received.Add((sequence, delta));
            }
        }

        Assert.Equal(19, statuses);
        Assert.Equal([(0xfffe, 1), (0xffff, 2), (0, 3), (13, 4), (14, -10), (16, 5)], received);
    }

    [Fact]
    public void The_reference_time_is_signed()
    {
        Assert.True(TransportCcReader.TryParse(Packet(Ssrcs + "00000001" + "FFFFFF00" + "20010100"), out var reader));
        Assert.Equal(-1, reader.ReferenceTime);
    }

    [Theory]
    [InlineData("00000001", "no reference time")]
    [InlineData("00000001" + "00000000", "no chunk")]
    [InlineData("00000003" + "00000000" + "20030102", "deltas cut short")]
    [InlineData("00000002" + "00000000" + "40020102", "large deltas cut short")]
    [InlineData("00000002" + "00000000" + "60020102" + "03040506", "the reserved symbol in a run")]
    [InlineData("00000002" + "00000000" + "F0000102" + "03040506", "the reserved symbol in a vector")]
    [InlineData("00000001" + "00000000" + "00000000", "runs of nothing to the end")]
    public void What_is_not_all_there_is_refused(string body, string why) =>
        Assert.False(TransportCcReader.TryParse(Packet(Ssrcs + body), out _), why);

    private static RtcpPacket Packet(string body) => new(RtcpType.TransportFeedback, RtcpType.TransportCcFormat, Convert.FromHexString(body));
}
