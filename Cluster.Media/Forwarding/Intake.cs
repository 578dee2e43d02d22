using Cluster.Media.Codecs;
using Cluster.Media.Rtp;

namespace Cluster.Media.Forwarding;

/// <summary>
/// The way of a packet from its receive log to the slots, the same for one that an endpoint sent and for one that another
/// part of the bridge passed on: steps 7 to 9 of <see cref="IncomingMedia.Receive"/>.
/// </summary>
internal static class Intake
{
    /// <summary>Takes a packet of <paramref name="layer"/> that is no duplicate; false when it is no payload of its codec.</summary>
    public static bool Take(Bridge bridge, Layer layer, ReadOnlySpan<byte> packet, in RtpHeader header, long arrivalUs)
    {
        // 7. Codec: picture or level.
        var source = layer.Source;
        var picture = default(Vp8Descriptor);
        if (source.IsVideo && header.PayloadBytes > 0
            && !Vp8Descriptor.TryParse(packet.Slice(header.PayloadOffset, header.PayloadBytes), out picture))
        {
            return false;
        }

        var inbound = new InboundPacket
        {
            Bytes = packet,
            Header = header,
            Extensions = source.Media.Extensions,
            Picture = picture,
            ArrivalUs = arrivalUs,
        };
        // 8. Keep for NACKs.
        var wasLive = layer.IsLive(arrivalUs);
        layer.Note(inbound);
        if (bridge.TrySucceed(layer, inbound) && source.Kind == SourceKind.Microphone)
        {
            bridge.Hear(source, inbound);
        }

        if (inbound.StartsKeyframe)
        {
            layer.Log.ForgetGapsBefore(header.SequenceNumber);
        }

        if (!wasLive && source.IsVideo)
        {
            source.Retarget(arrivalUs);
        }

        // 9. To every slot that shows it, and to every part that wants it.
        source.Forward(layer, inbound);
        return true;
    }
}
