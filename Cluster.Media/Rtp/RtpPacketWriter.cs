using System.Buffers.Binary;

namespace Cluster.Media.Rtp;

/// <summary>
/// Writes one RTP packet from front to back: header, extensions in the one-byte form (RFC 8285, 4.2), payload.
/// What does not fit is not written and makes <see cref="Fits"/> false for good; the packet is then of no use.
/// </summary>
internal ref struct RtpPacketWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;
    private int _extensionsAt;
    private bool _ended;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>False once something found no room or broke a range below.</summary>
    public bool Fits { get; private set; } = true;

    /// <summary>Begins the packet; to be called once, first. <paramref name="csrc"/> is the only contributing source, 0 for none.</summary>
    public void Header(bool marker, byte payloadType, ushort sequence, uint timestamp, uint ssrc, uint csrc)
    {
        var bytes = RtpHeader.FixedBytes + (csrc == 0 ? 0 : 4);
        if (!Take(bytes, out var header))
        {
            return;
        }

        header[0] = (byte)(0x80 | (csrc == 0 ? 0 : 1));
        header[1] = (byte)((marker ? 0x80 : 0) | (payloadType & 0x7f));
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(header[8..], ssrc);
        if (csrc != 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(header[12..], csrc);
        }
    }

    /// <summary>Adds an element: id 1 to 14, 1 to 16 bytes.</summary>
    public void Extension(int id, scoped ReadOnlySpan<byte> value)
    {
        if (_ended || id is < 1 or > 14 || value.Length is < 1 or > 16)
        {
            Fits = false;
            return;
        }

        if (_extensionsAt == 0)
        {
            if (!Take(4, out var block))
            {
                return;
            }

            _destination[0] |= 0x10;
            BinaryPrimitives.WriteUInt16BigEndian(block, HeaderExtensions.OneByteProfile);
            _extensionsAt = Length;
        }

        if (Take(1 + value.Length, out var element))
        {
            element[0] = (byte)((id << 4) | (value.Length - 1));
            value.CopyTo(element[1..]);
        }
    }

    /// <summary>Closes the extension block, if there is one, and returns the offset where the payload begins.</summary>
    public int EndExtensions()
    {
        if (_ended)
        {
            return Length;
        }

        _ended = true;
        if (_extensionsAt != 0 && Take(-(Length - _extensionsAt) & 3, out var padding))
        {
            padding.Clear();
            var words = (Length - _extensionsAt) / 4;
            BinaryPrimitives.WriteUInt16BigEndian(_destination[(_extensionsAt - 2)..], (ushort)words);
        }

        return Length;
    }

    /// <summary>Adds payload after the extensions, which it closes.</summary>
    public void Payload(scoped ReadOnlySpan<byte> payload)
    {
        EndExtensions();
        if (Take(payload.Length, out var target))
        {
            payload.CopyTo(target);
        }
    }

    private bool Take(int bytes, out Span<byte> taken)
    {
        if (!Fits || bytes > _destination.Length - Length)
        {
            Fits = false;
            taken = default;
            return false;
        }

        taken = _destination.Slice(Length, bytes);
        Length += bytes;
        return true;
    }
}
