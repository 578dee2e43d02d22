using System.Buffers.Binary;
using Cluster.Media.Rtp;

namespace Cluster.Media.Srtp;

/// <summary>Unprotects what one endpoint sends (RFC 3711, 3.3 and 3.4), each packet once. One thread's.</summary>
/// <remarks>Only an authentic packet changes anything: forged ones neither move an index or a replay window nor fill the table.</remarks>
/// <param name="profile">The negotiated profile.</param>
/// <param name="master">The receiving direction's key.</param>
/// <param name="sourcesMax">SSRCs that may be received at once, counted for RTP and RTCP apart.</param>
/// <param name="isInUse">Which SSRCs keep their place when a new one needs it; null: all do.</param>
internal sealed class SrtpReceiver(
    SrtpProfile profile, SrtpMasterKey master, int sourcesMax = SrtpReceiver.SourcesMax, Predicate<uint>? isInUse = null) : IDisposable
{
    /// <summary>The default bound of SSRCs.</summary>
    public const int SourcesMax = 64;

    /// <summary>How far a packet may lag behind the newest of its source.</summary>
    public const int ReplayPackets = SourceIndices.WindowPackets;

    private readonly SrtpTransform _transform = SrtpTransform.Create(profile, master);
    private readonly ReceivedSources _rtp = new(sourcesMax, isInUse ?? (static _ => true));
    private readonly ReceivedSources _rtcp = new(sourcesMax, isInUse ?? (static _ => true));
    private readonly int _rtpOverheadBytes = SrtpProfiles.RtpOverheadBytes(profile);
    private readonly int _rtcpOverheadBytes = SrtpProfiles.RtcpOverheadBytes(profile);

    /// <summary>Whether something authentic came of this SSRC as RTP.</summary>
    public bool KnowsRtp(uint ssrc) => _rtp.Knows(ssrc);

    /// <summary>Whether something authentic came of this SSRC as RTCP.</summary>
    public bool KnowsRtcp(uint ssrc) => _rtcp.Knows(ssrc);

    /// <summary>Unprotects in place; <paramref name="length"/> is the plain packet's, 0 unless the verdict is Ok. A refused packet may be spoilt.</summary>
    public SrtpVerdict Unprotect(Span<byte> packet, out int length)
    {
        length = 0;
        if (!RtpHeader.TryParseHeaderOnly(packet, out var header) || header.PayloadBytes < _rtpOverheadBytes)
        {
            return SrtpVerdict.Malformed;
        }

        var source = _rtp.Find(header.Ssrc);
        var index = PacketIndex.Estimate(source?.Highest ?? -1, header.SequenceNumber);
        if (IsReplay(_rtp, source, header.Ssrc, index, PacketIndex.Max))
        {
            return SrtpVerdict.Replayed;
        }

        if (!_transform.UnprotectRtp(packet, header.PayloadOffset, header.Ssrc, (ulong)index))
        {
            return SrtpVerdict.Unauthentic;
        }

        if (!Accept(_rtp, source, header.Ssrc, index))
        {
            return SrtpVerdict.TooManySources;
        }

        length = packet.Length - _rtpOverheadBytes;
        return SrtpVerdict.Ok;
    }

    /// <summary>The same for a compound RTCP packet; one that is authenticated but not encrypted is taken as well.</summary>
    public SrtpVerdict UnprotectRtcp(Span<byte> packet, out int length)
    {
        length = 0;
        if (packet.Length < SrtpTransform.RtcpClearBytes + _rtcpOverheadBytes || packet[0] >> 6 != 2)
        {
            return SrtpVerdict.Malformed;
        }

        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);
        var flaggedIndex = _transform.ReadRtcpIndex(packet);
        var index = flaggedIndex & ~SrtpTransform.EncryptedFlag;
        var source = _rtcp.Find(ssrc);
        if (IsReplay(_rtcp, source, ssrc, index, long.MaxValue))
        {
            return SrtpVerdict.Replayed;
        }

        if (!_transform.UnprotectRtcp(packet, ssrc, flaggedIndex))
        {
            return SrtpVerdict.Unauthentic;
        }

        if (!Accept(_rtcp, source, ssrc, index))
        {
            return SrtpVerdict.TooManySources;
        }

        length = packet.Length - _rtcpOverheadBytes;
        return SrtpVerdict.Ok;
    }

    public void Dispose() => _transform.Dispose();

    private static bool IsReplay(ReceivedSources sources, SourceIndices? source, uint ssrc, long index, long indexMax) =>
        index < 0 || index > indexMax || (source is null ? sources.IsRetired(ssrc) : source.Contains(index));

    private static bool Accept(ReceivedSources sources, SourceIndices? source, uint ssrc, long index) =>
        source is null ? sources.TryAdd(ssrc, index) : source.TryAdd(index);
}
