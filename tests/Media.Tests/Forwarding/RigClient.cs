using System.Buffers.Binary;
using System.Text;
using Cluster.Media.Codecs;
using Cluster.Media.Forwarding;
using Cluster.Media.Net;
using Cluster.Media.Rtcp;
using Cluster.Media.Rtp;
using Cluster.Media.Srtp;
using Xunit;

namespace Cluster.Media.Tests.Forwarding;

/// <summary>A client on a <see cref="Rig"/>: sends sources, and keeps what its slots receive.</summary>
internal sealed class RigClient(Rig rig, Endpoint endpoint, NetAddress address, SrtpKeys keys) : IDisposable
{
    private readonly SrtpSender _sender = new(keys.Profile, keys.Client);
    private readonly SrtpReceiver _receiver = new(keys.Profile, keys.Server);
    private readonly Dictionary<(SourceKind, string), StreamState> _streams = [];
    private readonly byte[] _buffer = new byte[2_048];

    public Endpoint Endpoint => endpoint;

    public SrtpKeys Keys => keys;

    public NetAddress Address => address;

    public List<ReceivedPacket> Received { get; } = [];

    /// <summary>Packets of no source.</summary>
    public List<(long AtUs, uint Ssrc, ushort Sequence, uint Timestamp)> KeepAlives { get; } = [];

    public List<uint> KeyframesAsked { get; } = [];

    public List<ushort> NacksReceived { get; } = [];

    public static SourceNumber NumberOf(long client, SourceKind kind) => new((uint)((client * 10) + (int)kind));

    public SourceNumber Number(SourceKind kind) => NumberOf(endpoint.Number, kind);

    public void View(params (SourceNumber Source, int Height)[] wanted)
    {
        endpoint.SetView([.. wanted.Select(entry => new ViewEntry(entry.Source, entry.Height))]);
        endpoint.Bridge.Place(endpoint);
    }

    /// <summary>Sends one audio packet of 20 ms; <paramref name="level"/> 0 loud … 127 silent.</summary>
    public void SendAudio(SourceKind kind = SourceKind.Microphone, byte level = 20)
    {
        var state = State(kind, string.Empty, 960);
        Span<byte> levelByte = [(byte)(0x80 | level)];
        Send(state, kind, string.Empty, marker: false, 111, levelByte, [0xF8, 0xFF, 0xFE, (byte)state.Sequence]);
    }

    /// <summary>Sends one audio packet of 20 ms without a declared level.</summary>
    public void SendAudioWithoutLevel(params byte[] payload) =>
        Send(State(SourceKind.Microphone, string.Empty, 960), SourceKind.Microphone, string.Empty, marker: false, 111, default, payload);

    /// <summary>The microphone sends nothing for a while: its clock goes on (discontinuous transmission).</summary>
    public void PauseAudio(int ms) => State(SourceKind.Microphone, string.Empty, 960).Timestamp += (uint)(ms * 48);

    /// <summary>Sends one frame in one packet of a layer; returns its sequence number.</summary>
    public ushort SendFrame(bool keyframe, string rid = "", int height = 720, bool lose = false, SourceKind kind = SourceKind.Camera)
    {
        var state = State(kind, rid, 3_000);
        state.PictureId = (ushort)((state.PictureId + 1) & 0x7FFF);
        // X, S, partition 0; I and L; 15-bit picture id; TL0PICIDX; then VP8's own first bytes with the frame's size.
        byte[] payload = [0x90, 0xC0, (byte)(0x80 | (state.PictureId >> 8)), (byte)state.PictureId, state.Tl0PicIdx++,
            keyframe ? (byte)0 : (byte)1, 0, 0, 0x9D, 0x01, 0x2A, 0, 5, (byte)height, (byte)(height >> 8), 0, 0, 0];
        if (lose)
        {
            state.Sequence++;
            state.Timestamp += state.Step;
            return (ushort)(state.Sequence - 1);
        }

        Send(state, kind, rid, marker: true, 96, default, payload);
        return (ushort)(state.Sequence - 1);
    }

