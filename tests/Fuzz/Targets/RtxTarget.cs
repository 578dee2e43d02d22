using Cluster.Media.Rtp;
using Fuzz.Engine;

namespace Fuzz.Targets;

/// <summary>Retransmissions (RFC 4588): what is unwrapped is a packet again, two bytes shorter, of the media's stream.</summary>
internal sealed class RtxTarget : FuzzTarget
{
    public override string Name => "rtx";

    public override IReadOnlyList<byte[]> Dictionary { get; } = [[0x80, 97], [0xB0, 97], [0xBE, 0xDE], [0, 1]];

    public override int Run(Span<byte> input)
    {
        if (!RtpHeader.TryParse(input, out var header))
        {
            return 0;
        }

        if (!Rtx.TryUnwrap(input, header, 0x1234_5678, 96, out var original))
        {
            return 1;
        }

        Require(original.Length == input.Length - Rtx.HeaderBytes, "another length");
        Require(RtpHeader.TryParse(original, out var unwrapped), "what was unwrapped is no packet");
        Require(unwrapped is { Ssrc: 0x1234_5678, PayloadType: 96 }, "another stream");
        Require(unwrapped.Marker == header.Marker && unwrapped.Timestamp == header.Timestamp, "another frame");
        return 2 + (header.HasExtension ? 1 : 0) + (header.PaddingBytes > 0 ? 2 : 0);
    }
}
