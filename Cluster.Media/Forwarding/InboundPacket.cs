using Cluster.Media.Codecs;
using Cluster.Media.Rtp;
using Cluster.Media.Sdp;

namespace Cluster.Media.Forwarding;

/// <summary>A decrypted, parsed media packet on its way from its source to the slots that show it.</summary>
internal readonly ref struct InboundPacket
{
    /// <summary>The packet, header and payload.</summary>
    public required ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>Its parsed header.</summary>
    public required RtpHeader Header { get; init; }

    /// <summary>Header extension ids as its sender negotiated them.</summary>
    public required ExtensionIds Extensions { get; init; }

    /// <summary>The VP8 payload descriptor; default for audio and for empty packets.</summary>
    public required Vp8Descriptor Picture { get; init; }

    /// <summary>When it arrived, microseconds.</summary>
    public required long ArrivalUs { get; init; }

    /// <summary>The codec's part, without padding.</summary>
    public ReadOnlySpan<byte> Payload => Bytes.Slice(Header.PayloadOffset, Header.PayloadBytes);

    /// <summary>Whether a decoder can begin with this packet.</summary>
    public bool StartsKeyframe => Picture.IsKeyframe && Header.PayloadBytes > 0;
}
