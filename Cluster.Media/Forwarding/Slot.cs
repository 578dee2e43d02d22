using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cluster.Media.Codecs;
using Cluster.Media.Net;
using Cluster.Media.Rtp;
using Cluster.Media.Sdp;

namespace Cluster.Media.Forwarding;

/// <summary>
/// One receiving m-line of an endpoint: a stream of its own, into which the packets of whatever source it shows are
/// rewritten. Layer gate, then rewrite, then protect, then the send queue.
/// </summary>
internal sealed class Slot
{
    // A slot that got nothing for this long asks for keyframes only because it is idle.
    private const long IdleUs = 2_000_000;

    private readonly Endpoint _owner;
    private readonly byte[] _mid;
    private readonly SlotRewriter _rewriter;
    private readonly RepairBudget _repairs = new();
    private ushort _rtxSequence = (ushort)RandomNumberGenerator.GetInt32(1, 0x4000);
    private long _reportedLost;
    private Layer? _current;
    private Layer? _target;
    private bool _stays;
    private int _wantedHeight;

    /// <summary>A slot on the m-line <paramref name="media"/> of <paramref name="owner"/>.</summary>
    public Slot(Endpoint owner, SlotUse use, NegotiatedMedia media)
    {
        _owner = owner;
        Use = use;
        Media = media;
        _mid = Encoding.ASCII.GetBytes(media.Mid);
        _rewriter = new SlotRewriter(
            media.ClockRateHz,
            (ushort)RandomNumberGenerator.GetInt32(1, 0x4000),
            (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue));
    }

    /// <summary>Whose it is.</summary>
    public Endpoint Owner => _owner;

    /// <summary>Its place among the viewers of what it shows, kept by <see cref="Source"/>.</summary>
    public int ViewerIndex { get; set; }

    /// <summary>What it is for.</summary>
    public SlotUse Use { get; private set; }

    /// <summary>The m-line as negotiated last.</summary>
    public NegotiatedMedia Media { get; private set; }

    /// <summary>What it shows; null: nothing.</summary>
    public Source? Source { get; private set; }

    /// <summary>The layer it forwards now.</summary>
    public Layer? Current => _current;

    /// <summary>When its last packet was sent, microseconds; 0: never.</summary>
    public long LastSentUs { get; private set; }

    /// <summary>Packets sent, retransmissions aside.</summary>
    public uint Packets { get; private set; }

    /// <summary>Payload bytes sent (RFC 3550 section 6.4.1).</summary>
    public uint Octets { get; private set; }

    /// <summary>Packets sent again.</summary>
    public long Repeated { get; private set; }

    /// <summary>The layer it shows or waits for.</summary>
    public Layer? Target => _target ?? _current;

    /// <summary>Whether the picture it is to show begins with a keyframe that has not come.</summary>
    public bool WaitsForKeyframe => _target is not null && !ReferenceEquals(_target, _current);

    /// <summary>A packet was sent again.</summary>
    public void NoteRepeated() => Repeated++;

    /// <summary>The receiver says how many it has lost so far: how many more than before, and never more than were sent.</summary>
    public long NoteReportedLost(long lost)
    {
        var more = Math.Min(lost, Packets) - _reportedLost;
        _reportedLost += Math.Max(0, more);
        return Math.Max(0, more);
    }

    /// <summary>A sender report is owed at once: what the slot shows has changed.</summary>
    public bool OwesReport { get; private set; }

    /// <summary>The same m-line, negotiated again.</summary>
    public void Renegotiate(NegotiatedMedia media, SlotUse use) => (Media, Use) = (media, use);

    /// <summary>Shows <paramref name="source"/> (null: nothing) at most <paramref name="height"/> pixels high; true when either is new.</summary>
    public bool Show(Source? source, int height)
    {
        var resized = _wantedHeight != height;
        _wantedHeight = height;
        if (ReferenceEquals(source, Source))
        {
            return resized;
        }

        Source?.RemoveViewer(this);
        Source = source;
        SetCurrent(null);
        SetTarget(null);
        source?.AddViewer(this);
        return true;
    }

