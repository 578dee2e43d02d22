using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using static Cluster.Media.Net.LinuxNative;

namespace Cluster.Media.Net;

/// <summary>
/// A port on Linux: batches by recvmmsg and sendmmsg, arrival times from the kernel (user-space times made senders'
/// estimates stick low), and replies from the address a datagram was sent to (IPV6_PKTINFO).
/// </summary>
internal sealed unsafe partial class LinuxUdpPort : UdpPort
{
    private const int ControlBytes = 128;
    private const ushort FamilyIpv6 = 10;

    // No datagram waits longer in the socket's buffer for a worker that runs.
    private const long QueueUsMax = 1_000_000;

    private readonly Socket _socket;
    private readonly int _descriptor;
    private readonly int _wake;
    private readonly ILogger _logger;
    private readonly byte* _memory;
    private readonly BatchMessage* _incoming;
    private readonly BatchMessage* _outgoing;
    private readonly Lock _wakeGate = new();
    private bool _disposed;
    private long _receivedUs;
    private long _realtimeOffsetUs;
    private int _queued;

    private LinuxUdpPort(Socket socket, ILogger logger)
    {
        _socket = socket;
        _logger = logger;
        _descriptor = (int)socket.Handle;
        Number = ((IPEndPoint)socket.LocalEndPoint!).Port;
        var on = 1;
        // A kernel without either still works: arrival falls back to now, the source address to the route's.
        _ = SetOption(_descriptor, SolSocket, SoTimestampNs, &on, sizeof(int));
        _ = SetOption(_descriptor, IpProtoIpv6, Ipv6ReceivePacketInfo, &on, sizeof(int));
        _wake = EventFd(0, EventFdNonBlocking | EventFdCloseOnExec);
        if (_wake < 0)
        {
            socket.Dispose();
            throw new MediaStartException("The system has no descriptor left for the media plane; raise the limit of open files.");
        }

        // One block: per direction and message a header, a vector, an address, control data and a buffer.
        var perMessage = sizeof(BatchMessage) + sizeof(IoVector) + 32 + ControlBytes + BufferBytes;
        _memory = (byte*)NativeMemory.AllocZeroed((nuint)(2 * BatchSize * perMessage));
        var next = _memory;
        _incoming = Lay(ref next);
        _outgoing = Lay(ref next);
    }

    public override int Number { get; }

    public static new LinuxUdpPort Open(int number, ILogger logger) => new(DualStackSocket.Open(number), logger);

    public override void Wait(int timeoutMs)
    {
        var descriptors = stackalloc PollDescriptor[2];
        descriptors[0] = new PollDescriptor { Descriptor = _descriptor, Events = PollIn };
        descriptors[1] = new PollDescriptor { Descriptor = _wake, Events = PollIn };
        if (Poll(descriptors, 2, timeoutMs) > 0 && descriptors[1].Returned != 0)
        {
            ulong count;
            _ = Read(_wake, &count, sizeof(ulong));
        }
    }

    public override void Wake()
    {
        // Whoever wakes a port that is closing must not write into a descriptor that is somebody else's by then.
        lock (_wakeGate)
        {
            ulong one = 1;
            _ = _disposed ? 0 : Write(_wake, &one, sizeof(ulong));
        }
    }

    public override int Receive()
    {
        for (var i = 0; i < BatchSize; i++)
        {
            _incoming[i].Header.NameLength = NetAddress.SockaddrBytes;
            _incoming[i].Header.ControlLength = ControlBytes;
            _incoming[i].Header.Vectors->Length = BufferBytes;
        }

        var received = ReceiveMany(_descriptor, _incoming, BatchSize, MsgDontWait, null);
        if (received > 0)
        {
            var unixUs = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / 10;
            _receivedUs = MediaClock.NowUs;
            _realtimeOffsetUs = _receivedUs - unixUs;
        }

        return Math.Max(received, 0);
    }

