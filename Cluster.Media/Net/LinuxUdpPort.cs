using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using static Cluster.Media.Net.LinuxNative;

namespace Cluster.Media.Net;

/// <summary>
/// A port on Linux: batches by recvmmsg and sendmmsg, runs of datagrams as one by UDP_GRO and UDP_SEGMENT, arrival times
/// from the kernel (user-space times made senders' estimates stick low), and replies from the address a datagram was sent
/// to (IPV6_PKTINFO).
/// </summary>
internal sealed unsafe class LinuxUdpPort : UdpPort
{
    // The kernel's default lets a rest last 50 us longer.
    private const nuint TimerSlackNs = 1_000;

    // What the kernel says of a socket's memory ends with its drops (linux/sock_diag.h, SK_MEMINFO_DROPS).
    private const int MemoryInfoWords = 9;

    private readonly Socket _socket;
    private readonly int _descriptor;
    private readonly int _wake;
    private readonly LinuxReceiver _receiver;
    private readonly LinuxSender _sender;
    private readonly Lock _wakeGate = new();
    private bool _disposed;
    private bool _timersAreSharp;
    private long _kernelDrops;

    private LinuxUdpPort(Socket socket, bool segmentation, ILogger logger)
    {
        _socket = socket;
        _descriptor = (int)socket.Handle;
        Number = ((IPEndPoint)socket.LocalEndPoint!).Port;
        _wake = EventFd(0, EventFdNonBlocking | EventFdCloseOnExec);
        if (_wake < 0)
        {
            socket.Dispose();
            throw new MediaStartException("The system has no descriptor left for the media plane; raise the limit of open files.");
        }

        _receiver = new LinuxReceiver(_descriptor, (ushort)Number, segmentation);
        _sender = new LinuxSender(_descriptor, segmentation, logger);
    }

    public override int Number { get; }

    public override long PacketsSent => _sender.PacketsSent;

    public override long BytesSent => _sender.BytesSent;

    public override long SendFailures => _sender.Failures;

    public override long RunsSent => _sender.RunsSent;

    public static new LinuxUdpPort Open(int number, bool segmentation, ILogger logger) =>
        new(DualStackSocket.Open(number), segmentation, logger);

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

    public override void Rest(long microseconds)
    {
        if (!_timersAreSharp)
        {
            _timersAreSharp = true;
            _ = ProcessControl(SetTimerSlack, TimerSlackNs, 0, 0, 0);
        }

        var time = new TimeSpec { Nanoseconds = microseconds * 1_000 };
        _ = Sleep(&time, null);
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

    public override bool Receive() => _receiver.Receive();

    public override bool TryNext(out Datagram datagram) => _receiver.TryNext(out datagram);

    public override Span<byte> Reserve() => _sender.Reserve();

    public override void Commit(int length, SendPath path) => _sender.Commit(length, path);

    public override void Commit(int length, in NetAddress to, in NetAddress from) => _sender.Commit(length, to, from);

    public override void Flush() => _sender.Flush();

    public override bool TryFilter(ReadOnlySpan<FilterInstruction> program)
    {
        fixed (FilterInstruction* instructions = program)
        {
            var attached = new FilterProgram { Length = (ushort)program.Length, Instructions = instructions };
            return AttachFilter(_descriptor, SolSocket, SoAttachFilter, &attached, (uint)sizeof(FilterProgram)) == 0;
        }
    }

    public override void RemoveFilter()
    {
        var nothing = 0;
        _ = SetOption(_descriptor, SolSocket, SoDetachFilter, &nothing, sizeof(int));
    }

    public override long KernelDrops
    {
        get
        {
            // The kernel's count has 32 bits and wraps.
            var info = stackalloc uint[MemoryInfoWords];
            var length = (uint)(MemoryInfoWords * sizeof(uint));
            if (GetOption(_descriptor, SolSocket, SoMemoryInfo, info, &length) == 0 && length == MemoryInfoWords * sizeof(uint))
            {
                _kernelDrops += info[MemoryInfoWords - 1] - (uint)_kernelDrops;
            }

            return _kernelDrops;
        }
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
        _receiver.Dispose();
        _sender.Dispose();
    }
}
