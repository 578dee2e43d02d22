using System.Buffers.Binary;
using Cluster.Media.Rtp;

namespace Cluster.Media.Srtp;

/// <summary>Unprotects what one endpoint sends (RFC 3711, 3.3 and 3.4), each packet once. One thread's.</summary>
/// <remarks>Only an authentic packet changes anything: forged ones neither move an index or a replay window nor fill the table.</remarks>
/// <param name="profile">The negotiated profile.</param>
/// <param name="master">The receiving direction's key.</param>
/// <param name="sourcesMax">SSRCs that may be received, counted for RTP and RTCP apart.</param>
internal sealed class SrtpReceiver(SrtpProfile profile, SrtpMasterKey master, int sourcesMax = SrtpReceiver.SourcesMax) : IDisposable
{
    /// <summary>The default bound of SSRCs.</summary>
    public const int SourcesMax = 64;

    /// <summary>How far a packet may lag behind the newest of its source.</summary>
    public const int ReplayPackets = SourceIndices.WindowPackets;

    private readonly SrtpTransform _transform = SrtpTransform.Create(profile, master);
    private readonly SourceTable<SourceIndices> _rtp = new(sourcesMax);
    private readonly SourceTable<SourceIndices> _rtcp = new(sourcesMax);
    private readonly int _rtpOverheadBytes = SrtpProfiles.RtpOverheadBytes(profile);
    private readonly int _rtcpOverheadBytes = SrtpProfiles.RtcpOverheadBytes(profile);

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
        var refusal = Check(_rtp, source, index, PacketIndex.Max);
        if (refusal != SrtpVerdict.Ok)
        {
            return refusal;
        }

        if (!_transform.UnprotectRtp(packet, header.PayloadOffset, header.Ssrc, (ulong)index))
        {
            return SrtpVerdict.Unauthentic;
        }

        Accept(_rtp, source, header.Ssrc, index);
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
        var refusal = Check(_rtcp, source, index, long.MaxValue);
        if (refusal != SrtpVerdict.Ok)
        {
            return refusal;
        }

        if (!_transform.UnprotectRtcp(packet, ssrc, flaggedIndex))
        {
            return SrtpVerdict.Unauthentic;
        }

        Accept(_rtcp, source, ssrc, index);
        length = packet.Length - _rtcpOverheadBytes;
        return SrtpVerdict.Ok;
    }

    public void Dispose() => _transform.Dispose();

    private static SrtpVerdict Check(SourceTable<SourceIndices> table, SourceIndices? source, long index, long indexMax) =>
        source is null && table.IsFull ? SrtpVerdict.TooManySources
        : index < 0 || index > indexMax || (source is not null && source.Contains(index)) ? SrtpVerdict.Replayed
        : SrtpVerdict.Ok;

    private static void Accept(SourceTable<SourceIndices> table, SourceIndices? source, uint ssrc, long index)
    {
        if (source is null)
        {
            table.Add(ssrc, new SourceIndices(index));
        }
        else
        {
            source.TryAdd(index);
        }
    }
}
