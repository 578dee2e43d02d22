using System.Text;
using Cluster.Media.Rtp;

namespace Cluster.Media.Forwarding;

/// <summary>
/// The way of one endpoint's media packets from the wire to the slots. The steps of <see cref="Receive"/> are the packet
/// path of the bridge; their numbers are the comments in its body.
/// </summary>
/// <remarks>
/// Step 1 decrypt in place · 2 parse · 3 which stream · 4 transport-wide receive log · 5 unwrap RTX · 6 receive log of the
/// stream · then in <see cref="Intake"/>: 7 codec: picture or level · 8 keep for NACKs · 9 to every slot that shows it.
/// </remarks>
internal sealed class IncomingMedia(Endpoint owner, DropCounters drops)
{
    private readonly Dictionary<uint, Stream> _streams = [];
    private readonly List<Source> _expected = [];

    /// <summary>A source will be sent: its declared SSRCs (Firefox) are known from the start.</summary>
    public void Expect(Source source)
    {
        _expected.Add(source);
        Declare(source);
    }

    /// <summary>Takes over the SSRCs a source's m-line declares now.</summary>
    public void Declare(Source source)
    {
        var ssrcs = source.Media.Ssrcs;
        for (var i = 0; i < ssrcs.Count && i < source.Layers.Length && source.Media.Rids.Count == 0; i++)
        {
            if (Find(ssrcs[i]) is null)
            {
                Bind(ssrcs[i], source.Layers[i], isRtx: false);
            }
        }

        foreach (var (rtx, primary) in source.Media.RtxOf)
        {
            if (_streams.TryGetValue(primary, out var stream) && ReferenceEquals(stream.Layer.Source, source))
            {
                Bind(rtx, stream.Layer, isRtx: true);
            }
        }
    }

    /// <summary>A source ended.</summary>
    public void Forget(Source source)
    {
        _expected.Remove(source);
        foreach (var (ssrc, stream) in _streams.ToArray())
        {
            if (ReferenceEquals(stream.Layer.Source, source))
            {
                _streams.Remove(ssrc);
            }
        }
    }

    /// <summary>Whether an SSRC is a source's or its repairs'.</summary>
    public bool IsInUse(uint ssrc) => _streams.ContainsKey(ssrc);

    /// <summary>The layer an SSRC of this endpoint carries.</summary>
    public Layer? Find(uint ssrc) => _streams.TryGetValue(ssrc, out var stream) && !stream.IsRtx ? stream.Layer : null;

    /// <summary>Takes one SRTP packet; its buffer is overwritten.</summary>
    public void Receive(Span<byte> datagram, long arrivalUs)
    {
        // 1. Decrypt in place.
        if (!owner.Transport.TryUnprotect(datagram, arrivalUs, out var length))
        {
            return;
        }

        // 2. Parse.
        var packet = datagram[..length];
        if (!RtpHeader.TryParse(packet, out var header))
        {
            drops.Count(DropReason.RtpMalformed);
            return;
        }

        // 3. Which stream.
        if (!_streams.TryGetValue(header.Ssrc, out var stream) && !TryLearn(packet, header, out stream))
        {
            drops.Count(DropReason.RtpUnknownStream);
            return;
        }

        var layer = stream.Layer;
        var media = layer.Source.Media;

        // 4. Transport-wide receive log: of everything that came, padding and RTX too.
        if (media.Extensions.TransportCc != 0
            && HeaderExtensions.TryFind(packet, header, media.Extensions.TransportCc, out var sequence) && sequence.Length == 2)
        {
            owner.Feedback.Record((ushort)((sequence[0] << 8) | sequence[1]), arrivalUs);
        }

        // 5. Unwrap RTX.
        if (stream.IsRtx)
        {
            // Without an original it is a probe's padding; before its layer is known it repairs nothing.
            if (layer.Ssrc == 0
                || !Rtx.TryUnwrap(packet, header, layer.Ssrc, media.PayloadType, out packet)
                || !RtpHeader.TryParse(packet, out header))
            {
                return;
            }
        }

        if (header.PayloadType != media.PayloadType)
        {
            drops.Count(DropReason.RtpUnknownPayload);
            return;
        }

        // 6. Receive log of the stream: a repair closes a gap, and is no news otherwise (probes repeat recent packets).
        var arrival = !stream.IsRtx ? layer.Log.Record(header.SequenceNumber, header.Timestamp, arrivalUs)
            : layer.Log.Recover(header.SequenceNumber, arrivalUs) ? Arrival.Reordered
            : Arrival.Duplicate;
        if (arrival == Arrival.Duplicate)
        {
            drops.Count(DropReason.RtpDuplicate);
            return;
        }

        if (arrival == Arrival.Restarted)
        {
            layer.Source.Interrupt(layer);
            layer.Source.Retarget(arrivalUs);
        }

        // 7. Codec; 8. keep for NACKs; 9. to every slot that shows it.
        if (!Intake.Take(owner.Bridge, layer, packet, header, arrivalUs))
        {
            drops.Count(DropReason.PayloadMalformed);
        }
    }

