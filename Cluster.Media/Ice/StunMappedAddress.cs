using System.Buffers.Binary;
using System.Net;

namespace Cluster.Media.Ice;

/// <summary>Reads the address a STUN server saw out of its answer (RFC 8489 sections 14.1 and 14.2).</summary>
internal static class StunMappedAddress
{
    private const byte FamilyIPv4 = 1;
    private const byte FamilyIPv6 = 2;

    /// <summary>The address of a well-formed binding success; null: it names none that can be.</summary>
    /// <param name="datagram">One that <see cref="StunMessage.TryParse"/> took.</param>
    public static IPEndPoint? Read(ReadOnlySpan<byte> datagram)
    {
        IPEndPoint? plain = null;
        Span<byte> noMask = stackalloc byte[16];
        noMask.Clear();
        for (var at = StunMessage.HeaderBytes; at + 4 <= datagram.Length;)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(datagram[at..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(datagram[(at + 2)..]);
            if (at + 4 + length > datagram.Length)
            {
                return null;
            }

            var value = datagram.Slice(at + 4, length);
            if (type == StunAttribute.XorMappedAddress)
            {
                // The cookie and the transaction id hide the address from translators that meddle with what looks like one.
                return Read(value, datagram.Slice(4, 16));
            }

            if (type == StunAttribute.MappedAddress)
            {
                plain ??= Read(value, noMask);
            }

            at += 4 + ((length + 3) & ~3);
        }

        // Servers older than RFC 5389 know only this.
        return plain;
    }

    private static IPEndPoint? Read(ReadOnlySpan<byte> value, ReadOnlySpan<byte> mask)
    {
        var bytes = value.Length < 4 ? 0 : value[1] switch { FamilyIPv4 => 4, FamilyIPv6 => 16, _ => 0 };
        if (bytes == 0 || value.Length != 4 + bytes)
        {
            return null;
        }

        Span<byte> address = stackalloc byte[16];
        for (var i = 0; i < bytes; i++)
        {
            address[i] = (byte)(value[4 + i] ^ mask[i]);
        }

        var port = BinaryPrimitives.ReadUInt16BigEndian(value[2..]) ^ BinaryPrimitives.ReadUInt16BigEndian(mask);
        var read = new IPAddress(address[..bytes]);
        return port == 0 || read.Equals(IPAddress.Any) || read.Equals(IPAddress.IPv6Any) ? null : new IPEndPoint(read, port);
    }
}
