using Cluster.Media.Rtp;
using Xunit;

namespace Media.Tests.Rtp;

/// <summary>Finding header extensions in both forms, and blocks that are wrong.</summary>
public class HeaderExtensionsTests
{
    [Theory]
    [InlineData("BEDE0002" + "10AA00002211BBCC", 1, "AA")]
    [InlineData("BEDE0002" + "10AA000021BBCC00", 2, "BBCC")]
    [InlineData("BEDE0002" + "10AA000021BBCC00", 3, null)]
    [InlineData("BEDE0001" + "F0AA10BB", 1, null)]
    [InlineData("BEDE0001" + "1FAABBCC", 1, null)]
    [InlineData("BEDE0001" + "20AA1FBB", 1, null)]
    [InlineData("10000002" + "01020A0B0002000F", 1, "0A0B")]
    [InlineData("10050002" + "01020A0B00020000", 2, "")]
    [InlineData("10000002" + "01020A0B00FF010F", 255, "0F")]
    [InlineData("10000001" + "01FF0A0B", 1, null)]
    [InlineData("10000001" + "00000001", 1, null)]
    [InlineData("AAAA0001" + "10AA0000", 1, null)]
    [InlineData("BEDE0000", 1, null)]
    public void An_element_is_found_or_not(string block, int id, string? expected)
    {
        var packet = Convert.FromHexString("906000010000000100000001" + block);
        Assert.True(RtpHeader.TryParse(packet, out var header));
        var found = HeaderExtensions.TryFind(packet, header, id, out var value);
        Assert.Equal(expected is not null, found);
        Assert.Equal(expected ?? "", Convert.ToHexString(value));
    }

    [Fact]
    public void Without_a_block_nothing_is_found()
    {
        var packet = Convert.FromHexString("80600001000000010000000110AA0000");
        Assert.True(RtpHeader.TryParse(packet, out var header));
        Assert.False(HeaderExtensions.TryFind(packet, header, 1, out _));
    }

    [Theory]
    [InlineData("00", true, false, 0)]
    [InlineData("FF", true, true, 127)]
    [InlineData("8A", true, true, 10)]
    [InlineData("", false, false, 127)]
    [InlineData("0A0B", false, false, 127)]
    public void Audio_levels_are_one_byte(string value, bool parsed, bool voice, int level)
    {
        Assert.Equal(parsed, AudioLevel.TryParse(Convert.FromHexString(value), out var actualVoice, out var actualLevel));
        Assert.Equal((voice, level), (actualVoice, actualLevel));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1_000_000, 0x040000)]
    [InlineData(63_999_999, 0xffffff)]
    [InlineData(64_000_000, 0)]
    [InlineData(-1, 0xffffff)]
    [InlineData(1_790_000_000_500_000, 0x020000)]
    public void Absolute_send_time_wraps_every_64_seconds(long timeUs, uint expected)
    {
        Assert.Equal(expected, AbsoluteSendTime.FromMicroseconds(timeUs));
        var bytes = new byte[3];
        AbsoluteSendTime.Write(bytes, timeUs);
        Assert.True(AbsoluteSendTime.TryRead(bytes, out var read));
        Assert.Equal(expected, read);
        Assert.InRange(((timeUs % 64_000_000) + 64_000_000) % 64_000_000 - AbsoluteSendTime.ToMicroseconds(read), 0, 4);
    }
}
