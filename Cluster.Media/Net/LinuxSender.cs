using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using static Cluster.Media.Net.LinuxNative;

namespace Cluster.Media.Net;

/// <summary>
/// Queues datagrams, chained by destination, and sends them by sendmmsg; a run to one destination of one size, but for a
/// shorter last one, is one message (UDP_SEGMENT, udp(7)). Buffers are one block made at the start.
/// </summary>
internal sealed unsafe partial class LinuxSender : IDisposable
{
    /// <summary>Datagrams the queue holds.</summary>
    public const int QueueSize = 512;

    // Of kernels before 6.9 the smaller bound; and what fits an IPv4 datagram.
    private const int RunSegmentsMax = 64;
    private const int RunBytesMax = 65_000;
    private const int ControlBytes = 64;
    private const int PacketInfoBytes = 20;
    private const ushort FamilyIpv6 = 10;

    private readonly int _descriptor;
    private readonly bool _segmentation;
    private readonly ILogger _logger;
    private readonly byte* _memory;
    private readonly byte* _buffers;
    private readonly BatchMessage* _messages;
    private readonly IoVector* _vectors;
    private readonly int[] _lengths = new int[QueueSize];
    private readonly int[] _next = new int[QueueSize];
    private readonly SendPath[] _active = new SendPath[QueueSize];
    private readonly SendPath[] _loose = new SendPath[QueueSize];
    private readonly SendPath[] _messagePaths = new SendPath[QueueSize];
    private int _queued;
    private int _activeCount;
    private int _looseCount;

    public LinuxSender(int descriptor, bool segmentation, ILogger logger)
    {
        _descriptor = descriptor;
        _logger = logger;
        // Asking costs nothing: 0 leaves runs off but where a message asks for them.
        var off = 0;
        _segmentation = segmentation && SetOption(descriptor, SolUdp, UdpSegment, &off, sizeof(int)) == 0;
        for (var i = 0; i < QueueSize; i++)
        {
            _loose[i] = new SendPath();
        }

        // One block: messages and vectors (one more, for a message sent again in parts), addresses, control data, buffers.
        const int Spare = 1;
        _memory = (byte*)NativeMemory.AllocZeroed((nuint)((QueueSize + Spare)
            * (sizeof(BatchMessage) + sizeof(IoVector) + SockaddrStride + ControlBytes + UdpPort.BufferBytes)));
        _messages = (BatchMessage*)_memory;
        _vectors = (IoVector*)(_messages + QueueSize + Spare);
        var next = (byte*)(_vectors + QueueSize + Spare);
        for (var i = 0; i < QueueSize + Spare; i++)
        {
            _messages[i].Header.Name = next;
            _messages[i].Header.NameLength = NetAddress.SockaddrBytes;
            *(ushort*)next = FamilyIpv6;
            next += SockaddrStride;
            _messages[i].Header.Control = next;
            next += ControlBytes;
        }

        _buffers = next;
    }

    /// <summary>Datagrams committed.</summary>
    public long PacketsSent { get; private set; }

    /// <summary>Their bytes.</summary>
    public long BytesSent { get; private set; }

    /// <summary>Messages the system was given: fewer than datagrams where runs went out as one.</summary>
    public long RunsSent { get; private set; }

    /// <summary>Datagrams the system did not take.</summary>
    public long Failures { get; private set; }

    /// <summary>The next datagram's buffer.</summary>
    public Span<byte> Reserve()
    {
        if (_queued == QueueSize)
        {
            Flush();
        }

        return new Span<byte>(Buffer(_queued), UdpPort.BufferBytes);
    }

    /// <summary>Queues the reserved buffer.</summary>
    public void Commit(int length, SendPath path)
    {
        var buffer = _queued++;
        _lengths[buffer] = length;
        _next[buffer] = -1;
        if (path.First < 0)
        {
            path.First = buffer;
            _active[_activeCount++] = path;
        }
        else
        {
            _next[path.Last] = buffer;
        }

        path.Last = buffer;
        PacketsSent++;
        BytesSent += length;
    }

    /// <summary>Queues the reserved buffer for an address.</summary>
    public void Commit(int length, in NetAddress to, in NetAddress from)
    {
        var path = _loose[_looseCount++];
        path.Set(to, from);
        Commit(length, path);
    }

