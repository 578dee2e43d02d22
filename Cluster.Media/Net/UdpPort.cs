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

    /// <summary>The port number.</summary>
    public abstract int Number { get; }

    /// <summary>
    /// Opens the best port this system has; <paramref name="segmentation"/>: with runs of datagrams as one, both ways, where
    /// the system can. Throws <see cref="MediaStartException"/> when the number is taken.
    /// </summary>
    public static UdpPort Open(int number, bool segmentation, ILogger logger) =>
        OperatingSystem.IsLinux() ? LinuxUdpPort.Open(number, segmentation, logger) : PortableUdpPort.Open(number);

    /// <summary>When what is written now is sent, for timestamps: on <see cref="MediaClock"/>, read once for a batch and not for each packet.</summary>
    public long SendUs { get; private set; } = MediaClock.NowUs;

    /// <summary>Reads the clock for <see cref="SendUs"/>.</summary>
    public long Stamp() => SendUs = MediaClock.NowUs;

    /// <summary>Returns when a datagram is there, after <see cref="Wake"/>, or after <paramref name="timeoutMs"/>.</summary>
    public abstract void Wait(int timeoutMs);

    /// <summary>Ends a <see cref="Wait"/>. From any thread.</summary>
    public abstract void Wake();

    /// <summary>Rests without looking at the socket: what comes meanwhile is received at once afterwards.</summary>
    public abstract void Rest(long microseconds);

    /// <summary>Receives what is there, at most a batch, without waiting. True when the batch was full: there may be more.</summary>
    public abstract bool Receive();

    /// <summary>The next datagram of what was received; valid until the next <see cref="Receive"/>.</summary>
    public abstract bool TryNext(out Datagram datagram);

    /// <summary>A buffer for the next datagram to send; sends what is queued first when the queue is full.</summary>
    public abstract Span<byte> Reserve();

    /// <summary>Queues the reserved buffer behind what is queued for the same path.</summary>
    public abstract void Commit(int length, SendPath path);

    /// <summary>Queues the reserved buffer for whom we have no path. <paramref name="from"/> is the local address to send from, none: the system's choice.</summary>
    public abstract void Commit(int length, in NetAddress to, in NetAddress from);

    /// <summary>Sends what is queued. What the system does not take is lost, as on any network, and counted.</summary>
    public abstract void Flush();

    /// <summary>Has the kernel drop what a filter does not let through, from now on; false where there is no such thing.</summary>
    public virtual bool TryFilter(ReadOnlySpan<FilterInstruction> program) => false;

    /// <summary>Lets everything through again.</summary>
    public virtual void RemoveFilter()
    {
    }

    /// <summary>Datagrams the kernel dropped before anybody could receive them: at the filter, or for want of room.</summary>
    public virtual long KernelDrops => 0;

    /// <summary>Datagrams the system did not take.</summary>
    public abstract long SendFailures { get; }

    /// <summary>Datagrams sent.</summary>
    public abstract long PacketsSent { get; }

    /// <summary>Payload bytes sent.</summary>
    public abstract long BytesSent { get; }

    /// <summary>Messages given to the system for them: fewer, where runs went out as one.</summary>
    public abstract long RunsSent { get; }

    /// <inheritdoc/>
    public abstract void Dispose();
}
