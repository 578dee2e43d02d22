using System.Buffers.Binary;

namespace Cluster.Media.Dtls;

/// <summary>
/// Decides whether a datagram may reach the DTLS library: its records tile it exactly (RFC 6347 section 4.1) and its
/// plain handshake fragments are whole, not empty, and of bounded messages (section 4.2.3). The library sets memory
/// aside by the length a fragment claims, and a short tail would stay in its queue for ever.
/// </summary>
internal static class DtlsDatagram
{
    /// <summary>Longer datagrams do not come over an ordinary path.</summary>
    public const int BytesMax = 2_048;

    /// <summary>A client's longest message is its certificate; real ones stay below 2,000 bytes.</summary>
    public const int HandshakeMessageBytesMax = 16_384;

    private const int RecordHeaderBytes = 13;
    private const int HandshakeHeaderBytes = 12;
    private const byte ChangeCipherSpec = 20;
    private const byte Handshake = 22;
    private const byte ApplicationData = 23;

    public static bool IsPlausible(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length is < RecordHeaderBytes or > BytesMax)
        {
            return false;
        }

        while (!datagram.IsEmpty)
        {
            if (datagram.Length < RecordHeaderBytes
                || datagram[0] is < ChangeCipherSpec or > ApplicationData
                || datagram[1] != 0xFE)
            {
                return false;
            }

            int epoch = BinaryPrimitives.ReadUInt16BigEndian(datagram[3..]);
            int end = RecordHeaderBytes + BinaryPrimitives.ReadUInt16BigEndian(datagram[11..]);
            if (end == RecordHeaderBytes || end > datagram.Length)
            {
                return false;
            }

            if (datagram[0] == Handshake && epoch == 0 && !AreWholeFragments(datagram[RecordHeaderBytes..end]))
            {
                return false;
            }

            datagram = datagram[end..];
        }

        return true;
    }

    private static bool AreWholeFragments(ReadOnlySpan<byte> record)
    {
        while (!record.IsEmpty)
        {
            if (record.Length < HandshakeHeaderBytes)
            {
                return false;
            }

            int messageBytes = ReadUInt24(record[1..]);
            int fragmentOffset = ReadUInt24(record[6..]);
            int fragmentBytes = ReadUInt24(record[9..]);
            int end = HandshakeHeaderBytes + fragmentBytes;

            // No message of a client is empty, so an empty fragment brings nothing.
            if (fragmentBytes == 0
                || end > record.Length
                || messageBytes > HandshakeMessageBytesMax
                || fragmentOffset + fragmentBytes > messageBytes)
            {
                return false;
            }

            record = record[end..];
        }

        return true;
    }

    private static int ReadUInt24(ReadOnlySpan<byte> bytes) =>
        (bytes[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]);
}
