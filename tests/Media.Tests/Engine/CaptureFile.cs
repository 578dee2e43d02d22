using System.Buffers.Binary;
using System.Net;
using Xunit;

namespace Cluster.Media.Tests.Engine;

/// <summary>A datagram read back from a capture.</summary>
internal sealed record Captured(long UnixUs, IPEndPoint From, IPEndPoint To, byte[] Payload);

/// <summary>Reads captures of libpcap's format with link type RAW, by the RFCs' layouts and checksums and not by our writer.</summary>
internal static class CaptureFile
{
    public static List<Captured> Read(ReadOnlySpan<byte> file)
    {
        Assert.Equal(0xA1B2C3D4u, BinaryPrimitives.ReadUInt32LittleEndian(file));
        Assert.Equal((2, 4), (file[4], file[6]));
        Assert.Equal(101u, BinaryPrimitives.ReadUInt32LittleEndian(file[20..]));
        var captured = new List<Captured>();
        for (file = file[24..]; file.Length > 0;)
        {
            var us = (BinaryPrimitives.ReadUInt32LittleEndian(file) * 1_000_000L) + BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
            var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(file[8..]);
            Assert.Equal(length, (int)BinaryPrimitives.ReadUInt32LittleEndian(file[12..]));
            captured.Add(ReadPacket(us, file.Slice(16, length)));
            file = file[(16 + length)..];
        }

        return captured;
    }

    private static Captured ReadPacket(long us, ReadOnlySpan<byte> ip)
    {
        var isV4 = ip[0] >> 4 == 4;
        if (isV4)
        {
            Assert.Equal((0x45, ip.Length, 17), (ip[0], BinaryPrimitives.ReadUInt16BigEndian(ip[2..]), ip[9]));
            Assert.Equal(0xFFFFu, Fold(ip[..20], 0));
        }
        else
        {
            Assert.Equal((0x60, ip.Length - 40, 17), (ip[0], BinaryPrimitives.ReadUInt16BigEndian(ip[4..]), ip[6]));
        }

        var addresses = isV4 ? ip.Slice(12, 8) : ip.Slice(8, 32);
        var udp = ip[(isV4 ? 20 : 40)..];
        Assert.Equal(udp.Length, BinaryPrimitives.ReadUInt16BigEndian(udp[4..]));
        Assert.Equal(0xFFFFu, Fold(udp, Fold(addresses, (uint)udp.Length + 17)));
        var half = addresses.Length / 2;
        return new Captured(
            us,
            new IPEndPoint(new IPAddress(addresses[..half]), BinaryPrimitives.ReadUInt16BigEndian(udp)),
            new IPEndPoint(new IPAddress(addresses[half..]), BinaryPrimitives.ReadUInt16BigEndian(udp[2..])),
            udp[8..].ToArray());
    }

    private static uint Fold(ReadOnlySpan<byte> bytes, uint sum)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            sum += (uint)bytes[i] << (i % 2 == 0 ? 8 : 0);
        }

        while (sum > 0xFFFF)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return sum;
    }
}
