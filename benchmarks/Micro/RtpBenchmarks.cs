using BenchmarkDotNet.Attributes;
using Cluster.Media.Codecs;
using Cluster.Media.Forwarding;
using Cluster.Media.Rtp;

namespace Bench.Micro;

/// <summary>What is done with a packet between decrypting and encrypting it: parsed once, rewritten for each receiver.</summary>
public class RtpBenchmarks
{
    private readonly byte[] _packet = Packets.Make().Buffer;
    private readonly byte[] _written = new byte[1_500];
    private readonly SlotRewriter _rewriter = new(90_000, 100, 1_000);
    private readonly byte[] _mid = "v0"u8.ToArray();
    private RtpHeader _header;
    private Vp8Descriptor _picture;

    /// <summary>Begins the slot's stream with the packet.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Parse();
        _rewriter.Begin(new Layer(null!, "", 0, 90_000, new CacheLimits(1_000_000, 1 << 20)), _header, _picture, nowUs: 1);
    }

    /// <summary>Header, one extension and VP8's descriptor.</summary>
    [Benchmark]
    public bool Parse()
    {
        var packet = _packet.AsSpan(0, Packets.Bytes);
        return RtpHeader.TryParse(packet, out _header)
            && HeaderExtensions.TryFind(packet, _header, 3, out _)
            && Vp8Descriptor.TryParse(packet.Slice(_header.PayloadOffset, _header.PayloadBytes), out _picture);
    }

    /// <summary>New numbers for a slot, its header with three extensions, the payload copied and its picture id rewritten.</summary>
    [Benchmark]
    public bool Rewrite()
    {
        if (!_rewriter.TryMap(_header, _picture, nowUs: 2, out var fields))
        {
            return false;
        }

        var writer = new RtpPacketWriter(_written);
        writer.Header(_header.Marker, 96, fields.Sequence, fields.Timestamp, 77, 5);
        writer.Extension(4, _mid);
        writer.Extension(2, [1, 2, 3]);
        writer.Extension(3, [4, 5]);
        var payloadOffset = writer.EndExtensions();
        writer.Payload(_packet.AsSpan(_header.PayloadOffset, _header.PayloadBytes));
        return Vp8Descriptor.TryRewrite(
            _written.AsSpan(payloadOffset, _header.PayloadBytes), _picture, fields.PictureId, fields.Tl0PicIdx);
    }
}