    /// <summary>Sends what is queued.</summary>
    public void Flush()
    {
        if (_queued == 0)
        {
            return;
        }

        var messages = 0;
        var vectors = _vectors;
        for (var i = 0; i < _activeCount; i++)
        {
            var path = _active[i];
            for (var buffer = path.First; buffer >= 0; messages++)
            {
                _messagePaths[messages] = path;
                buffer = Lay(ref _messages[messages].Header, path, buffer, ref vectors);
            }

            path.First = -1;
        }

        Send(messages);
        (_queued, _activeCount, _looseCount) = (0, 0, 0);
    }

    public void Dispose() => NativeMemory.Free(_memory);

    private byte* Buffer(int index) => _buffers + ((nint)index * UdpPort.BufferBytes);

    // Makes a message of the run that begins with a buffer; returns the buffer after it.
    private int Lay(ref MessageHeader header, SendPath path, int buffer, ref IoVector* vectors)
    {
        var size = _lengths[buffer];
        var bytesLeft = _segmentation && path.MaySegment ? RunBytesMax : 0;
        var segments = 0;
        header.Vectors = vectors;
        int length;
        do
        {
            length = _lengths[buffer];
            *vectors++ = new IoVector { Base = Buffer(buffer), Length = (nuint)length };
            bytesLeft -= length;
            segments++;
            buffer = _next[buffer];
        }
        while (buffer >= 0 && length == size && _lengths[buffer] <= size && _lengths[buffer] <= bytesLeft && segments < RunSegmentsMax);

        header.VectorCount = (nuint)segments;
        path.To.WriteSockaddr(new Span<byte>(header.Name, NetAddress.SockaddrBytes));
        header.ControlLength = path.From.IsNone ? 0 : WritePacketInfo(header.Control, path.From);
        if (segments > 1)
        {
            header.ControlLength += WriteSegment(header.Control + header.ControlLength, (ushort)size);
        }

        return buffer;
    }

    private static nuint WritePacketInfo(byte* at, in NetAddress from)
    {
        var control = (ControlHeader*)at;
        *control = new ControlHeader { Length = (nuint)(sizeof(ControlHeader) + PacketInfoBytes), Level = IpProtoIpv6, Type = Ipv6PacketInfo };
        var data = (byte*)(control + 1);
        from.WriteAddress(new Span<byte>(data, 16));
        // The interface stays the route's choice: the address alone decides what the client sees.
        *(uint*)(data + 16) = 0;
        return (nuint)(sizeof(ControlHeader) + ((PacketInfoBytes + 7) & ~7));
    }

    private static nuint WriteSegment(byte* at, ushort bytes)
    {
        var control = (ControlHeader*)at;
        *control = new ControlHeader { Length = (nuint)(sizeof(ControlHeader) + sizeof(ushort)), Level = SolUdp, Type = UdpSegment };
        *(ushort*)(control + 1) = bytes;
        return (nuint)(sizeof(ControlHeader) + 8);
    }

    private void Send(int messages)
    {
        var sent = 0;
        while (sent < messages)
        {
            var taken = SendMany(_descriptor, _messages + sent, (uint)(messages - sent), MsgDontWait);
            if (taken <= 0)
            {
                // One message is refused (no route, buffer full): it is lost, the others go on.
                Refused(sent, Marshal.GetLastPInvokeError());
                taken = 1;
            }

            sent += taken;
            RunsSent += taken;
        }
    }

    private void Refused(int message, int error)
    {
        ref var header = ref _messages[message].Header;
        if (header.VectorCount == 1 || error == WouldBlock)
        {
            Failures += (long)header.VectorCount;
            LogFailure(error);
            return;
        }

        // Not as a run to this destination (the path's MTU is less, or what is under it can't): one by one, from now on.
        _messagePaths[message].MaySegment = false;
        LogNoRuns(error);
        var path = _messagePaths[message];
        ref var single = ref _messages[QueueSize].Header;
        path.To.WriteSockaddr(new Span<byte>(single.Name, NetAddress.SockaddrBytes));
        single.ControlLength = path.From.IsNone ? 0 : WritePacketInfo(single.Control, path.From);
        single.VectorCount = 1;
        for (var i = 0; i < (int)header.VectorCount; i++)
        {
            single.Vectors = header.Vectors + i;
            if (SendMany(_descriptor, _messages + QueueSize, 1, MsgDontWait) <= 0)
            {
                Failures++;
                LogFailure(Marshal.GetLastPInvokeError());
            }
        }
    }

    [LoggerMessage(1101, LogLevel.Debug, "A datagram was not taken by the system, error {Error}")]
    private partial void LogFailure(int error);

    [LoggerMessage(1102, LogLevel.Debug, "Runs of datagrams go out one by one to a destination, error {Error}")]
    private partial void LogNoRuns(int error);
}
