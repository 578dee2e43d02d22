namespace Cluster.Media.Net;

/// <summary>A received datagram: its bytes (writable, for decrypting in place), where from, to which of our addresses, and when.</summary>
internal readonly ref struct Datagram(Span<byte> bytes, NetAddress from, NetAddress to, long arrivalUs)
{
    /// <summary>The payload.</summary>
    public Span<byte> Bytes { get; } = bytes;

    /// <summary>The sender.</summary>
    public NetAddress From { get; } = from;

    /// <summary>Which of our addresses it was sent to; none where the system does not say.</summary>
    public NetAddress To { get; } = to;

    /// <summary>Arrival at the kernel where it says so, on <see cref="MediaClock"/>, in microseconds.</summary>
    public long ArrivalUs { get; } = arrivalUs;
}
