namespace Cluster.Media.Forwarding.Relays;

/// <summary>The sending end of a relay: counts what finds no room, and knows whether the other part has to be woken.</summary>
internal sealed class RelaySending(IRelayLink link, DropCounters drops)
{
    private bool _hasSent;

    /// <summary>A buffer for the next frame; false, and counted, when there is no room.</summary>
    public bool TryReserve(out Span<byte> frame)
    {
        frame = link.Reserve();
        if (frame.IsEmpty)
        {
            drops.Count(DropReason.RelayFull);
            return false;
        }

        return true;
    }

    /// <summary>Sends the reserved frame.</summary>
    public void Commit(int length)
    {
        link.Commit(length);
        _hasSent = true;
    }

    /// <summary>Whether something was sent since the last call.</summary>
    public bool TakeHasSent()
    {
        var hasSent = _hasSent;
        _hasSent = false;
        return hasSent;
    }
}
