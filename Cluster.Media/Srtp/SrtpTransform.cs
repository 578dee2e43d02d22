using Cluster.Media.Srtp.Ciphers;

namespace Cluster.Media.Srtp;

/// <summary>
/// One profile's cryptography for one direction: encrypts, decrypts and authenticates single packets in place, and knows
/// nothing of replay or of rollover. Not for two threads: it keeps buffers.
/// </summary>
internal abstract class SrtpTransform : IDisposable
{
    /// <summary>The bit of an SRTCP packet's last word that says it is encrypted; the rest is its index (RFC 3711, 3.4).</summary>
    public const uint EncryptedFlag = 0x8000_0000;

    /// <summary>Bytes of an RTCP packet that stay in the clear.</summary>
    public const int RtcpClearBytes = 8;

    /// <summary>Derives a direction's session keys.</summary>
    public static SrtpTransform Create(SrtpProfile profile, SrtpMasterKey master) => Create(profile, master, CipherLibraries.Best);

    /// <summary>The same with the primitives of a library.</summary>
    public static SrtpTransform Create(SrtpProfile profile, SrtpMasterKey master, CipherLibrary library) => profile switch
    {
        SrtpProfile.AeadAes128Gcm => GcmTransform.Derive(library, master),
        SrtpProfile.Aes128CmHmacSha1_80 => CounterModeTransform.Derive(library, master),
        _ => throw new ArgumentOutOfRangeException(nameof(profile), profile, "Not a protection profile of ours."),
    };

    /// <summary>Protects an RTP packet of <paramref name="length"/> bytes; the buffer has room for the overhead.</summary>
    /// <param name="buffer">Begins with the packet.</param>
    /// <param name="headerBytes">What stays in the clear: the header with its extensions.</param>
    /// <param name="length">Bytes of the plain packet.</param>
    /// <param name="ssrc">The packet's source.</param>
    /// <param name="index">48 bits: rollover counter and sequence number.</param>
    public abstract void ProtectRtp(Span<byte> buffer, int headerBytes, int length, uint ssrc, ulong index);

    /// <summary>Undoes <see cref="ProtectRtp"/> on a packet no shorter than header and overhead; false when it is not authentic, and then it is spoilt.</summary>
    public abstract bool UnprotectRtp(Span<byte> packet, int headerBytes, uint ssrc, ulong index);

    /// <summary>Protects a compound RTCP packet with encryption; the buffer has room for the overhead.</summary>
    /// <param name="buffer">Begins with the packet.</param>
    /// <param name="length">Bytes of the plain packet, at least <see cref="RtcpClearBytes"/>.</param>
    /// <param name="ssrc">The packet's first source.</param>
    /// <param name="index">31 bits.</param>
    public abstract void ProtectRtcp(Span<byte> buffer, int length, uint ssrc, uint index);

    /// <summary>Undoes <see cref="ProtectRtcp"/>, also on a packet that is authenticated only; it is no shorter than the overhead and the clear bytes.</summary>
    /// <param name="packet">The packet, from its header to its last byte.</param>
    /// <param name="ssrc">The packet's first source.</param>
    /// <param name="flaggedIndex">The index word as it is in the packet, with the flag.</param>
    public abstract bool UnprotectRtcp(Span<byte> packet, uint ssrc, uint flaggedIndex);

    /// <summary>The index word of a protected RTCP packet that is long enough to have one.</summary>
    public abstract uint ReadRtcpIndex(ReadOnlySpan<byte> packet);

    public abstract void Dispose();
}
