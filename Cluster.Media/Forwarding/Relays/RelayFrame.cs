using System.Buffers.Binary;
using Cluster.Media.Rtp;
using Cluster.Media.Sdp;

namespace Cluster.Media.Forwarding.Relays;

/// <summary>What a frame between two parts of a bridge says; the first byte of it.</summary>
internal enum RelayFrameKind : byte
{
    /// <summary>One media packet in the clear.</summary>
    Media = 1,

    /// <summary>Sources as they are now; the last frame of a round ends the sources that four rounds have left out.</summary>
    Sources = 2,

    /// <summary>A source has ended.</summary>
    Gone = 3,

    /// <summary>Which layers of which sources are shown here.</summary>
    Demand = 4,

    /// <summary>Somebody here can't go on without a keyframe.</summary>
    Keyframe = 5,

    /// <summary>Packets that are missing here.</summary>
    Repair = 6,

    /// <summary>The carried microphones, as the first part ranks them.</summary>
    Speakers = 7,
}

/// <summary>
/// The frames that cross a relay, in network byte order. Everything but media is state and repeated, so that what is lost
/// heals; media that is lost is asked for again.
/// </summary>
/// <remarks>
/// Media: kind, flags, layer, source (32 bits), arrival in microseconds of the sender's clock (64 bits), then an RTP packet
/// whose extensions are under the ids of <see cref="Extensions"/>. What can be read in the packet (level, keyframe) is not
/// said a second time.
/// </remarks>
internal static class RelayFrame
{
    /// <summary>Bytes of the longest frame.</summary>
    public const int BytesMax = 2_048;

    /// <summary>Bytes of a frame that is not media: what any path between nodes carries whole.</summary>
    public const int ControlBytesMax = 1_200;

    /// <summary>Bytes before the packet of a media frame.</summary>
    public const int MediaHeaderBytes = 15;

    // The stream's numbering begins anew with this packet.
    private const byte RestartsFlag = 1;

    /// <summary>The ids of header extensions on a relay: of what a receiver's slot passes on.</summary>
    public static readonly ExtensionIds Extensions = ExtensionIds.None with { AudioLevel = 1, VideoOrientation = 2 };

    /// <summary>Writes a media frame; 0 when the packet is too long for one.</summary>
    public static int WriteMedia(Span<byte> frame, SourceNumber source, int layer, bool restarts, in InboundPacket packet)
    {
        frame[0] = (byte)RelayFrameKind.Media;
        frame[1] = restarts ? RestartsFlag : (byte)0;
        frame[2] = (byte)layer;
        BinaryPrimitives.WriteUInt32BigEndian(frame[3..], source.Value);
        BinaryPrimitives.WriteInt64BigEndian(frame[7..], packet.ArrivalUs);
        var writer = new RtpPacketWriter(frame[MediaHeaderBytes..]);
        var header = packet.Header;
        writer.Header(header.Marker, header.PayloadType, header.SequenceNumber, header.Timestamp, header.Ssrc, csrc: 0);
        PassOn(ref writer, packet, packet.Extensions.AudioLevel, Extensions.AudioLevel);
        PassOn(ref writer, packet, packet.Extensions.VideoOrientation, Extensions.VideoOrientation);
        writer.Payload(packet.Payload);
        return writer.Fits ? MediaHeaderBytes + writer.Length : 0;
    }

    /// <summary>Reads a media frame; false when it is too short for one.</summary>
    public static bool TryReadMedia(ReadOnlySpan<byte> frame, out RelayedMedia media)
    {
        media = default;
        if (frame.Length < MediaHeaderBytes + RtpHeader.FixedBytes)
        {
            return false;
        }

        media = new RelayedMedia
        {
            Restarts = (frame[1] & RestartsFlag) != 0,
            Layer = frame[2],
            Source = BinaryPrimitives.ReadUInt32BigEndian(frame[3..]),
            ArrivalUs = BinaryPrimitives.ReadInt64BigEndian(frame[7..]),
            Packet = frame[MediaHeaderBytes..],
        };
        return true;
    }

    private static void PassOn(scoped ref RtpPacketWriter writer, in InboundPacket packet, byte sendersId, byte id)
    {
        if (sendersId != 0 && HeaderExtensions.TryFind(packet.Bytes, packet.Header, sendersId, out var value) && value.Length is >= 1 and <= 16)
        {
            writer.Extension(id, value);
        }
    }
}

/// <summary>A media frame that was read.</summary>
internal readonly ref struct RelayedMedia
{
    /// <summary>The stream's numbering begins anew.</summary>
    public required bool Restarts { get; init; }

    /// <summary>Position among the source's layers.</summary>
    public required int Layer { get; init; }

    /// <summary>The source's number.</summary>
    public required uint Source { get; init; }

    /// <summary>When its part received it, microseconds of that part's clock.</summary>
    public required long ArrivalUs { get; init; }

    /// <summary>The RTP packet.</summary>
    public required ReadOnlySpan<byte> Packet { get; init; }
}
