using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Cluster.Media.Srtp.Ciphers;

namespace Cluster.Media.Srtp;

/// <summary>AEAD_AES_128_GCM (RFC 7714, 8 and 9): the tag follows the ciphertext, and in SRTCP the index word follows the tag.</summary>
internal sealed class GcmTransform : SrtpTransform
{
    private const int TagBytes = AeadCipher.TagBytes;
    private const int SaltBytes = AeadCipher.NonceBytes;
    private const int IndexBytes = 4;

    private readonly AeadCipher _rtp;
    private readonly AeadCipher _rtcp;
    private readonly byte[] _rtpSalt;
    private readonly byte[] _rtcpSalt;

    /// <summary>Takes session keys, of 16 bytes, and session salts, of 12.</summary>
    public GcmTransform(CipherLibrary library, ReadOnlySpan<byte> rtpKey, byte[] rtpSalt, ReadOnlySpan<byte> rtcpKey, byte[] rtcpSalt)
    {
        _rtp = library.Aead(rtpKey);
        _rtcp = library.Aead(rtcpKey);
        _rtpSalt = rtpSalt;
        _rtcpSalt = rtcpSalt;
    }

    public static GcmTransform Derive(CipherLibrary library, SrtpMasterKey master) => new(
        library,
        KeyDerivation.Derive(master, KeyDerivation.RtpEncryption, 16),
        KeyDerivation.Derive(master, KeyDerivation.RtpSalt, SaltBytes),
        KeyDerivation.Derive(master, KeyDerivation.Rtcp + KeyDerivation.RtpEncryption, 16),
        KeyDerivation.Derive(master, KeyDerivation.Rtcp + KeyDerivation.RtpSalt, SaltBytes));

    public override void ProtectRtp(Span<byte> buffer, int headerBytes, int length, uint ssrc, ulong index)
    {
        Span<byte> nonce = stackalloc byte[SaltBytes];
        RtpNonce(nonce, ssrc, index);
        var payload = buffer[headerBytes..length];
        _rtp.Seal(nonce, payload, buffer.Slice(length, TagBytes), buffer[..headerBytes]);
    }

    public override bool UnprotectRtp(Span<byte> packet, int headerBytes, uint ssrc, ulong index)
    {
        Span<byte> nonce = stackalloc byte[SaltBytes];
        RtpNonce(nonce, ssrc, index);
        var payload = packet[headerBytes..^TagBytes];
        return _rtp.TryOpen(nonce, payload, packet[^TagBytes..], packet[..headerBytes]);
    }

    public override void ProtectRtcp(Span<byte> buffer, int length, uint ssrc, uint index)
    {
        Span<byte> nonce = stackalloc byte[SaltBytes];
        RtcpNonce(nonce, ssrc, index);
        var word = buffer.Slice(length + TagBytes, IndexBytes);
        BinaryPrimitives.WriteUInt32BigEndian(word, index | EncryptedFlag);
        Span<byte> associated = stackalloc byte[RtcpClearBytes + IndexBytes];
        buffer[..RtcpClearBytes].CopyTo(associated);
        word.CopyTo(associated[RtcpClearBytes..]);
        var payload = buffer[RtcpClearBytes..length];
        _rtcp.Seal(nonce, payload, buffer.Slice(length, TagBytes), associated);
    }

    public override bool UnprotectRtcp(Span<byte> packet, uint ssrc, uint flaggedIndex)
    {
        Span<byte> nonce = stackalloc byte[SaltBytes];
        RtcpNonce(nonce, ssrc, flaggedIndex & ~EncryptedFlag);
        var word = packet[^IndexBytes..];
        var tag = packet[^(TagBytes + IndexBytes)..^IndexBytes];
        var plain = packet[..^(TagBytes + IndexBytes)];
        if ((flaggedIndex & EncryptedFlag) == 0)
        {
            // Authenticated only: the word moves to where the tag was, so that what the tag covers is in one piece.
            Span<byte> kept = stackalloc byte[TagBytes];
            tag.CopyTo(kept);
            word.CopyTo(tag);
            return _rtcp.TryOpen(nonce, [], kept, packet[..(plain.Length + IndexBytes)]);
        }

        Span<byte> associated = stackalloc byte[RtcpClearBytes + IndexBytes];
        plain[..RtcpClearBytes].CopyTo(associated);
        word.CopyTo(associated[RtcpClearBytes..]);
        return _rtcp.TryOpen(nonce, plain[RtcpClearBytes..], tag, associated);
    }

    public override uint ReadRtcpIndex(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt32BigEndian(packet[^IndexBytes..]);

    public override void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    private void RtpNonce(Span<byte> nonce, uint ssrc, ulong index)
    {
        BinaryPrimitives.WriteUInt16BigEndian(nonce, 0);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[2..], ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[6..], (uint)(index >> 16));
        BinaryPrimitives.WriteUInt16BigEndian(nonce[10..], (ushort)index);
        Salt(nonce, _rtpSalt);
    }

    private void RtcpNonce(Span<byte> nonce, uint ssrc, uint index)
    {
        BinaryPrimitives.WriteUInt16BigEndian(nonce, 0);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[2..], ssrc);
        BinaryPrimitives.WriteUInt16BigEndian(nonce[6..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[8..], index);
        Salt(nonce, _rtcpSalt);
    }

    private static void Salt(Span<byte> nonce, byte[] salt)
    {
        MemoryMarshal.AsRef<ulong>(nonce) ^= MemoryMarshal.Read<ulong>(salt);
        MemoryMarshal.AsRef<uint>(nonce[sizeof(ulong)..]) ^= MemoryMarshal.Read<uint>(salt.AsSpan(sizeof(ulong)));
    }
}
