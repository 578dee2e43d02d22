using System.Buffers.Binary;
using Cluster.Media.Forwarding;
using Cluster.Media.Net;

namespace Cluster.Media.Engine.Dumps;

/// <summary>
/// Writes the capture format of libpcap, version 2.4, with microseconds and link type LINKTYPE_RAW (101): each datagram behind
/// an IP header (RFC 791, RFC 8200) and a UDP header (RFC 768) made from its addresses.
/// </summary>
internal static class PcapFile
{
    /// <summary>Bytes of the file's header.</summary>
    public const int HeaderBytes = 24;

    /// <summary>Bytes of the longest record.</summary>
    public const int RecordBytesMax = RecordHeaderBytes + Ipv6Bytes + UdpBytes + UdpPort.BufferBytes;

    private const int RecordHeaderBytes = 16;
    private const int Ipv4Bytes = 20;
    private const int Ipv6Bytes = 40;
    private const int UdpBytes = 8;
    private const byte UdpProtocol = 17;
    private const byte HopLimit = 64;

    /// <summary>Writes the file's header.</summary>
    public static void WriteHeader(Span<byte> file)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(file, 0xA1B2_C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(file[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(file[6..], 4);
        file.Slice(8, 8).Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(file[16..], 65_535);
        BinaryPrimitives.WriteUInt32LittleEndian(file[20..], 101);
    }

    /// <summary>Bytes of a datagram's record.</summary>
    public static int RecordBytes(in TapFrame it) => RecordHeaderBytes + IpBytes(it) + UdpBytes + it.Payload.Length;

    /// <summary>Writes a datagram's record.</summary>
    public static void WriteRecord(Span<byte> record, in TapFrame it)
    {
        var unixUs = MediaClock.ToUnixUs(it.Us);
        var length = RecordBytes(it) - RecordHeaderBytes;
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)(unixUs / 1_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], (uint)(unixUs % 1_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(record[8..], (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[12..], (uint)length);
        var ip = record.Slice(RecordHeaderBytes, length);
        var udp = ip[IpBytes(it)..];
        BinaryPrimitives.WriteUInt16BigEndian(udp, it.From.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], it.To.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)udp.Length);
        BinaryPrimitives.WriteUInt16BigEndian(udp[6..], 0);
        it.Payload.CopyTo(udp[UdpBytes..]);
        if (it.From.IsV4)
        {
            WriteIpv4(ip, it);
        }
        else
        {
            WriteIpv6(ip, it, (ushort)udp.Length);
        }

        // Over a pseudo-header of the addresses, the length and the protocol; 0 stands for no checksum.
        var addresses = it.From.IsV4 ? ip.Slice(12, 8) : ip.Slice(8, 32);
        var sum = Checksum(udp, Sum(addresses) + (uint)udp.Length + UdpProtocol);
        BinaryPrimitives.WriteUInt16BigEndian(udp[6..], sum == 0 ? (ushort)0xFFFF : sum);
    }

    private static int IpBytes(in TapFrame it) => it.From.IsV4 ? Ipv4Bytes : Ipv6Bytes;

    private static void WriteIpv4(Span<byte> ip, in TapFrame it)
    {
        ip[..Ipv4Bytes].Clear();
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)ip.Length);
        ip[8] = HopLimit;
        ip[9] = UdpProtocol;
        it.From.WriteNative(ip[12..]);
        it.To.WriteNative(ip[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Checksum(ip[..Ipv4Bytes], 0));
    }

    private static void WriteIpv6(Span<byte> ip, in TapFrame it, ushort payloadBytes)
    {
        ip[..8].Clear();
        ip[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(ip[4..], payloadBytes);
        ip[6] = UdpProtocol;
        ip[7] = HopLimit;
        it.From.WriteAddress(ip[8..]);
        it.To.WriteAddress(ip[24..]);
    }

    /// <summary>The Internet checksum (RFC 1071).</summary>
    private static ushort Checksum(ReadOnlySpan<byte> bytes, uint start)
    {
        var sum = start + Sum(bytes);
        while (sum > 0xFFFF)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (; bytes.Length > 1; bytes = bytes[2..])
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
        }

        return bytes.Length == 1 ? sum + ((uint)bytes[0] << 8) : sum;
    }
}
