using System.Buffers.Binary;
using Cluster.Media.Srtp.Ciphers;

namespace Cluster.Media.Engine.NodeRelays;

/// <summary>
/// A relay's frame on its way between nodes, in network byte order: protocol (8 bits), relay (32 bits), sequence number (64 bits),
/// the frame sealed by AES-128-GCM, tag (128 bits). What comes before the frame is authenticated with it.
/// </summary>
/// <remarks>
/// The first byte lies between the ranges of STUN and DTLS (RFC 7983: 4 to 15 are nobody's), so that relays share a worker's
/// port with its clients. The nonce is the salt, its last 64 bits mixed with the sequence number (as RFC 8446 section 5.3 does).
/// </remarks>
internal static class RelayDatagram
{
    /// <summary>The first byte: this protocol in its first version.</summary>
    public const byte Protocol = 8;

    /// <summary>Bytes before the frame.</summary>
    public const int HeaderBytes = 13;

    /// <summary>Bytes that a datagram is longer than its frame.</summary>
    public const int OverheadBytes = HeaderBytes + AeadCipher.TagBytes;

    /// <summary>Reads the header; false when it is none, or without a frame behind it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out uint relay, out long sequence)
    {
        (relay, sequence) = (0, 0);
        if (datagram.Length <= OverheadBytes || datagram[0] != Protocol)
        {
            return false;
        }

        relay = BinaryPrimitives.ReadUInt32BigEndian(datagram[1..]);
        sequence = BinaryPrimitives.ReadInt64BigEndian(datagram[5..]);
        return sequence > 0;
    }

    /// <summary>Writes the header in front of a frame of <paramref name="length"/> bytes at <see cref="HeaderBytes"/> and seals it; returns the datagram's bytes.</summary>
    public static int Seal(AeadCipher cipher, ReadOnlySpan<byte> salt, Span<byte> buffer, int length, uint relay, long sequence)
    {
        buffer[0] = Protocol;
        BinaryPrimitives.WriteUInt32BigEndian(buffer[1..], relay);
        BinaryPrimitives.WriteInt64BigEndian(buffer[5..], sequence);
        Span<byte> nonce = stackalloc byte[AeadCipher.NonceBytes];
        WriteNonce(nonce, salt, sequence);
        cipher.Seal(
            nonce, buffer.Slice(HeaderBytes, length), buffer.Slice(HeaderBytes + length, AeadCipher.TagBytes), buffer[..HeaderBytes]);
        return length + OverheadBytes;
    }

    /// <summary>Opens a datagram in place; false when its tag is not right, and then it is spoilt.</summary>
    public static bool TryOpen(AeadCipher cipher, ReadOnlySpan<byte> salt, Span<byte> datagram, long sequence, out Span<byte> frame)
    {
        frame = datagram[HeaderBytes..^AeadCipher.TagBytes];
        Span<byte> nonce = stackalloc byte[AeadCipher.NonceBytes];
        WriteNonce(nonce, salt, sequence);
        return cipher.TryOpen(nonce, frame, datagram[^AeadCipher.TagBytes..], datagram[..HeaderBytes]);
    }

    private static void WriteNonce(Span<byte> nonce, ReadOnlySpan<byte> salt, long sequence)
    {
        salt.CopyTo(nonce);
        var last = nonce[^sizeof(long)..];
        BinaryPrimitives.WriteInt64BigEndian(last, BinaryPrimitives.ReadInt64BigEndian(last) ^ sequence);
    }
}
