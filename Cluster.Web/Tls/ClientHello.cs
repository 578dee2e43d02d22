using System.Buffers.Binary;
using System.Text;

namespace Cluster.Web.Tls;

/// <summary>
/// Reads the two things of a TLS ClientHello that decide which certificate to show: the server's name (RFC 6066 section 3)
/// and whether the client asks for one application protocol (RFC 7301). Bytes of a stranger: every length is checked.
/// </summary>
internal sealed record ClientHello(string ServerName, ReadOnlyMemory<byte> Protocols)
{
    /// <summary>A hello in one record; browsers' take 500 to 2,000 bytes.</summary>
    public const int BytesMax = 16_384 + 5;

    private const byte HandshakeRecord = 22;
    private const byte ClientHelloMessage = 1;
    private const byte HostNameType = 0;
    private const ushort ServerNameExtension = 0;
    private const ushort ProtocolsExtension = 16;

    /// <summary>How many bytes the first record has, its header included; 0: five bytes are needed to say; -1: this is no hello.</summary>
    public static int Length(ReadOnlySpan<byte> start)
    {
        if (start.Length >= 1 && start[0] != HandshakeRecord)
        {
            return -1;
        }

        if (start.Length < 5)
        {
            return 0;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(start[3..]) + 5;
        return length <= BytesMax ? length : -1;
    }

    /// <summary>Reads one whole record; null when it holds no whole hello.</summary>
    public static ClientHello? Parse(ReadOnlyMemory<byte> record)
    {
        // record header 5, handshake header 4, version 2, random 32.
        if (record.Length < 43 || record.Span[5] != ClientHelloMessage)
        {
            return null;
        }

        // session id, cipher suites, compression methods, extensions
        var rest = record[43..];
        return Take(ref rest, 1) is not null && Take(ref rest, 2) is not null && Take(ref rest, 1) is not null && Take(ref rest, 2) is { } extensions
            ? Scan(extensions)
            : null;
    }

    /// <summary>Whether this is the only protocol the client offers, as an authority's challenge does (RFC 8737 section 3).</summary>
    public bool OffersOnly(ReadOnlySpan<byte> protocol) =>
        Protocols.Length == protocol.Length + 1 && Protocols.Span[0] == protocol.Length && Protocols.Span[1..].SequenceEqual(protocol);

    private static ClientHello? Scan(ReadOnlyMemory<byte> extensions)
    {
        ReadOnlyMemory<byte> name = default, protocols = default;
        while (extensions.Length > 0)
        {
            if (extensions.Length < 4)
            {
                return null;
            }

            var type = BinaryPrimitives.ReadUInt16BigEndian(extensions.Span);
            extensions = extensions[2..];
            if (Take(ref extensions, 2) is not { } body)
            {
                return null;
            }

            if (type == ServerNameExtension && Take(ref body, 2) is { Length: > 0 } names && names.Span[0] == HostNameType)
            {
                names = names[1..];
                name = Take(ref names, 2) ?? default;
            }
            else if (type == ProtocolsExtension)
            {
                protocols = Take(ref body, 2) ?? default;
            }
        }

        return new ClientHello(Encoding.ASCII.GetString(name.Span), protocols);
    }

    /// <summary>Takes a vector with a length of one or two bytes before it; null when it is not all there.</summary>
    private static ReadOnlyMemory<byte>? Take(ref ReadOnlyMemory<byte> from, int lengthBytes)
    {
        if (from.Length < lengthBytes)
        {
            return null;
        }

        var end = lengthBytes + (lengthBytes == 1 ? from.Span[0] : BinaryPrimitives.ReadUInt16BigEndian(from.Span));
        if (from.Length < end)
        {
            return null;
        }

        var vector = from[lengthBytes..end];
        from = from[end..];
        return vector;
    }
}
