using System.Buffers.Binary;

namespace Cluster.Media.Ice;

/// <summary>One pass over a message's attributes, noting where things are and refusing what is out of bounds.</summary>
internal struct StunAttributeScan
{
    public int IntegrityOffset;
    public int UsernameOffset;
    public int UsernameBytes;
    public uint Priority;
    public bool HasPriority;
    public bool UseCandidate;
    public bool IceControlling;
    public bool IceControlled;
    public bool HasFingerprint;
    public int UnknownCount;
    public ulong UnknownTypes;

    /// <summary>False: an attribute leaves the datagram, has an impossible length, or FINGERPRINT is wrong or not last.</summary>
    public bool Run(ReadOnlySpan<byte> datagram)
    {
        int offset = StunMessage.HeaderBytes;
        for (int count = 0; offset < datagram.Length; count++)
        {
            // The message's length is a multiple of four, so the attribute's own header is always there.
            ushort type = BinaryPrimitives.ReadUInt16BigEndian(datagram[offset..]);
            int valueBytes = BinaryPrimitives.ReadUInt16BigEndian(datagram[(offset + 2)..]);
            int valueOffset = offset + 4;
            int next = valueOffset + ((valueBytes + 3) & ~3);
            if (count == StunMessage.AttributesMax || HasFingerprint || next > datagram.Length)
            {
                return false;
            }

            if (!Take(datagram, type, offset, datagram.Slice(valueOffset, valueBytes)))
            {
                return false;
            }

            offset = next;
        }

        return true;
    }

    private bool Take(ReadOnlySpan<byte> datagram, ushort type, int offset, ReadOnlySpan<byte> value)
    {
        if (type == StunAttribute.Fingerprint)
        {
            HasFingerprint = value.Length == 4
                && BinaryPrimitives.ReadUInt32BigEndian(value) == StunChecksum.Fingerprint(datagram[..offset]);
            return HasFingerprint;
        }

        // What follows MESSAGE-INTEGRITY is not protected and must be ignored (RFC 8489 section 14.5).
        return IntegrityOffset != 0 || TakeProtected(type, offset, value);
    }

    private bool TakeProtected(ushort type, int offset, ReadOnlySpan<byte> value)
    {
        switch (type)
        {
            case StunAttribute.MessageIntegrity:
                IntegrityOffset = offset;
                return value.Length == StunIntegrity.TagBytes;
            case StunAttribute.Username:
                // Of attributes that come twice the first counts (RFC 8489 section 14).
                if (UsernameOffset == 0)
                {
                    (UsernameOffset, UsernameBytes) = (offset + 4, value.Length);
                }

                return value.Length <= 513;
            case StunAttribute.Priority:
                if (value.Length != 4)
                {
                    return false;
                }

                Priority = BinaryPrimitives.ReadUInt32BigEndian(value);
                HasPriority = true;
                return true;
            case StunAttribute.UseCandidate:
                UseCandidate = true;
                return value.Length == 0;
            case StunAttribute.IceControlling:
                IceControlling = true;
                return value.Length == 8;
            case StunAttribute.IceControlled:
                IceControlled = true;
                return value.Length == 8;
            default:
                NoteIfUnknown(type);
                return true;
        }
    }

    private void NoteIfUnknown(ushort type)
    {
        if (type >= StunAttribute.ComprehensionOptional
            || type is StunAttribute.MappedAddress or StunAttribute.XorMappedAddress or StunAttribute.ErrorCode
                or StunAttribute.UnknownAttributes or StunAttribute.Realm or StunAttribute.Nonce
                or StunAttribute.MessageIntegritySha256)
        {
            return;
        }

        if (UnknownCount < StunMessage.UnknownNotedMax)
        {
            UnknownTypes |= (ulong)type << (16 * UnknownCount);
        }

        UnknownCount++;
    }
}
