using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Bench.Load.Clients;
using Cluster.Media.Rtp;

namespace Bench.Load.Streams;

/// <summary>Sends one VP8 layer: whole frames of several packets in bursts, with the numbers a decoder looks at.</summary>
internal sealed class VideoStream : IPublishedStream
{
    // Up to the frame header's size field (RFC 6386, 9.1); in other frames only the first byte of it means anything.
    private const int FrameHeaderBytes = 10;

    private readonly LoadClient _client;
    private readonly VideoShape _shape;
    private readonly byte[] _mid;
    private readonly byte[] _rid;
    private readonly uint _source;
    private readonly int _layer;
    private readonly uint _ssrc;
    private readonly byte[] _buffer = new byte[2_048];
    private readonly Pacer _pacer;
    private long _number;
    private ushort _sequence = 1_000;
    private ushort _pictureId;
    private byte _tl0PicIdx;
    private int _inFrame;
    private uint _timestamp = 90_000;
    private bool _isKeyframe;

    public VideoStream(LoadClient client, ClientLine line, int layer, VideoShape shape, uint ssrc)
    {
        (_client, _shape, _layer, _ssrc, _source) = (client, shape, layer, ssrc, line.Number);
        _mid = Encoding.ASCII.GetBytes(line.Mid);
        _rid = Encoding.ASCII.GetBytes(shape.Rid);
        _pacer = new Pacer(shape.BurstPackets) { PacketsPerSecond = shape.PacketsPerSecond };
    }

    /// <inheritdoc/>
    public uint Ssrc => _ssrc;

    /// <inheritdoc/>
    public long Sent { get; private set; }

    /// <inheritdoc/>
    public long LetGo => _pacer.LetGo;

    /// <summary>A new rate, from now on.</summary>
    public double PacketsPerSecond
    {
        get => _pacer.PacketsPerSecond;
        set => _pacer.PacketsPerSecond = value;
    }

    /// <inheritdoc/>
    public bool IsOn { get; set; }

    /// <summary>Whether the next frame is to be a keyframe; the first is one.</summary>
    public bool WantsKeyframe { get; set; } = true;

    /// <inheritdoc/>
    public void OnKeyframeRequest() => WantsKeyframe = true;

    /// <inheritdoc/>
    public long Publish(long nowTicks)
    {
        if (!IsOn)
        {
            _pacer.Rest();
            return long.MaxValue;
        }

        for (var packets = _shape.BurstPackets * _pacer.TakeDue(nowTicks, out var nextTicks); ; packets--)
        {
            if (packets == 0)
            {
                return nextTicks;
            }

            SendOne();
        }
    }

    private void SendOne()
    {
        if (_inFrame == 0)
        {
            _pictureId = (ushort)((_pictureId + 1) & 0x7FFF);
            _tl0PicIdx++;
            _timestamp += 90_000 / VideoShape.FramesPerSecond;
            (_isKeyframe, WantsKeyframe) = (WantsKeyframe, false);
        }

        var framePackets = Math.Max(1, (int)Math.Round(PacketsPerSecond / VideoShape.FramesPerSecond));
        var isLast = _inFrame + 1 >= framePackets;
        var writer = new RtpPacketWriter(_buffer);
        writer.Header(isLast, StreamIds.Vp8, _sequence++, _timestamp, _ssrc, 0);
        writer.Extension(StreamIds.Mid, _mid);
        if (_rid.Length > 0)
        {
            writer.Extension(StreamIds.Rid, _rid);
        }

        _client.WriteTransportExtensions(ref writer);
        var payload = _buffer.AsSpan(writer.EndExtensions().._shape.PacketBytes)[..^16];
        WriteDescriptor(payload);
        new Stamp(_source, _layer, _number++, Stopwatch.GetTimestamp()).Write(payload[(5 + FrameHeaderBytes)..]);
        if (_client.SendRtp(_buffer, _shape.PacketBytes - 16))
        {
            Sent++;
        }

        _inFrame = isLast ? 0 : _inFrame + 1;
    }

    /// <summary>Descriptor with a picture id of 15 bits and TL0PICIDX (RFC 7741, 4.2), then the frame's header.</summary>
    private void WriteDescriptor(Span<byte> payload)
    {
        payload[0] = (byte)(0x80 | (_inFrame == 0 ? 0x10 : 0));
        payload[1] = 0xC0;
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], (ushort)(0x8000 | _pictureId));
        payload[4] = _tl0PicIdx;
        var frame = payload.Slice(5, FrameHeaderBytes);
        frame.Clear();
        frame[0] = (byte)(_inFrame == 0 && _isKeyframe ? 0x10 : 0x11);
        if (_inFrame == 0 && _isKeyframe)
        {
            (frame[3], frame[4], frame[5]) = (0x9D, 0x01, 0x2A);
            BinaryPrimitives.WriteUInt16LittleEndian(frame[6..], (ushort)(_shape.Height * 16 / 9));
            BinaryPrimitives.WriteUInt16LittleEndian(frame[8..], (ushort)_shape.Height);
        }
    }

    /// <summary>The stamped part of a payload this stream makes; false when its descriptor is broken.</summary>
    public static bool TryFindStamp(ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> body)
    {
        var isOk = Cluster.Media.Codecs.Vp8Descriptor.TryParse(payload, out var descriptor)
            && descriptor is { HasPictureId: true, PictureIdIs15Bit: true, HasTl0PicIdx: true }
            && payload.Length > descriptor.Bytes + FrameHeaderBytes;
        body = isOk ? payload[(descriptor.Bytes + FrameHeaderBytes)..] : default;
        return isOk;
    }
}
