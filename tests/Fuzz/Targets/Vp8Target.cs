using Cluster.Media.Codecs;
using Fuzz.Engine;

namespace Fuzz.Targets;

/// <summary>VP8's payload descriptor (RFC 7741): what is rewritten reads as what was written, and nothing else changes.</summary>
internal sealed class Vp8Target : FuzzTarget
{
    public override string Name => "vp8";

    public override IReadOnlyList<byte[]> Dictionary { get; } = [[0x90, 0xE0], [0x90, 0x80], [0x80, 0xF0], [0x10], [0x9D, 0x01, 0x2A], [0xFF, 0xFF]];

    public override int Run(Span<byte> input)
    {
        if (!Vp8Descriptor.TryParse(input, out var picture))
        {
            return 0;
        }

        Require(picture.Bytes is >= 1 and <= 6 && picture.Bytes <= input.Length, "a descriptor longer than the payload");
        Require(picture is { Width: >= 0 and <= 0x3fff, Height: >= 0 and <= 0x3fff }, "a size beyond 14 bits");
        Require(Vp8Descriptor.TryRewrite(input, picture, 0x1234, 0x56), "it cannot be rewritten");
        Require(Vp8Descriptor.TryParse(input, out var again) && again.Bytes == picture.Bytes, "another length after rewriting");
        Require(again.HasPictureId == picture.HasPictureId && again.IsKeyframe == picture.IsKeyframe && again.Tid == picture.Tid, "other fields after rewriting");
        Require(!again.HasPictureId || again.PictureId == (again.PictureIdIs15Bit ? 0x1234 : 0x34), "another picture id than was written");
        Require(!again.HasTl0PicIdx || again.Tl0PicIdx == 0x56, "another TL0PICIDX than was written");
        return 1 + picture.Bytes + (picture.HasPictureId ? 8 : 0) + (picture.PictureIdIs15Bit ? 16 : 0) + (picture.HasTl0PicIdx ? 32 : 0)
            + (picture.HasTid ? 64 : 0) + (picture.IsKeyframe ? 128 : 0) + (picture.Height > 0 ? 256 : 0);
    }
}
