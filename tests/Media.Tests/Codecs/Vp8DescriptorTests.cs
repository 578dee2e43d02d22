using Cluster.Media.Codecs;
using CsCheck;
using Xunit;

namespace Media.Tests.Codecs;

/// <summary>VP8 payload descriptors: every form RFC 7741 allows, keyframes, and rewriting in place.</summary>
public class Vp8DescriptorTests
{
    private const string Keyframe640X360 = "10" + "020095" + "9D012A" + "8002" + "6801";

    [Theory]
    [InlineData("10FF", 1)]
    [InlineData("9000FF", 2)]
    [InlineData("90802AFF", 3)]
    [InlineData("90808001FF", 4)]
    [InlineData("904007FF", 3)]
    [InlineData("9020E5FF", 3)]
    [InlineData("9010E5FF", 3)]
    [InlineData("90E081230744FF", 6)]
    public void The_descriptor_ends_where_its_flags_say(string payload, int bytes)
    {
        Assert.True(Vp8Descriptor.TryParse(Convert.FromHexString(payload), out var descriptor));
        Assert.Equal(bytes, descriptor.Bytes);
        Assert.False(descriptor.IsKeyframe);
    }

    [Fact]
    public void All_fields_are_found()
    {
        Assert.True(Vp8Descriptor.TryParse(Convert.FromHexString("93F0A12307A501"), out var d));
        Assert.Equal((true, true, (ushort)0x2123), (d.HasPictureId, d.PictureIdIs15Bit, d.PictureId));
        Assert.Equal((true, (byte)7), (d.HasTl0PicIdx, d.Tl0PicIdx));
        Assert.Equal((true, (byte)2, true), (d.HasTid, d.Tid, d.LayerSync));
        Assert.Equal((true, (byte)3), (d.StartOfPartition, d.PartitionIndex));

        Assert.True(Vp8Descriptor.TryParse(Convert.FromHexString("80802A01"), out d));
        Assert.Equal((true, false, (ushort)42), (d.HasPictureId, d.PictureIdIs15Bit, d.PictureId));
        Assert.Equal((false, false, false), (d.HasTl0PicIdx, d.HasTid, d.StartOfPartition));
    }

    [Theory]
    [InlineData(Keyframe640X360, true, 640, 360)]
    [InlineData("10" + "020095" + "9D012A" + "8042" + "68C1", true, 640, 360)]
    [InlineData("10" + "030095" + "9D012A" + "8002" + "6801", false, 0, 0)]
    [InlineData("00" + "020095" + "9D012A" + "8002" + "6801", false, 0, 0)]
    [InlineData("11" + "020095" + "9D012A" + "8002" + "6801", false, 0, 0)]
    [InlineData("10" + "020095" + "9D012B" + "8002" + "6801", true, 0, 0)]
    [InlineData("10" + "020095" + "9D012A" + "8002" + "68", true, 0, 0)]
    [InlineData("10", false, 0, 0)]
    public void A_keyframe_shows_at_the_start_of_its_first_partition_with_its_size(string payload, bool keyframe, int width, int height)
    {
        Assert.True(Vp8Descriptor.TryParse(Convert.FromHexString(payload), out var d));
        Assert.Equal((keyframe, width, height), (d.IsKeyframe, d.Width, d.Height));
    }

    [Theory]
    [InlineData("")]
    [InlineData("90")]
    [InlineData("9080")]
    [InlineData("908080")]
    [InlineData("90E0812307")]
    public void A_descriptor_cut_short_is_refused(string payload) =>
        Assert.False(Vp8Descriptor.TryParse(Convert.FromHexString(payload), out _));

    [Fact]
    public void Rewriting_changes_the_two_numbers_and_nothing_else() =>
        Gen.Select(Gen.Byte.Array[1, 40], Gen.UShort, Gen.Byte).Sample(
            (payload, pictureId, tl0PicIdx) =>
            {
                if (!Vp8Descriptor.TryParse(payload, out var before))
                {
                    return;
                }

                var rewritten = payload.ToArray();
                Assert.True(Vp8Descriptor.TryRewrite(rewritten, before, pictureId, tl0PicIdx));
                Assert.True(Vp8Descriptor.TryParse(rewritten, out var after));
                Assert.Equal(before.HasPictureId ? pictureId & (before.PictureIdIs15Bit ? 0x7fff : 0x7f) : 0, after.PictureId);
                Assert.Equal(before.HasTl0PicIdx ? tl0PicIdx : 0, after.Tl0PicIdx);

                Assert.True(Vp8Descriptor.TryRewrite(rewritten, after, before.PictureId, before.Tl0PicIdx));
                Assert.Equal(payload, rewritten);
                Assert.False(Vp8Descriptor.TryRewrite(rewritten.AsSpan(0, before.Bytes - 1), before, pictureId, tl0PicIdx));
            },
            iter: 20_000);

    [Fact]
    public void No_payload_makes_it_throw() =>
        Fuzz.Gen(Convert.FromHexString(Keyframe640X360), Convert.FromHexString("93F0A12307A501")).Sample(
            payload => Assert.True(!Vp8Descriptor.TryParse(payload, out var d) || d.Bytes <= payload.Length), iter: 20_000);
}