    /// <summary>Frames of the camera, protected ahead of time: sending them then is only the bridge's work.</summary>
    public List<byte[]> Prepare(int count)
    {
        var state = State(SourceKind.Camera, string.Empty, 3_000);
        var mid = endpoint.Sources.First(entry => entry.Value.Kind == SourceKind.Camera).Key;
        var packets = new List<byte[]>(count);
        for (var i = 0; i < count; i++)
        {
            state.PictureId = (ushort)((state.PictureId + 1) & 0x7FFF);
            var writer = new RtpPacketWriter(_buffer);
            writer.Header(marker: true, 96, state.Sequence++, state.Timestamp += state.Step, state.Ssrc, 0);
            writer.Extension(1, Encoding.ASCII.GetBytes(mid));
            writer.EndExtensions();
            writer.Payload([0x90, 0xC0, (byte)(0x80 | (state.PictureId >> 8)), (byte)state.PictureId, state.Tl0PicIdx++, 1, 0, 0]);
            packets.Add(_buffer[.._sender.Protect(_buffer, writer.Length)]);
        }

        return packets;
    }

    /// <summary>Packets of the microphone, protected ahead of time.</summary>
    public List<byte[]> PrepareAudio(int count, Func<int, byte> level)
    {
        var state = State(SourceKind.Microphone, string.Empty, 960);
        var mid = endpoint.Sources.First(entry => entry.Value.Kind == SourceKind.Microphone).Key;
        var packets = new List<byte[]>(count);
        for (var i = 0; i < count; i++)
        {
            var writer = new RtpPacketWriter(_buffer);
            writer.Header(marker: false, 111, state.Sequence++, state.Timestamp += state.Step, state.Ssrc, 0);
            writer.Extension(1, Encoding.ASCII.GetBytes(mid));
            writer.Extension(4, [(byte)(0x80 | level(i))]);
            writer.EndExtensions();
            writer.Payload([0xF8, 0xFF, 0xFE, (byte)i]);
            packets.Add(_buffer[.._sender.Protect(_buffer, writer.Length)]);
        }

        return packets;
    }

