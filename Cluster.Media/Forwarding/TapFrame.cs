using System.Buffers.Binary;
using Cluster.Media.Net;

namespace Cluster.Media.Forwarding;

/// <summary>A copied datagram with its time and addresses, as it crosses from the worker to a dump.</summary>
internal readonly ref struct TapFrame
{
    /// <summary>Bytes of the longest.</summary>
    public const int BytesMax = HeaderBytes + UdpPort.BufferBytes;

    private const int AddressBytes = 16;
    private const int HeaderBytes = 8 + (2 * (AddressBytes + 2));

    /// <summary>When it came or was queued to be sent, on <see cref="MediaClock"/>.</summary>
    public required long Us { get; init; }

    /// <summary>The sender.</summary>
    public required NetAddress From { get; init; }

    /// <summary>The receiver.</summary>
    public required NetAddress To { get; init; }

    /// <summary>The UDP payload.</summary>
    public required ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>
    /// Writes one and returns its bytes. Our own address, where the system did not say it, is the unspecified one of the
    /// other's family with our port.
    /// </summary>
    public static int Write(
        Span<byte> frame, ReadOnlySpan<byte> bytes, in NetAddress from, in NetAddress to, bool isSent, int localPort, long us)
    {
        BinaryPrimitives.WriteInt64LittleEndian(frame, us);
        WriteAddress(frame[8..], from, isSent, to.IsV4, localPort);
        WriteAddress(frame[(8 + AddressBytes + 2)..], to, !isSent, from.IsV4, localPort);
        bytes.CopyTo(frame[HeaderBytes..]);
        return HeaderBytes + bytes.Length;
    }

    /// <summary>Reads one.</summary>
    public static TapFrame Read(ReadOnlySpan<byte> frame) => new()
    {
        Us = BinaryPrimitives.ReadInt64LittleEndian(frame),
        From = ReadAddress(frame[8..]),
        To = ReadAddress(frame[(8 + AddressBytes + 2)..]),
        Payload = frame[HeaderBytes..],
    };

    private static void WriteAddress(Span<byte> to, in NetAddress address, bool isOurs, bool otherIsV4, int localPort)
    {
        if (isOurs && address.IsNone)
        {
            to[..AddressBytes].Clear();
            if (otherIsV4)
            {
                to.Slice(10, 2).Fill(0xFF);
            }
        }
        else
        {
            address.WriteAddress(to);
        }

        BinaryPrimitives.WriteUInt16BigEndian(to[AddressBytes..], isOurs ? (ushort)localPort : address.Port);
    }

    private static NetAddress ReadAddress(ReadOnlySpan<byte> from) =>
        NetAddress.FromBytes(from[..AddressBytes], scope: 0, BinaryPrimitives.ReadUInt16BigEndian(from[AddressBytes..]));
}
