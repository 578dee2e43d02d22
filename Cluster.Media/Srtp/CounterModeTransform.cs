using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Cluster.Media.Srtp;

/// <summary>AES128_CM_HMAC_SHA1_80 (RFC 3711, 4.1.1 and 4.2): the tag comes last, and in SRTCP the index word before it.</summary>
internal sealed class CounterModeTransform : SrtpTransform
{
    private const int TagBytes = 10;
    private const int HashBytes = 20;
    private const int IndexBytes = 4;

    private readonly AesCounterMode _rtp;
    private readonly AesCounterMode _rtcp;
    private readonly IncrementalHash _rtpHash;
    private readonly IncrementalHash _rtcpHash;

    private CounterModeTransform(AesCounterMode rtp, byte[] rtpAuthentication, AesCounterMode rtcp, byte[] rtcpAuthentication)
    {
        _rtp = rtp;
        _rtcp = rtcp;
        _rtpHash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, rtpAuthentication);
        _rtcpHash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, rtcpAuthentication);
    }

    public static CounterModeTransform Derive(SrtpMasterKey master) => new(
        Cipher(master, 0),
        KeyDerivation.Derive(master, KeyDerivation.RtpAuthentication, HashBytes),
        Cipher(master, KeyDerivation.Rtcp),
        KeyDerivation.Derive(master, KeyDerivation.Rtcp + KeyDerivation.RtpAuthentication, HashBytes));

    public override void ProtectRtp(Span<byte> buffer, int headerBytes, int length, uint ssrc, ulong index)
    {
        _rtp.Apply(buffer[headerBytes..length], ssrc, index);
        RtpTag(buffer[..length], index, buffer.Slice(length, TagBytes));
    }

    public override bool UnprotectRtp(Span<byte> packet, int headerBytes, uint ssrc, ulong index)
    {
        Span<byte> tag = stackalloc byte[TagBytes];
        RtpTag(packet[..^TagBytes], index, tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, packet[^TagBytes..]))
        {
            return false;
        }

        _rtp.Apply(packet[headerBytes..^TagBytes], ssrc, index);
        return true;
    }

    public override void ProtectRtcp(Span<byte> buffer, int length, uint ssrc, uint index)
    {
        _rtcp.Apply(buffer[RtcpClearBytes..length], ssrc, index);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[length..], index | EncryptedFlag);
        RtcpTag(buffer[..(length + IndexBytes)], buffer.Slice(length + IndexBytes, TagBytes));
    }

    public override bool UnprotectRtcp(Span<byte> packet, uint ssrc, uint flaggedIndex)
    {
        Span<byte> tag = stackalloc byte[TagBytes];
        RtcpTag(packet[..^TagBytes], tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, packet[^TagBytes..]))
        {
            return false;
        }

        if ((flaggedIndex & EncryptedFlag) != 0)
        {
            _rtcp.Apply(packet[RtcpClearBytes..^(TagBytes + IndexBytes)], ssrc, flaggedIndex & ~EncryptedFlag);
        }

        return true;
    }

    public override uint ReadRtcpIndex(ReadOnlySpan<byte> packet) =>
        BinaryPrimitives.ReadUInt32BigEndian(packet[^(TagBytes + IndexBytes)..]);

    public override void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
        _rtpHash.Dispose();
        _rtcpHash.Dispose();
    }

    private static AesCounterMode Cipher(SrtpMasterKey master, byte labels) => new(
        KeyDerivation.Derive(master, (byte)(labels + KeyDerivation.RtpEncryption), 16),
        KeyDerivation.Derive(master, (byte)(labels + KeyDerivation.RtpSalt), 14));

    private void RtpTag(ReadOnlySpan<byte> packet, ulong index, Span<byte> tag)
    {
        Span<byte> rollover = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(rollover, (uint)(index >> 16));
        _rtpHash.AppendData(packet);
        _rtpHash.AppendData(rollover);
        Finish(_rtpHash, tag);
    }

    private void RtcpTag(ReadOnlySpan<byte> packet, Span<byte> tag)
    {
        _rtcpHash.AppendData(packet);
        Finish(_rtcpHash, tag);
    }

    private static void Finish(IncrementalHash hash, Span<byte> tag)
    {
        Span<byte> whole = stackalloc byte[HashBytes];
        hash.GetHashAndReset(whole);
        whole[..TagBytes].CopyTo(tag);
    }
}
