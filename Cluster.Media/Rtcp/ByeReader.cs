namespace Cluster.Media.Rtcp;

/// <summary>Reads a BYE (RFC 3550, 6.6): sources that are no more.</summary>
internal ref struct ByeReader
{
    private RtcpPacket _packet;
    private int _index;

    /// <summary>False unless the packet is a BYE with room for all the sources it counts.</summary>
    public static bool TryParse(in RtcpPacket packet, out ByeReader reader)
    {
        var isBye = packet.Type == RtcpType.Bye && packet.Body.Length >= 4 * packet.Count;
        reader = isBye ? new ByeReader { _packet = packet } : default;
        return isBye;
    }

    /// <summary>The next source; false at the end.</summary>
    public bool TryRead(out uint ssrc)
    {
        if (_index >= _packet.Count)
        {
            ssrc = 0;
            return false;
        }

        ssrc = _packet.Word(4 * _index++);
        return true;
    }
}