    public void Replay(List<byte[]> packets, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            endpoint.Incoming.Receive(packets[i], rig.NowUs);
        }
    }

    /// <summary>A receiver's RTCP, protected ahead of time: a NACK for one packet, a PLI, and a report that gives a round trip.</summary>
    public byte[] PrepareControl(uint ssrc, ushort missing)
    {
        var writer = new RtcpWriter(_buffer);
        writer.ReceiverReport(7, [new ReportBlock(ssrc, 0, 0, missing, 0, 0, 0)]);
        writer.Nack(7, ssrc, [missing]);
        writer.Pli(7, ssrc);
        return _buffer[.._sender.ProtectRtcp(_buffer, writer.Length)];
    }

    public void ReplayControl(byte[] packet) => endpoint.Control.Receive(packet, rig.NowUs);

    public void SendNack(uint ssrc, params ushort[] missing)
    {
        var writer = new RtcpWriter(_buffer);
        writer.Nack(7, ssrc, missing);
        SendControl(writer.Length);
    }

    public void SendPli(uint ssrc)
    {
        var writer = new RtcpWriter(_buffer);
        writer.Pli(7, ssrc);
        SendControl(writer.Length);
    }

    public Slot Slot(SlotUse use, int index = 0) => endpoint.SlotList.Where(slot => slot.Use == use).ElementAt(index);

    /// <summary>What a slot received on its media SSRC, in order of arrival.</summary>
    public List<ReceivedPacket> In(Slot slot) => [.. Received.Where(packet => packet.Ssrc == slot.Media.SlotSsrc)];

    public void Take(byte[] bytes)
    {
        if (bytes[1] is >= 192 and < 224)
        {
            Assert.Equal(SrtpVerdict.Ok, _receiver.UnprotectRtcp(bytes, out var controlLength));
            TakeControl(bytes.AsSpan(0, controlLength));
            return;
        }

        Assert.Equal(SrtpVerdict.Ok, _receiver.Unprotect(bytes, out var length));
        var packet = bytes.AsSpan(0, length);
        Assert.True(RtpHeader.TryParse(packet, out var header));
        if (header.CsrcCount == 0)
        {
            Assert.Equal(Opus.SilenceFrame, packet.Slice(header.PayloadOffset, header.PayloadBytes));
            KeepAlives.Add((rig.NowUs, header.Ssrc, header.SequenceNumber, header.Timestamp));
            return;
        }

        Assert.Equal(1, header.CsrcCount);
        var payload = packet.Slice(header.PayloadOffset, header.PayloadBytes);
        _ = Vp8Descriptor.TryParse(payload, out var picture);
        Assert.True(HeaderExtensions.TryFind(packet, header, 1, out var mid));
        Received.Add(new ReceivedPacket(
            rig.NowUs, header.Ssrc, header.SequenceNumber, header.Timestamp, header.PayloadType, header.Marker,
            BinaryPrimitives.ReadUInt32BigEndian(packet[12..]), Encoding.ASCII.GetString(mid), picture, payload.ToArray()));
    }

    public void Dispose()
    {
        _sender.Dispose();
        _receiver.Dispose();
        endpoint.Dispose();
    }

    private void TakeControl(ReadOnlySpan<byte> compound)
    {
        var reader = new RtcpReader(compound);
        while (reader.TryRead(out var packet))
        {
            if (Pli.TryParse(packet, out var ssrc))
            {
                KeyframesAsked.Add(ssrc);
            }

            if (NackReader.TryParse(packet, out var nack))
            {
                while (nack.TryRead(out var sequence))
                {
                    NacksReceived.Add(sequence);
                }
            }
        }

        Assert.False(reader.Malformed);
    }

    private void Send(
        StreamState state, SourceKind kind, string rid, bool marker, byte payloadType, ReadOnlySpan<byte> level, ReadOnlySpan<byte> payload)
    {
        var mid = endpoint.Sources.First(entry => entry.Value.Kind == kind).Key;
        var writer = new RtpPacketWriter(_buffer);
        writer.Header(marker, payloadType, state.Sequence++, state.Timestamp, state.Ssrc, 0);
        writer.Extension(1, Encoding.ASCII.GetBytes(mid));
        if (rid.Length > 0)
        {
            writer.Extension(2, Encoding.ASCII.GetBytes(rid));
        }

        if (!level.IsEmpty)
        {
            writer.Extension(4, level);
        }

        writer.EndExtensions();
        writer.Payload(payload);
        state.Timestamp += state.Step;
        var length = _sender.Protect(_buffer, writer.Length);
        endpoint.Incoming.Receive(_buffer.AsSpan(0, length), rig.NowUs);
    }

    private void SendControl(int length) =>
        endpoint.Control.Receive(_buffer.AsSpan(0, _sender.ProtectRtcp(_buffer, length)), rig.NowUs);

    private StreamState State(SourceKind kind, string rid, uint step)
    {
        if (!_streams.TryGetValue((kind, rid), out var state))
        {
            // Every stream begins somewhere else, near a wrap now and then, as browsers' do.
            var seed = (uint)(_streams.Count + 1) * 0x9E37_79B9u;
            state = new StreamState(step) { Ssrc = seed | 1, Sequence = (ushort)(65_500 + (_streams.Count * 7)), Timestamp = seed };
            _streams.Add((kind, rid), state);
        }

        return state;
    }

    private sealed class StreamState(uint step)
    {
        public uint Step { get; } = step;

        public uint Ssrc { get; init; }

        public ushort Sequence { get; set; }

        public uint Timestamp { get; set; }

        public ushort PictureId { get; set; } = 0x7FF0;

        public byte Tl0PicIdx { get; set; } = 250;
    }
}

/// <summary>One packet a client received, in the clear.</summary>
internal sealed record ReceivedPacket(
    long AtUs, uint Ssrc, ushort Sequence, uint Timestamp, byte PayloadType, bool Marker, uint Source, string Mid, Vp8Descriptor Picture, byte[] Payload);
