using System.Buffers.Binary;
using Cluster.Media.Rtp;

namespace Cluster.Media.Srtp;

/// <summary>Protects what one endpoint is sent (RFC 3711, 3.3 and 3.4). One thread's.</summary>
/// <remarks>
/// Packets may go out of order, also across a wrap. Under AEAD no sequence number is protected twice: two packets with one
/// nonce give the authentication key away (RFC 7714, 8.4), and a repeat is rarely the same to the byte, since its send time
/// and its transport-wide number change. Repeats take a stream of their own (RFC 4588). In counter mode with HMAC a repeat
/// with the same payload does no harm, and is allowed.
/// </remarks>
/// <param name="profile">The negotiated profile.</param>
/// <param name="master">The sending direction's key.</param>
/// <param name="sourcesMax">SSRCs that may be sent.</param>
internal sealed class SrtpSender(SrtpProfile profile, SrtpMasterKey master, int sourcesMax = SrtpSender.SourcesMax) : IDisposable
{
    /// <summary>The default bound of SSRCs.</summary>
    public const int SourcesMax = 256;

    private readonly SrtpTransform _transform = SrtpTransform.Create(profile, master);
    private readonly SourceTable<SourceIndices> _sources = new(sourcesMax);
    private readonly bool _mayRepeat = profile == SrtpProfile.Aes128CmHmacSha1_80;
    private readonly int _rtpOverheadBytes = SrtpProfiles.RtpOverheadBytes(profile);
    private readonly int _rtcpOverheadBytes = SrtpProfiles.RtcpOverheadBytes(profile);

    // One counter for all sources: each one's indices still only grow.
    private uint _rtcpIndex;

    /// <summary>
    /// Protects the first <paramref name="length"/> bytes in place. Returns the new length, or 0 when refused: no RTP, no room
    /// for the overhead, one source too many, a number from before the source's first, keys worn out (2^48 packets), or under
    /// AEAD a repeat, or a packet too far behind to tell (<see cref="SourceIndices.WindowPackets"/>).
    /// </summary>
    public int Protect(Span<byte> buffer, int length)
    {
        if (length + _rtpOverheadBytes > buffer.Length || !RtpHeader.TryParseHeaderOnly(buffer[..length], out var header))
        {
            return 0;
        }

        var source = _sources.Find(header.Ssrc);
        var index = PacketIndex.Estimate(source?.Highest ?? -1, header.SequenceNumber);
        if (index is < 0 or > PacketIndex.Max)
        {
            return 0;
        }

        if (source is null)
        {
            if (_sources.IsFull)
            {
                return 0;
            }

            source = new SourceIndices(index);
            _sources.Add(header.Ssrc, source);
        }
        else if (!source.TryAdd(index) && !_mayRepeat)
        {
            return 0;
        }

        _transform.ProtectRtp(buffer, header.PayloadOffset, length, header.Ssrc, (ulong)index);
        return length + _rtpOverheadBytes;
    }

    /// <summary>Protects a compound RTCP packet in place. Returns the new length, or 0 when refused: no RTCP, no room, or keys worn out (2^31 packets).</summary>
    public int ProtectRtcp(Span<byte> buffer, int length)
    {
        if (length < SrtpTransform.RtcpClearBytes || length + _rtcpOverheadBytes > buffer.Length
            || buffer[0] >> 6 != 2 || _rtcpIndex >= SrtpTransform.EncryptedFlag)
        {
            return 0;
        }

        _transform.ProtectRtcp(buffer, length, BinaryPrimitives.ReadUInt32BigEndian(buffer[4..]), _rtcpIndex++);
        return length + _rtcpOverheadBytes;
    }

    /// <summary>Makes place: this SSRC is never sent again under these keys, which the caller answers for (its indices are forgotten).</summary>
    public void Forget(uint ssrc) => _sources.Remove(ssrc);

    public void Dispose() => _transform.Dispose();
}
