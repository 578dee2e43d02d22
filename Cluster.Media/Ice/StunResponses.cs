using System.Buffers.Binary;
using System.Text;

namespace Cluster.Media.Ice;

/// <summary>The answers a lite agent gives, each with MESSAGE-INTEGRITY and FINGERPRINT, written without allocating.</summary>
internal static class StunResponses
{
    /// <summary>No answer is longer.</summary>
    public const int BytesMax = 256;

    /// <summary>Longer reasons are cut; they are for people who read captures.</summary>
    private const int ReasonBytesMax = 64;

    /// <summary>
    /// A binding success naming the address the check came from (RFC 8445 section 7.3.1.4); returns its bytes.
    /// </summary>
    /// <param name="destination">At least <see cref="BytesMax"/> bytes.</param>
    /// <param name="transactionId">The request's 12 bytes.</param>
    /// <param name="address">4 or 16 bytes in network order; an IPv4 address mapped into IPv6 is written as IPv4.</param>
    /// <param name="port">The UDP port the check came from.</param>
    /// <param name="key">The bytes of our ICE password.</param>
    public static int WriteBindingSuccess(
        Span<byte> destination,
        ReadOnlySpan<byte> transactionId,
        ReadOnlySpan<byte> address,
        ushort port,
        ReadOnlySpan<byte> key)
    {
        int length = WriteHeader(destination, StunType.BindingSuccess, transactionId);
        length = WriteXorMappedAddress(destination, length, address, port);
        return WriteTail(destination, length, key);
    }

    /// <summary>A binding error (RFC 8489 section 14.8); returns its bytes.</summary>
    /// <param name="destination">At least <see cref="BytesMax"/> bytes.</param>
    /// <param name="transactionId">The request's 12 bytes.</param>
    /// <param name="code">300 to 699.</param>
    /// <param name="reason">Words for a capture's reader, ASCII.</param>
    /// <param name="key">Empty: no MESSAGE-INTEGRITY, as for a request that could not be authenticated.</param>
    /// <param name="unknownAttributes">With 420: the types not understood (RFC 8489 section 14.9).</param>
    public static int WriteError(
        Span<byte> destination,
        ReadOnlySpan<byte> transactionId,
        int code,
        string reason,
        ReadOnlySpan<byte> key,
        ReadOnlySpan<ushort> unknownAttributes)
    {
        int length = WriteHeader(destination, StunType.BindingError, transactionId);
        Span<byte> value = destination[(length + 4)..];
        value[..4].Clear();
        value[2] = (byte)(code / 100);
        value[3] = (byte)(code % 100);
        ReadOnlySpan<char> words = reason.AsSpan(0, Math.Min(reason.Length, ReasonBytesMax));
        int reasonBytes = Encoding.ASCII.GetBytes(words, value[4..]);
        length = EndAttribute(destination, length, StunAttribute.ErrorCode, 4 + reasonBytes);

        int unknown = Math.Min(unknownAttributes.Length, StunMessage.UnknownNotedMax);
        if (unknown > 0)
        {
            for (int i = 0; i < unknown; i++)
            {
                BinaryPrimitives.WriteUInt16BigEndian(destination[(length + 4 + (2 * i))..], unknownAttributes[i]);
            }

            length = EndAttribute(destination, length, StunAttribute.UnknownAttributes, 2 * unknown);
        }

        return WriteTail(destination, length, key);
    }

    private static int WriteHeader(Span<byte> destination, ushort type, ReadOnlySpan<byte> transactionId)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, type);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], StunMessage.MagicCookie);
        transactionId.CopyTo(destination.Slice(8, 12));
        return StunMessage.HeaderBytes;
    }

    private static int WriteXorMappedAddress(Span<byte> destination, int length, ReadOnlySpan<byte> address, ushort port)
    {
        ReadOnlySpan<byte> mappedPrefix = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF];
        if (address.StartsWith(mappedPrefix))
        {
            address = address[mappedPrefix.Length..];
        }

        Span<byte> value = destination[(length + 4)..];
        value[0] = 0;
        value[1] = (byte)(address.Length == 4 ? 1 : 2);
        BinaryPrimitives.WriteUInt16BigEndian(value[2..], (ushort)(port ^ (StunMessage.MagicCookie >> 16)));

        // The mask is the magic cookie and then the transaction id, which is how they lie in the header.
        ReadOnlySpan<byte> mask = destination.Slice(4, 16);
        for (int i = 0; i < address.Length; i++)
        {
            value[4 + i] = (byte)(address[i] ^ mask[i]);
        }

        return EndAttribute(destination, length, StunAttribute.XorMappedAddress, 4 + address.Length);
    }

    private static int WriteTail(Span<byte> destination, int length, ReadOnlySpan<byte> key)
    {
        if (!key.IsEmpty)
        {
            WriteLength(destination, length + StunMessage.IntegrityBytes);
            Span<byte> tag = destination.Slice(length + 4, StunIntegrity.TagBytes);
            StunIntegrity.Sign(key, destination[..length], tag);
            length = EndAttribute(destination, length, StunAttribute.MessageIntegrity, StunIntegrity.TagBytes);
        }

        WriteLength(destination, length + StunMessage.FingerprintBytes);
        uint fingerprint = StunChecksum.Fingerprint(destination[..length]);
        BinaryPrimitives.WriteUInt32BigEndian(destination[(length + 4)..], fingerprint);
        return EndAttribute(destination, length, StunAttribute.Fingerprint, 4);
    }

    private static void WriteLength(Span<byte> destination, int messageBytes) =>
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)(messageBytes - StunMessage.HeaderBytes));

    /// <summary>Writes type and length before a value already in place and zeroes its padding; returns the end.</summary>
    private static int EndAttribute(Span<byte> destination, int offset, ushort type, int valueBytes)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination[offset..], type);
        BinaryPrimitives.WriteUInt16BigEndian(destination[(offset + 2)..], (ushort)valueBytes);
        int valueEnd = offset + 4 + valueBytes;
        int end = offset + 4 + ((valueBytes + 3) & ~3);
        destination[valueEnd..end].Clear();
        return end;
    }
}
