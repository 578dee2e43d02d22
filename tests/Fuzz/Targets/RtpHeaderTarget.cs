using Cluster.Media.Rtp;
using Fuzz.Engine;

namespace Fuzz.Targets;

/// <summary>RTP's header (RFC 3550 section 5.1): whatever it says lies in the packet, and its parts fill it.</summary>
internal sealed class RtpHeaderTarget : FuzzTarget
{
    public override string Name => "rtp-header";

    public override int TestExecutions => 50_000;

    public override IReadOnlyList<byte[]> Dictionary { get; } = [[0x80], [0x90], [0xB0], [0xBF], [0xBE, 0xDE], [0x10, 0x00], [0, 0], [0, 1]];

    public override int Run(Span<byte> input)
    {
        var parsed = RtpHeader.TryParse(input, out var header);
        var clear = RtpHeader.TryParseHeaderOnly(input, out var outer);
        Require(clear || !parsed, "the whole parses and its header does not");
        Require(!clear || RtpHeader.TryReadSsrc(input, out var ssrc) && ssrc == outer.Ssrc, "the SSRC is another");
        if (!parsed)
        {
            return clear ? 1 : 0;
        }

        Require(header.PayloadOffset + header.PayloadBytes + header.PaddingBytes == input.Length, "the parts do not fill the packet");
        Require(header.PayloadBytes >= 0 && header.ExtensionOffset + header.ExtensionBytes <= header.PayloadOffset, "a part lies outside");
        return 2 + (header.CsrcCount * 200) + (header.HasExtension ? 2 + (2 * Math.Min(header.ExtensionBytes, 64)) : 0) + (header.PaddingBytes > 0 ? 1 : 0);
    }
}