    /// <summary>Shows the same by another way, a source with the same number; a picture not before its keyframe has come, and until then the former one.</summary>
    public void GoOver(Source source, long nowUs)
    {
        if (!source.IsVideo || source.Muted || _current is not { } former)
        {
            Show(source, _wantedHeight);
            Retarget(nowUs);
            return;
        }

        Source?.RemoveViewer(this);
        Source = source;
        SetTarget(null);
        if (!_stays)
        {
            former.Source.AddStaying(this);
            _stays = true;
        }

        source.AddViewer(this);
        Retarget(nowUs);
    }

    /// <summary>What it shows pauses: the stream goes on from a fresh start.</summary>
    public void Interrupt() => SetCurrent(null);

    /// <summary>Chooses the layer again and sees to a keyframe when another is needed.</summary>
    public void Retarget(long nowUs)
    {
        if (Source is not { IsVideo: true, Muted: false } source || !_owner.Transport.CanSend)
        {
            return;
        }

        SetTarget(LayerChoice.Choose(source.Layers, _wantedHeight, nowUs));
        if (_target is not null && !ReferenceEquals(_target, _current))
        {
            _target.Keyframes.WantNext();
        }
    }

    /// <summary>The receiver can't go on without a keyframe (PLI, FIR).</summary>
    public void OnKeyframeRequest(long nowUs)
    {
        if (_current is not null && nowUs - LastSentUs < IdleUs)
        {
            _current.Keyframes.Want(nowUs);
        }
    }

    /// <summary>Forwards a packet of <paramref name="layer"/> when this slot shows that layer, or begins to.</summary>
    public void Forward(Layer layer, in InboundPacket packet)
    {
        if (!_owner.Transport.CanSend)
        {
            return;
        }

        var begins = false;
        if (!ReferenceEquals(layer, _current))
        {
            begins = layer.Source.IsVideo
                ? ReferenceEquals(layer, _target) && packet.StartsKeyframe
                : packet.Header.PayloadBytes > 0;
            if (!begins)
            {
                return;
            }

            SetCurrent(layer);
            _rewriter.Begin(layer, packet.Header, packet.Picture, packet.ArrivalUs);
            OwesReport = true;
            _owner.Reports.NoteOwed();
        }

        if (!_rewriter.TryMap(packet.Header, packet.Picture, packet.ArrivalUs, out var fields))
        {
            return;
        }

        var marker = packet.Header.Marker || (begins && !layer.Source.IsVideo);
        var length = Write(_owner.Transport.Reserve(), packet, layer.Source, fields, marker, retransmission: false);
        if (!_owner.Transport.CommitRtp(length))
        {
            return;
        }

        _repairs.Earn(length);
        LastSentUs = packet.ArrivalUs;
        Packets++;
        Octets += (uint)packet.Header.PayloadBytes;
    }

    /// <summary>Sends packet <paramref name="sequence"/> again, by RTX where negotiated (RFC 4588); false when it is not kept any more, may not be sent twice, or was asked for too often.</summary>
    public bool Retransmit(ushort sequence, long nowUs)
    {
        if (!_owner.Transport.CanSend
            || !_rewriter.TryFindOriginal(sequence, out var layer, out var original, out var epoch)
            || layer.Cache is not { } cache
            || !cache.TryGet(original, nowUs, out var bytes)
            || !RtpHeader.TryParse(bytes, out var header)
            || !_repairs.TrySpend(sequence, bytes.Length, nowUs, _owner.Control.RepeatUsMin))
        {
            return false;
        }

        var picture = default(Vp8Descriptor);
        if (header.PayloadBytes > 0 && !Vp8Descriptor.TryParse(bytes.Slice(header.PayloadOffset, header.PayloadBytes), out picture))
        {
            return false;
        }

        var packet = new InboundPacket
        {
            Bytes = bytes,
            Header = header,
            Extensions = layer.Source.Media.Extensions,
            Picture = picture,
            ArrivalUs = nowUs,
        };
        var fields = _rewriter.MapAgain(epoch, header, picture);
        var length = Write(
            _owner.Transport.Reserve(), packet, layer.Source, fields, header.Marker, retransmission: Media.RtxPayloadType is not null);
        return _owner.Transport.CommitRtp(length);
    }

