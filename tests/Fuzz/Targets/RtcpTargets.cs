using Cluster.Media.Rtcp;
using Fuzz.Engine;

namespace Fuzz.Targets;

/// <summary>A compound RTCP packet (RFC 3550 section 6.1) with every reader tried on each of its packets.</summary>
internal sealed class RtcpTarget : FuzzTarget
{
    private static readonly FuzzTarget[] Readers =
        [new NackTarget(), new KeyframeRequestTarget(), new ReportTarget(), new RembTarget(), new ByeTarget(), new TransportCcTarget()];

    public override string Name => "rtcp";

    public override IReadOnlyList<byte[]> Dictionary => RtcpPieces.List;

    public override int Run(Span<byte> input)
    {
        var reader = new RtcpReader(input);
        var (packets, kinds) = (0, 0);
        while (reader.TryRead(out var packet))
        {
            Require(++packets <= input.Length / 4, "more packets than words");
            Require(packet.Body.Length <= input.Length - 4, "a body longer than the datagram");
            foreach (var each in Readers)
            {
                kinds |= ((RtcpPacketTarget)each).Read(packet) > 0 ? 1 << Array.IndexOf(Readers, each) : 0;
            }
        }

        return (packets * 256) + (kinds * 2) + (reader.Malformed ? 1 : 0);
    }
}

/// <summary>One kind of RTCP message: the input's first two bytes are its count or format and its type, the rest its body.</summary>
internal abstract class RtcpPacketTarget : FuzzTarget
{
    public override IReadOnlyList<byte[]> Dictionary => RtcpPieces.List;

    public override int Run(Span<byte> input) =>
        input.Length < 2 ? 0 : Read(new RtcpPacket(input[1], (byte)(input[0] & 0x1f), input[2..]));

    /// <summary>0 when it is another kind of message or malformed.</summary>
    public abstract int Read(in RtcpPacket packet);
}

/// <summary>What RTCP messages are made of.</summary>
internal static class RtcpPieces
{
    public static readonly IReadOnlyList<byte[]> List =
    [
        [0x80, 200, 0, 6], [0x81, 201, 0, 7], [0x81, 202, 0, 2], [0x81, 203, 0, 1], [0x81, 205, 0, 3], [0x8f, 205, 0, 5], [0x81, 206, 0, 2],
        [0x84, 206, 0, 4], [0x8f, 206, 0, 5], [0xa1, 205], [.. "REMB"u8], [0xff, 0xff], [0x20, 0x01], [0x3f, 0xff], [0x80, 0x00], [0xc0, 0x00], [0, 0, 0, 0],
    ];
}