    /// <summary>
    /// Learns what an SSRC is from its first packets: mid with rid or repaired rid (they stop after some 25 packets), else
    /// the only m-line with its payload type (RFC 8843 section 9.2).
    /// </summary>
    private bool TryLearn(ReadOnlySpan<byte> packet, in RtpHeader header, out Stream stream)
    {
        stream = default;
        foreach (var source in _expected)
        {
            var ids = source.Media.Extensions;
            if (!HasText(packet, header, ids.Mid, source.Media.Mid))
            {
                continue;
            }

            foreach (var layer in source.Layers)
            {
                var isOnly = source.Media.Rids.Count == 0;
                if (isOnly ? header.PayloadType == source.Media.PayloadType : HasText(packet, header, ids.Rid, layer.Rid))
                {
                    return Bind(header.Ssrc, layer, isRtx: false, out stream);
                }

                if (isOnly ? header.PayloadType == source.Media.RtxPayloadType : HasText(packet, header, ids.RepairedRid, layer.Rid))
                {
                    return Bind(header.Ssrc, layer, isRtx: true, out stream);
                }
            }
        }

        return TryLearnByPayload(header, out stream);
    }

    private bool TryLearnByPayload(in RtpHeader header, out Stream stream)
    {
        Source? only = null;
        foreach (var source in _expected)
        {
            if (header.PayloadType == source.Media.PayloadType && source.Layers.Length == 1)
            {
                if (only is not null || source.Layers[0].Ssrc != 0)
                {
                    (only, stream) = (null, default);
                    return false;
                }

                only = source;
            }
        }

        stream = default;
        return only is not null && Bind(header.Ssrc, only.Layers[0], isRtx: false, out stream);
    }

    private bool Bind(uint ssrc, Layer layer, bool isRtx, out Stream stream)
    {
        stream = new Stream(layer, isRtx);
        return Bind(ssrc, layer, isRtx);
    }

    /// <summary>
    /// A layer has one SSRC and its repairs one: a new one takes the place of the old, so that the table is as bounded as
    /// layers are. False when the SSRC is another stream's already, or 0, which means none here.
    /// </summary>
    private bool Bind(uint ssrc, Layer layer, bool isRtx)
    {
        if (ssrc == 0 || !_streams.TryAdd(ssrc, new Stream(layer, isRtx)))
        {
            return false;
        }

        if (isRtx)
        {
            _streams.Remove(layer.RtxSsrc);
            layer.RtxSsrc = ssrc;
        }
        else
        {
            _streams.Remove(layer.Ssrc);
            layer.Arrive(ssrc);
        }

        return true;
    }

    private static bool HasText(ReadOnlySpan<byte> packet, in RtpHeader header, int id, string text)
    {
        Span<byte> expected = stackalloc byte[32];
        return id != 0
            && HeaderExtensions.TryFind(packet, header, id, out var value)
            && text.Length == value.Length && text.Length <= expected.Length
            && Encoding.ASCII.TryGetBytes(text, expected, out var written)
            && value.SequenceEqual(expected[..written]);
    }

    private readonly record struct Stream(Layer Layer, bool IsRtx);
}