    public override Datagram Received(int index)
    {
        ref var message = ref _incoming[index];
        var header = message.Header;
        var from = NetAddress.FromSockaddr(new ReadOnlySpan<byte>(header.Name, NetAddress.SockaddrBytes));
        var to = default(NetAddress);
        var arrivalUs = _receivedUs;
        var offset = 0;
        while (offset + sizeof(ControlHeader) <= (int)header.ControlLength)
        {
            var control = (ControlHeader*)(header.Control + offset);
            var data = (byte*)(control + 1);
            if (control->Length < (nuint)sizeof(ControlHeader))
            {
                break;
            }

            if (control->Level == SolSocket && control->Type == SoTimestampNs)
            {
                // Bounded, in case the system's clock was set since the kernel looked at it.
                var unixUs = (((long*)data)[0] * 1_000_000) + (((long*)data)[1] / 1_000);
                arrivalUs = Math.Clamp(unixUs + _realtimeOffsetUs, _receivedUs - QueueUsMax, _receivedUs);
            }
            else if (control->Level == IpProtoIpv6 && control->Type == Ipv6PacketInfo)
            {
                to = NetAddress.FromBytes(new ReadOnlySpan<byte>(data, 16), scope: 0, (ushort)Number);
            }

            offset += (int)(control->Length + 7) & ~7;
        }

        return new Datagram(new Span<byte>(header.Vectors->Base, (int)message.Length), from, to, arrivalUs);
    }

    public override Span<byte> Reserve()
    {
        if (_queued == BatchSize)
        {
            Flush();
        }

        return new Span<byte>(_outgoing[_queued].Header.Vectors->Base, BufferBytes);
    }

    public override void Commit(int length, in NetAddress to, in NetAddress from)
    {
        ref var header = ref _outgoing[_queued++].Header;
        header.Vectors->Length = (nuint)length;
        PacketsSent++;
        BytesSent += length;
        header.NameLength = NetAddress.SockaddrBytes;
        to.WriteSockaddr(new Span<byte>(header.Name, NetAddress.SockaddrBytes));
        if (from.IsNone)
        {
            header.ControlLength = 0;
            return;
        }

        var control = (ControlHeader*)header.Control;
        control->Length = (nuint)(sizeof(ControlHeader) + 20);
        control->Level = IpProtoIpv6;
        control->Type = Ipv6PacketInfo;
        var data = (byte*)(control + 1);
        from.WriteAddress(new Span<byte>(data, 16));
        // The interface stays the route's choice: the address alone decides what the client sees.
        *(uint*)(data + 16) = 0;
        header.ControlLength = (nuint)sizeof(ControlHeader) + 24;
    }

    public override void Flush()
    {
        var sent = 0;
        while (sent < _queued)
        {
            var taken = SendMany(_descriptor, _outgoing + sent, (uint)(_queued - sent), MsgDontWait);
            if (taken <= 0)
            {
                // One datagram is refused (no route, buffer full): it is lost, the others go on.
                var error = Marshal.GetLastPInvokeError();
                SendFailures++;
                LogSendFailure(error);
                taken = 1;
            }

            sent += taken;
        }

        _queued = 0;
    }

    public override void Dispose()
    {
        lock (_wakeGate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _ = Close(_wake);
        }

        _socket.Dispose();
        NativeMemory.Free(_memory);
    }

    private static BatchMessage* Lay(ref byte* next)
    {
        var messages = (BatchMessage*)next;
        next += BatchSize * sizeof(BatchMessage);
        var vectors = (IoVector*)next;
        next += BatchSize * sizeof(IoVector);
        for (var i = 0; i < BatchSize; i++)
        {
            messages[i].Header.Name = next;
            *(ushort*)next = FamilyIpv6;
            next += 32;
            messages[i].Header.Control = next;
            next += ControlBytes;
            vectors[i].Base = next;
            next += BufferBytes;
            messages[i].Header.Vectors = vectors + i;
            messages[i].Header.VectorCount = 1;
        }

        return messages;
    }

    [LoggerMessage(1101, LogLevel.Debug, "A datagram was not taken by the system, error {Error}")]
    private partial void LogSendFailure(int error);
}
