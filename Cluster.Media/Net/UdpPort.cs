using Microsoft.Extensions.Logging;

namespace Cluster.Media.Net;

/// <summary>
/// One UDP port of one worker, dual-stack. Everything but <see cref="Wake"/> belongs to the worker's thread.
/// Receiving is in batches; sending is into buffers reserved here, so that a packet is written once.
/// </summary>
internal abstract class UdpPort : IDisposable
{
    /// <summary>Bytes of a buffer: more than any path's MTU that WebRTC uses, and SRTP's tag.</summary>
    public const int BufferBytes = 2_048;

    /// <summary>Datagrams in a batch.</summary>
    public const int BatchSize = 64;

    /// <summary>The port number.</summary>
    public abstract int Number { get; }

    /// <summary>Opens the best port this system has. Throws <see cref="MediaStartException"/> when the number is taken.</summary>
    public static UdpPort Open(int number, ILogger logger) =>
        OperatingSystem.IsLinux() ? LinuxUdpPort.Open(number, logger) : PortableUdpPort.Open(number);

    /// <summary>Returns when a datagram is there, after <see cref="Wake"/>, or after <paramref name="timeoutMs"/>.</summary>
    public abstract void Wait(int timeoutMs);

    /// <summary>Ends a <see cref="Wait"/>. From any thread.</summary>
    public abstract void Wake();

    /// <summary>Receives what is there, at most a batch, without waiting; returns how many.</summary>
    public abstract int Receive();

    /// <summary>Datagram <paramref name="index"/> of the last <see cref="Receive"/>; valid until the next.</summary>
    public abstract Datagram Received(int index);

    /// <summary>A buffer for the next datagram to send; sends the batch first when it is full.</summary>
    public abstract Span<byte> Reserve();

    /// <summary>Queues the reserved buffer. <paramref name="from"/> is the local address to send from, none: the system's choice.</summary>
    public abstract void Commit(int length, in NetAddress to, in NetAddress from);

    /// <summary>Sends what is queued. What the system does not take is lost, as on any network, and counted.</summary>
    public abstract void Flush();

    /// <summary>Datagrams the system did not take.</summary>
    public long SendFailures { get; protected set; }

    /// <summary>Datagrams sent.</summary>
    public long PacketsSent { get; protected set; }

    /// <summary>Payload bytes sent.</summary>
    public long BytesSent { get; protected set; }

    /// <inheritdoc/>
    public abstract void Dispose();
}

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
