namespace Cluster.Media.Forwarding.Relays;

/// <summary>
/// One direction of a relay: carries frames of at most <see cref="RelayFrame.BytesMax"/> bytes, in order, and may lose some.
/// Between workers it is memory, between nodes it is a network; nothing but bytes crosses it.
/// </summary>
internal interface IRelayLink
{
    /// <summary>A buffer of <see cref="RelayFrame.BytesMax"/> bytes for the next frame; empty when there is no room now.</summary>
    Span<byte> Reserve();

    /// <summary>Sends the first <paramref name="length"/> bytes of the reserved buffer.</summary>
    void Commit(int length);
}
