using System.Runtime.InteropServices;
using static Cluster.Media.Net.LinuxNative;

namespace Cluster.Media.Net;

/// <summary>
/// Receives datagrams in batches by recvmmsg. With UDP_GRO one message may hold many datagrams of one sender, all of one
/// size but the last (udp(7)); they are handed out one by one, where they lie.
/// </summary>
internal sealed unsafe class LinuxReceiver : IDisposable
{
    private const int ControlBytes = 128;

    // A message that coalesces has at most what an IP packet can hold; the odd remainder keeps buffers off each other's cache lines.
    private const int CoalescedBytes = 65_536 + 320;
    private const int CoalescedMessages = 32;
    private const int PlainMessages = 64;

    // No datagram waits longer in the socket's buffer for a worker that runs.
    private const long QueueUsMax = 1_000_000;

    private readonly int _descriptor;
    private readonly ushort _port;
    private readonly int _capacity;
    private readonly int _bufferBytes;
    private readonly byte* _memory;
    private readonly BatchMessage* _messages;
    private int _received;
    private int _message;
    private int _offset;
    private int _segmentBytes;
    private long _receivedUs;
    private long _realtimeOffsetUs;
    private NetAddress _from;
    private NetAddress _to;
    private long _arrivalUs;

    /// <summary>Receives from a socket; <paramref name="coalesce"/>: runs as one, where the kernel can.</summary>
    public LinuxReceiver(int descriptor, ushort port, bool coalesce)
    {
        _descriptor = descriptor;
        _port = port;
        var on = 1;
        // A kernel without either still works: arrival falls back to now, the source address to the route's.
        _ = SetOption(_descriptor, SolSocket, SoTimestampNs, &on, sizeof(int));
        _ = SetOption(_descriptor, IpProtoIpv6, Ipv6ReceivePacketInfo, &on, sizeof(int));
        var coalesces = coalesce && SetOption(_descriptor, SolUdp, UdpCoalesce, &on, sizeof(int)) == 0;
        _bufferBytes = coalesces ? CoalescedBytes : UdpPort.BufferBytes;
        _capacity = coalesces ? CoalescedMessages : PlainMessages;

        // One block: for each message a header, a vector, an address, control data and a buffer.
        var perMessage = sizeof(BatchMessage) + sizeof(IoVector) + SockaddrStride + ControlBytes + _bufferBytes;
        _memory = (byte*)NativeMemory.AllocZeroed((nuint)(_capacity * perMessage));
        _messages = (BatchMessage*)_memory;
        var vectors = (IoVector*)(_messages + _capacity);
        var next = (byte*)(vectors + _capacity);
        for (var i = 0; i < _capacity; i++)
        {
            _messages[i].Header.Name = next;
            next += SockaddrStride;
            _messages[i].Header.Control = next;
            next += ControlBytes;
            vectors[i].Base = next;
            vectors[i].Length = (nuint)_bufferBytes;
            next += _bufferBytes;
            _messages[i].Header.Vectors = vectors + i;
            _messages[i].Header.VectorCount = 1;
        }

        // All of them have their lengths set before the first call.
        _received = _capacity;
        _message = _capacity - 1;
    }

    /// <summary>Receives what is there. True when the batch was full.</summary>
    public bool Receive()
    {
        // The kernel wrote these over in those messages that were received last.
        for (var i = 0; i < _received; i++)
        {
            _messages[i].Header.NameLength = NetAddress.SockaddrBytes;
            _messages[i].Header.ControlLength = ControlBytes;
        }

        _received = Math.Max(ReceiveMany(_descriptor, _messages, (uint)_capacity, MsgDontWait, null), 0);
        (_message, _offset) = (-1, 0);
        if (_received > 0)
        {
            var unixUs = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / 10;
            _receivedUs = MediaClock.NowUs;
            _realtimeOffsetUs = _receivedUs - unixUs;
        }

        return _received == _capacity;
    }

    /// <summary>The next datagram.</summary>
    public bool TryNext(out Datagram datagram)
    {
        if (_message < 0 || _offset >= (int)_messages[_message].Length)
        {
            if (_message + 1 >= _received)
            {
                datagram = default;
                return false;
            }

            _message++;
            _offset = 0;
            ReadControl(_messages[_message]);
        }

        ref var message = ref _messages[_message];
        var length = Math.Min(_segmentBytes, (int)message.Length - _offset);
        datagram = new Datagram(new Span<byte>(message.Header.Vectors->Base + _offset, length), _from, _to, _arrivalUs);
        // An empty datagram has a turn of its own as well.
        _offset += Math.Max(length, 1);
        return true;
    }

    public void Dispose() => NativeMemory.Free(_memory);

    private void ReadControl(in BatchMessage message)
    {
        var header = message.Header;
        _from = NetAddress.FromSockaddr(new ReadOnlySpan<byte>(header.Name, NetAddress.SockaddrBytes));
        _to = default;
        _arrivalUs = _receivedUs;
        _segmentBytes = _bufferBytes;
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
                _arrivalUs = Math.Clamp(unixUs + _realtimeOffsetUs, _receivedUs - QueueUsMax, _receivedUs);
            }
            else if (control->Level == IpProtoIpv6 && control->Type == Ipv6PacketInfo)
            {
                _to = NetAddress.FromBytes(new ReadOnlySpan<byte>(data, 16), scope: 0, _port);
            }
            else if (control->Level == SolUdp && control->Type == UdpCoalesce)
            {
                _segmentBytes = Math.Max(*(int*)data, 1);
            }

            offset += (int)(control->Length + 7) & ~7;
        }
    }
}
