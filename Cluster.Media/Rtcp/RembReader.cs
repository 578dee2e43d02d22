using System.Buffers.Binary;

namespace Cluster.Media.Rtcp;

/// <summary>Reads a receiver's estimate of its maximum bitrate (draft-alvestrand-rmcat-remb-03).</summary>
internal readonly ref struct RembReader
{
    private readonly RtcpPacket _packet;

    private RembReader(in RtcpPacket packet, long bitrateBps, int ssrcCount)
    {
        _packet = packet;
        BitrateBps = bitrateBps;
        SsrcCount = ssrcCount;
    }

    /// <summary>Bits a second for all the sources together; <see cref="long.MaxValue"/> for what no link has.</summary>
    public long BitrateBps { get; }

    /// <summary>Sources the estimate is for: 0 to 255.</summary>
    public int SsrcCount { get; }

    /// <summary>The source at an index below <see cref="SsrcCount"/>.</summary>
    public uint Ssrc(int index) => _packet.Word(16 + (4 * index));

    /// <summary>False unless the packet is a REMB of full length.</summary>
    public static bool TryParse(in RtcpPacket packet, out RembReader reader)
    {
        reader = default;
        var body = packet.Body;
        if (!packet.IsFeedback(RtcpType.PayloadFeedback, RtcpType.ApplicationFormat)
            || body.Length < 16 || !body.Slice(8, 4).SequenceEqual("REMB"u8) || body.Length < 16 + (4 * body[12]))
        {
            return false;
        }

        var exponent = body[13] >> 2;
        var mantissa = ((long)(body[13] & 3) << 16) | BinaryPrimitives.ReadUInt16BigEndian(body[14..]);
        var bitrate = exponent <= 45 ? mantissa << exponent : mantissa == 0 ? 0 : long.MaxValue;
        reader = new RembReader(packet, bitrate, body[12]);
        return true;
    }
}
