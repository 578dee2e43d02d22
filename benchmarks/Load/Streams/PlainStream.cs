using System.Buffers.Binary;
using System.Diagnostics;
using Bench.Load.Net;

namespace Bench.Load.Streams;

/// <summary>Sends unprotected RTP of the same sizes and at the same times as <see cref="VideoStream"/>, for the programs of comparison.</summary>
internal sealed class PlainStream(ClientSocket socket, int packetBytes, int burstPackets) : IPublisher
{
    // Header and an extension block of three words, as a browser's packet has.
    public const int HeaderBytes = 12 + 4 + 12;

    private readonly Pacer _pacer = new(burstPackets);
    private readonly byte[] _packet = MakePacket(packetBytes);
    private ushort _sequence = 1_000;

    public double PacketsPerSecond
    {
        get => _pacer.PacketsPerSecond;
        set => _pacer.PacketsPerSecond = value;
    }

    public long Sent { get; private set; }

    public long LetGo => _pacer.LetGo;

    /// <inheritdoc/>
    public long Publish(long nowTicks)
    {
        for (var bursts = _pacer.TakeDue(nowTicks, out var nextTicks); ; bursts--)
        {
            if (bursts == 0)
            {
                return nextTicks;
            }

            for (var i = 0; i < burstPackets; i++)
            {
                BinaryPrimitives.WriteUInt16BigEndian(_packet.AsSpan(2), _sequence++);
                new Stamp(1, 0, Sent, Stopwatch.GetTimestamp()).Write(_packet.AsSpan(HeaderBytes));
                Sent += socket.Send(_packet) ? 1 : 0;
            }
        }
    }

    private static byte[] MakePacket(int bytes)
    {
        var packet = new byte[bytes];
        packet[0] = 0x90;
        packet[1] = StreamIds.Vp8;
        packet[11] = 1;
        (packet[12], packet[13], packet[15]) = (0xBE, 0xDE, 3);
        return packet;
    }
}
