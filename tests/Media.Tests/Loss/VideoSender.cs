using System.Buffers.Binary;
using System.Text;
using Cluster.Media.Rtcp;
using Cluster.Media.Rtp;
using Cluster.Media.Srtp;
using Cluster.Media.Tests.Forwarding;

namespace Cluster.Media.Tests.Loss;

/// <summary>A client that sends a camera of 30 frames a second, answers NACKs by RTX and requests by keyframes.</summary>
internal sealed class VideoSender(RigClient client) : IDisposable
{
    public const int PacketsPerFrame = 6;
    private const int PayloadBytes = 1_000;
    private const uint Ssrc = 0x5E4D;
    private const uint RtxSsrc = 0x5E4E;

    private readonly SrtpSender _protect = new(client.Keys.Profile, client.Keys.Client);
    private readonly SrtpReceiver _unprotect = new(client.Keys.Profile, client.Keys.Server);
    private readonly PacketCache _cache = new(new CacheLimits(2_000_000, 4 << 20));
    private readonly byte[] _mid = Encoding.ASCII.GetBytes(client.Endpoint.Sources.Keys.Single());
    private readonly byte[] _buffer = new byte[2_048];
    private readonly byte[] _payload = new byte[PayloadBytes];
    private ushort _sequence = 65_000;
    private ushort _rtxSequence = 100;
    private uint _timestamp = 90_000;
    private ushort _pictureId;
    private bool _keyframeDue = true;

    /// <summary>When each packet was sent first, by its number from 0.</summary>
    public List<long> SentUs { get; } = [];

    public int Keyframes { get; private set; }

    public int RequestsForKeyframes { get; private set; }

    public int Repeats { get; private set; }

    public void SendFrame(LossyLink link, long nowUs)
    {
        _pictureId = (ushort)((_pictureId + 1) & 0x7FFF);
        Keyframes += _keyframeDue ? 1 : 0;
        for (var i = 0; i < PacketsPerFrame; i++)
        {
            var first = i == 0;
            byte[] head = [(byte)(first ? 0x90 : 0x80), 0x80, (byte)(0x80 | (_pictureId >> 8)), (byte)_pictureId,
                _keyframeDue ? (byte)0 : (byte)1, 0, 0, 0x9D, 0x01, 0x2A, 0, 5, 208, 2];
            head.CopyTo(_payload, 0);
            BinaryPrimitives.WriteInt32BigEndian(_payload.AsSpan(head.Length), SentUs.Count);
            var writer = new RtpPacketWriter(_buffer);
            writer.Header(i == PacketsPerFrame - 1, 96, _sequence, _timestamp, Ssrc, 0);
            writer.Extension(1, _mid);
            writer.EndExtensions();
            writer.Payload(_payload);
            _cache.Store(_sequence++, _buffer.AsSpan(0, writer.Length), nowUs);
            SentUs.Add(nowUs);
            link.Send(_buffer[.._protect.Protect(_buffer, writer.Length)], nowUs);
        }

        _timestamp += 3_000;
        _keyframeDue = false;
    }

    public void Receive(byte[] datagram, LossyLink link, long nowUs)
    {
        if (_unprotect.UnprotectRtcp(datagram, out var length) != SrtpVerdict.Ok)
        {
            return;
        }

        var reader = new RtcpReader(datagram.AsSpan(0, length));
        while (reader.TryRead(out var packet))
        {
            if (Pli.TryParse(packet, out _))
            {
                RequestsForKeyframes++;
                _keyframeDue = true;
            }
            else if (NackReader.TryParse(packet, out var nack))
            {
                while (nack.TryRead(out var sequence))
                {
                    Repeat(sequence, link, nowUs);
                }
            }
        }
    }

    public void Dispose()
    {
        _protect.Dispose();
        _unprotect.Dispose();
    }

    private void Repeat(ushort sequence, LossyLink link, long nowUs)
    {
        if (!_cache.TryGet(sequence, nowUs, out var bytes) || !RtpHeader.TryParse(bytes, out var header))
        {
            return;
        }

        Repeats++;
        Span<byte> original = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(original, sequence);
        var writer = new RtpPacketWriter(_buffer);
        writer.Header(header.Marker, 97, _rtxSequence++, header.Timestamp, RtxSsrc, 0);
        writer.Extension(1, _mid);
        writer.EndExtensions();
        writer.Payload(original);
        writer.Payload(bytes.Slice(header.PayloadOffset, header.PayloadBytes));
        link.Send(_buffer[.._protect.Protect(_buffer, writer.Length)], nowUs);
    }
}
