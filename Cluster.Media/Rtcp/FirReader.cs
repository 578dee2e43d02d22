namespace Cluster.Media.Rtcp;

/// <summary>Reads a full intra request (RFC 5104, 4.3.1): keyframes asked for, each with its request's number.</summary>
internal ref struct FirReader
{
    private RtcpPacket _packet;
    private int _offset;

    public uint SenderSsrc { get; private init; }

    /// <summary>False unless the packet is a FIR.</summary>
    public static bool TryParse(in RtcpPacket packet, out FirReader reader)
    {
        if (!packet.IsFeedback(RtcpType.PayloadFeedback, RtcpType.FirFormat))
        {
            reader = default;
            return false;
        }

        reader = new FirReader { SenderSsrc = packet.Word(0), _packet = packet, _offset = 8 };
        return true;
    }

    /// <summary>The next entry: whose keyframe, and the request's number (a repeated one has the same). False at the end.</summary>
    public bool TryRead(out uint ssrc, out byte sequence)
    {
        if (_offset + 8 > _packet.Body.Length)
        {
            (ssrc, sequence) = (0, 0);
            return false;
        }

        ssrc = _packet.Word(_offset);
        sequence = _packet.Body[_offset + 4];
        _offset += 8;
        return true;
    }
}