    /// <summary>
    /// Sends 20 ms of silence that are of no source (no CSRC): a sign of life. What was shown and has stopped goes on from a
    /// fresh start.
    /// </summary>
    public void KeepAlive(long nowUs)
    {
        SetCurrent(null);
        var fields = _rewriter.Fill(nowUs);
        var writer = new RtpPacketWriter(_owner.Transport.Reserve());
        writer.Header(marker: false, Media.PayloadType, fields.Sequence, fields.Timestamp, Media.SlotSsrc, csrc: 0);
        if (Media.Extensions.Mid != 0)
        {
            writer.Extension(Media.Extensions.Mid, _mid);
        }

        _owner.Transport.WriteTransportExtensions(ref writer, Media.Extensions);
        writer.EndExtensions();
        writer.Payload(Opus.SilenceFrame);
        if (writer.Fits && _owner.Transport.CommitRtp(writer.Length))
        {
            LastSentUs = nowUs;
            Packets++;
            Octets += (uint)Opus.SilenceFrame.Length;
        }
    }

    /// <summary>This slot's sender report for now; false when there is nothing to report.</summary>
    public bool TryReport(long nowUs, out Rtcp.SenderInfo info)
    {
        info = default;
        if (LastSentUs == 0 || nowUs - LastSentUs > IdleUs)
        {
            return false;
        }

        OwesReport = false;
        info = new Rtcp.SenderInfo(
            Media.SlotSsrc, Rtcp.NtpTime.FromUnixMicroseconds(MediaClock.ToUnixUs(nowUs)), _rewriter.TimestampAt(nowUs), Packets, Octets);
        return true;
    }

    private void SetCurrent(Layer? layer)
    {
        if (_current is not null)
        {
            if (_stays)
            {
                _stays = false;
                _current.Source.RemoveStaying(this);
            }

            _current.Showing--;
        }

        if (layer is not null)
        {
            layer.Showing++;
        }

        _current = layer;
    }

    private void SetTarget(Layer? layer)
    {
        if (ReferenceEquals(layer, _target))
        {
            return;
        }

        if (_target is not null)
        {
            _target.Awaited--;
        }

        if (layer is not null)
        {
            layer.Awaited++;
        }

        _target = layer;
    }

    private int Write(
        Span<byte> destination, in InboundPacket packet, Source source, in RewrittenFields fields, bool marker, bool retransmission)
    {
        var writer = new RtpPacketWriter(destination);
        if (retransmission)
        {
            writer.Header(marker, Media.RtxPayloadType!.Value, _rtxSequence++, fields.Timestamp, Media.SlotRtxSsrc, source.Number.Value);
        }
        else
        {
            writer.Header(marker, Media.PayloadType, fields.Sequence, fields.Timestamp, Media.SlotSsrc, source.Number.Value);
        }

        WriteExtensions(ref writer, packet);
        var payloadOffset = writer.EndExtensions();
        if (retransmission)
        {
            Span<byte> original = stackalloc byte[2];
            BinaryPrimitives.WriteUInt16BigEndian(original, fields.Sequence);
            writer.Payload(original);
            payloadOffset += 2;
        }

        writer.Payload(packet.Payload);
        if (!writer.Fits)
        {
            // A sender's packet so long that ours would not fit a datagram: no path carries it.
            return 0;
        }

        if (source.IsVideo && packet.Header.PayloadBytes > 0)
        {
            _ = Vp8Descriptor.TryRewrite(
                destination.Slice(payloadOffset, packet.Header.PayloadBytes), packet.Picture, fields.PictureId, fields.Tl0PicIdx);
        }

        return writer.Length;
    }

    private void WriteExtensions(scoped ref RtpPacketWriter writer, in InboundPacket packet)
    {
        var ids = Media.Extensions;
        if (ids.Mid != 0)
        {
            writer.Extension(ids.Mid, _mid);
        }

        PassOn(ref writer, packet, packet.Extensions.AudioLevel, ids.AudioLevel);
        PassOn(ref writer, packet, packet.Extensions.VideoOrientation, ids.VideoOrientation);
        _owner.Transport.WriteTransportExtensions(ref writer, ids);
    }

    /// <summary>An extension goes on as its sender wrote it, under the viewer's id, when both have negotiated it.</summary>
    private static void PassOn(scoped ref RtpPacketWriter writer, in InboundPacket packet, byte sendersId, byte viewersId)
    {
        if (sendersId != 0 && viewersId != 0 && HeaderExtensions.TryFind(packet.Bytes, packet.Header, sendersId, out var value))
        {
            writer.Extension(viewersId, value);
        }
    }
}
