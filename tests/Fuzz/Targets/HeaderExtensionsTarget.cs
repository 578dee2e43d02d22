using Cluster.Media.Rtp;
using Fuzz.Engine;

namespace Fuzz.Targets;

/// <summary>Header extensions (RFC 8285): every id is looked for, and what is found lies in the block.</summary>
internal sealed class HeaderExtensionsTarget : FuzzTarget
{
    public override string Name => "header-extensions";

    public override IReadOnlyList<byte[]> Dictionary { get; } = [[0xBE, 0xDE], [0x10, 0x00], [0x10], [0x32], [0xF0], [0xFF], [0x1F], [1, 0], [1, 255]];

    public override int Run(Span<byte> input)
    {
        if (!RtpHeader.TryParseHeaderOnly(input, out var header))
        {
            return 0;
        }

        var found = 0;
        for (var id = 0; id <= 256; id++)
        {
            if (!HeaderExtensions.TryFind(input, header, id, out var value))
            {
                continue;
            }

            found++;
            Require(header.HasExtension && id is >= 1 and <= 255, "an id that cannot be");
            Require(value.IsEmpty || input.Slice(header.ExtensionOffset, header.ExtensionBytes).Overlaps(value), "a value outside the block");
            Require(value.Length <= header.ExtensionBytes, "a value longer than the block");
            if (AudioLevel.TryParse(value, out _, out var level))
            {
                Require(level is >= 0 and <= 127, "a level beyond silence");
            }
        }

        return found + 1;
    }
}
