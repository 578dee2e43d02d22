using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Cluster.Media.Ice;

/// <summary>
/// A STUN message as a view of the datagram it came in (RFC 8489 section 5): nothing is copied or allocated.
/// </summary>
internal readonly ref struct StunMessage
{
    /// <summary>Bytes of the header: type, length, magic cookie, transaction id.</summary>
    public const int HeaderBytes = 20;

    /// <summary>Longer datagrams are refused: a check fits easily (RFC 8489 section 6.1 keeps to 548 or 1,280).</summary>
    public const int DatagramBytesMax = 1_500;

    /// <summary>Attributes of one message; a browser's check has eight or nine.</summary>
    public const int AttributesMax = 32;

    /// <summary>Unknown attribute types noted for a 420 answer; further ones are only counted.</summary>
    public const int UnknownNotedMax = 4;

    internal const uint MagicCookie = 0x2112A442;
    internal const int IntegrityBytes = 4 + StunIntegrity.TagBytes;
    internal const int FingerprintBytes = 8;

    private readonly ReadOnlySpan<byte> datagram;
    private readonly int integrityOffset;
    private readonly ulong unknownTypes;

    private StunMessage(ReadOnlySpan<byte> datagram, scoped in StunAttributeScan scan)
    {
        this.datagram = datagram;
        integrityOffset = scan.IntegrityOffset;
        unknownTypes = scan.UnknownTypes;
        Type = BinaryPrimitives.ReadUInt16BigEndian(datagram);
        Username = datagram.Slice(scan.UsernameOffset, scan.UsernameBytes);
        Priority = scan.Priority;
        HasPriority = scan.HasPriority;
        UseCandidate = scan.UseCandidate;
        IceControlling = scan.IceControlling;
        IceControlled = scan.IceControlled;
        HasFingerprint = scan.HasFingerprint;
        UnknownAttributeCount = scan.UnknownCount;
    }

    /// <summary>One of <see cref="StunType"/>, or another type a stranger sent.</summary>
    public ushort Type { get; }

    public bool IsBindingRequest => Type == StunType.BindingRequest;

    /// <summary>12 bytes.</summary>
    public ReadOnlySpan<byte> TransactionId => datagram.Slice(8, 12);

    /// <summary>"ours:theirs" in a check (RFC 8445 section 7.2.2); empty when absent.</summary>
    public ReadOnlySpan<byte> Username { get; }

    /// <summary>The priority a peer-reflexive candidate would have (RFC 8445 section 7.1.1).</summary>
    public uint Priority { get; }

    public bool HasPriority { get; }

    /// <summary>The controlling side nominates this pair (RFC 8445 section 7.1.2).</summary>
    public bool UseCandidate { get; }

    public bool IceControlling { get; }

    public bool IceControlled { get; }

    /// <summary>A MESSAGE-INTEGRITY is there; whether it holds says <see cref="VerifyIntegrity"/>.</summary>
    public bool HasIntegrity => integrityOffset != 0;

    /// <summary>A FINGERPRINT was there and right.</summary>
    public bool HasFingerprint { get; }

    /// <summary>How many attributes that must be understood are not: a request with any is answered with 420.</summary>
    public int UnknownAttributeCount { get; }

    /// <summary>
    /// Reads a datagram. False: not STUN, not well-formed, too many attributes, or a wrong FINGERPRINT; drop it.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out StunMessage message)
    {
        message = default;
        if (datagram.Length is < HeaderBytes or > DatagramBytesMax
            || datagram[0] > 0x3F
            || datagram.Length % 4 != 0
            || BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) != datagram.Length - HeaderBytes
            || BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) != MagicCookie)
        {
            return false;
        }

        StunAttributeScan scan = default;
        if (!scan.Run(datagram))
        {
            return false;
        }

        message = new StunMessage(datagram, in scan);
        return true;
    }

    /// <summary>
    /// Whether MESSAGE-INTEGRITY is the HMAC-SHA1 of the message up to it, under <paramref name="key"/> (for ICE the
    /// password's bytes), the length field counting up to and with the attribute (RFC 8489 section 14.5). The
    /// comparison takes the same time wherever the difference is.
    /// </summary>
    public bool VerifyIntegrity(ReadOnlySpan<byte> key)
    {
        if (integrityOffset == 0)
        {
            return false;
        }

        Span<byte> covered = stackalloc byte[DatagramBytesMax];
        covered = covered[..integrityOffset];
        datagram[..integrityOffset].CopyTo(covered);
        BinaryPrimitives.WriteUInt16BigEndian(covered[2..], (ushort)(integrityOffset + IntegrityBytes - HeaderBytes));
        Span<byte> expected = stackalloc byte[StunIntegrity.TagBytes];
        StunIntegrity.Sign(key, covered, expected);
        return CryptographicOperations.FixedTimeEquals(
            expected,
            datagram.Slice(integrityOffset + 4, StunIntegrity.TagBytes));
    }

    /// <summary>Writes the first unknown attribute types, at most <see cref="UnknownNotedMax"/>; returns how many.</summary>
    public int CopyUnknownAttributes(Span<ushort> destination)
    {
        int count = Math.Min(Math.Min(UnknownAttributeCount, UnknownNotedMax), destination.Length);
        for (int i = 0; i < count; i++)
        {
            destination[i] = (ushort)(unknownTypes >> (16 * i));
        }

        return count;
    }
}
