using System.Buffers.Binary;
using System.Security.Cryptography;
using Cluster.Media.Srtp.Ciphers;

namespace Cluster.Media.Srtp;

/// <summary>AES128_CM_HMAC_SHA1_80 (RFC 3711, 4.1.1 and 4.2): the tag comes last, and in SRTCP the index word before it.</summary>
internal sealed class CounterModeTransform : SrtpTransform
{
    private const int TagBytes = 10;
    private const int IndexBytes = 4;

    private readonly CounterCipher _rtp;
    private readonly CounterCipher _rtcp;
    private readonly PacketAuthenticator _rtpHash;
    private readonly PacketAuthenticator _rtcpHash;

    private CounterModeTransform(CipherLibrary library, SrtpMasterKey master)
    {
        _rtp = Cipher(library, master, 0);
        _rtcp = Cipher(library, master, KeyDerivation.Rtcp);
        _rtpHash = Authenticator(library, master, 0);
        _rtcpHash = Authenticator(library, master, KeyDerivation.Rtcp);
    }

    public static CounterModeTransform Derive(CipherLibrary library, SrtpMasterKey master) => new(library, master);

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

    private static CounterCipher Cipher(CipherLibrary library, SrtpMasterKey master, byte labels) => library.Counter(
        KeyDerivation.Derive(master, (byte)(labels + KeyDerivation.RtpEncryption), 16),
        KeyDerivation.Derive(master, (byte)(labels + KeyDerivation.RtpSalt), 14));

    private static PacketAuthenticator Authenticator(CipherLibrary library, SrtpMasterKey master, byte labels) => library.Authenticator(
        KeyDerivation.Derive(master, (byte)(labels + KeyDerivation.RtpAuthentication), PacketAuthenticator.HashBytes));

    private void RtpTag(ReadOnlySpan<byte> packet, ulong index, Span<byte> tag)
    {
        Span<byte> rollover = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(rollover, (uint)(index >> 16));
        Tag(_rtpHash, packet, rollover, tag);
    }

    private void RtcpTag(ReadOnlySpan<byte> packet, Span<byte> tag) => Tag(_rtcpHash, packet, [], tag);

    private static void Tag(PacketAuthenticator hash, ReadOnlySpan<byte> packet, ReadOnlySpan<byte> suffix, Span<byte> tag)
    {
        Span<byte> whole = stackalloc byte[PacketAuthenticator.HashBytes];
        hash.Hash(packet, suffix, whole);
        whole[..TagBytes].CopyTo(tag);
    }
}
