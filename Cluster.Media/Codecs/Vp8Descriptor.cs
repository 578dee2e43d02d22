using System.Buffers.Binary;

namespace Cluster.Media.Codecs;

/// <summary>The VP8 payload descriptor, and of the payload header as much as shows a keyframe (RFC 7741, 4.2 and 4.3).</summary>
internal readonly struct Vp8Descriptor
{
    /// <summary>Length of the descriptor: 1 to 6 bytes.</summary>
    public int Bytes { get; private init; }

    public bool HasPictureId { get; private init; }

    public ushort PictureId { get; private init; }

    /// <summary>Else it has 7 bits.</summary>
    public bool PictureIdIs15Bit { get; private init; }

    public bool HasTl0PicIdx { get; private init; }

    public byte Tl0PicIdx { get; private init; }

    public bool HasTid { get; private init; }

    /// <summary>Temporal layer: 0 to 3.</summary>
    public byte Tid { get; private init; }

    /// <summary>The frame depends on the lowest temporal layer only, so that its layer may be joined here.</summary>
    public bool LayerSync { get; private init; }

    public bool StartOfPartition { get; private init; }

    /// <summary>0 to 7.</summary>
    public byte PartitionIndex { get; private init; }

    /// <summary>Whether a keyframe begins in this packet; its later packets do not show it.</summary>
    public bool IsKeyframe { get; private init; }

    /// <summary>Pixels, of a keyframe whose header is all in this packet; else 0.</summary>
    public int Width { get; private init; }

    /// <summary>Pixels, of a keyframe whose header is all in this packet; else 0.</summary>
    public int Height { get; private init; }

    /// <summary>Parses an RTP payload. False when it ends within the descriptor.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out Vp8Descriptor descriptor)
    {
        descriptor = default;
        if (payload.IsEmpty)
        {
            return false;
        }

        var start = (payload[0] & 0x10) != 0;
        var partition = (byte)(payload[0] & 0x07);
        var flags = (byte)0;
        var at = 1;
        if ((payload[0] & 0x80) != 0)
        {
            if (payload.Length < 2)
            {
                return false;
            }

            flags = payload[1];
            at = 2;
        }

        var hasPictureId = (flags & 0x80) != 0;
        var long15 = hasPictureId && at < payload.Length && (payload[at] & 0x80) != 0;
        var hasTl0 = (flags & 0x40) != 0;
        var hasTid = (flags & 0x20) != 0;
        var pictureIdAt = at;
        var tl0At = pictureIdAt + (hasPictureId ? long15 ? 2 : 1 : 0);
        var tidAt = tl0At + (hasTl0 ? 1 : 0);
        // One byte holds the temporal layer and the key index, present when either is.
        var bytes = tidAt + (hasTid || (flags & 0x10) != 0 ? 1 : 0);
        if (bytes > payload.Length)
        {
            return false;
        }

        var frame = payload[bytes..];
        var keyframe = start && partition == 0 && !frame.IsEmpty && (frame[0] & 1) == 0;
        var sized = keyframe && frame.Length >= 10 && frame[3] == 0x9d && frame[4] == 0x01 && frame[5] == 0x2a;
        descriptor = new Vp8Descriptor
        {
            Bytes = bytes,
            HasPictureId = hasPictureId,
            PictureIdIs15Bit = long15,
            PictureId = !hasPictureId ? (ushort)0
                : long15 ? (ushort)(BinaryPrimitives.ReadUInt16BigEndian(payload[pictureIdAt..]) & 0x7fff)
                : payload[pictureIdAt],
            HasTl0PicIdx = hasTl0,
            Tl0PicIdx = hasTl0 ? payload[tl0At] : (byte)0,
            HasTid = hasTid,
            Tid = hasTid ? (byte)(payload[tidAt] >> 6) : (byte)0,
            LayerSync = hasTid && (payload[tidAt] & 0x20) != 0,
            StartOfPartition = start,
            PartitionIndex = partition,
            IsKeyframe = keyframe,
            Width = sized ? BinaryPrimitives.ReadUInt16LittleEndian(frame[6..]) & 0x3fff : 0,
            Height = sized ? BinaryPrimitives.ReadUInt16LittleEndian(frame[8..]) & 0x3fff : 0,
        };
        return true;
    }

    /// <summary>
    /// Puts other numbers in place of the payload's own, of the same length: a 7-bit picture id takes the low 7 bits of
    /// <paramref name="pictureId"/>. A field the descriptor lacks stays absent. False when the payload is shorter than the descriptor.
    /// </summary>
    public static bool TryRewrite(Span<byte> payload, in Vp8Descriptor d, ushort pictureId, byte tl0PicIdx)
    {
        if (payload.Length < d.Bytes)
        {
            return false;
        }

        var at = 2;
        if (d.HasPictureId && d.PictureIdIs15Bit)
        {
            BinaryPrimitives.WriteUInt16BigEndian(payload[at..], (ushort)(pictureId | 0x8000));
            at += 2;
        }
        else if (d.HasPictureId)
        {
            payload[at] = (byte)(pictureId & 0x7f);
            at++;
        }

        if (d.HasTl0PicIdx)
        {
            payload[at] = tl0PicIdx;
        }

        return true;
    }
}
