namespace Cluster.Media.Srtp;

/// <summary>The protection profiles negotiated here, by their DTLS-SRTP numbers (RFC 5764, 4.1.2; RFC 7714, 14.2).</summary>
internal enum SrtpProfile : ushort
{
    Aes128CmHmacSha1_80 = 1,
    AeadAes128Gcm = 7,
}

/// <summary>The sizes that follow from a profile.</summary>
internal static class SrtpProfiles
{
    /// <summary>Bytes of a master key.</summary>
    public static int KeyBytes(SrtpProfile profile) => profile switch
    {
        SrtpProfile.Aes128CmHmacSha1_80 or SrtpProfile.AeadAes128Gcm => 16,
        _ => throw Unknown(profile),
    };

    /// <summary>Bytes of a master salt.</summary>
    public static int SaltBytes(SrtpProfile profile) => profile switch
    {
        SrtpProfile.Aes128CmHmacSha1_80 => 14,
        SrtpProfile.AeadAes128Gcm => 12,
        _ => throw Unknown(profile),
    };

    /// <summary>Bytes to export from DTLS: keys and salts of both directions.</summary>
    public static int KeyingMaterialBytes(SrtpProfile profile) => 2 * (KeyBytes(profile) + SaltBytes(profile));

    /// <summary>Bytes a protected RTP packet has more than the plain one.</summary>
    public static int RtpOverheadBytes(SrtpProfile profile) => profile switch
    {
        SrtpProfile.Aes128CmHmacSha1_80 => 10,
        SrtpProfile.AeadAes128Gcm => 16,
        _ => throw Unknown(profile),
    };

    /// <summary>Bytes a protected RTCP packet has more than the plain one: the tag and the index.</summary>
    public static int RtcpOverheadBytes(SrtpProfile profile) => RtpOverheadBytes(profile) + 4;

    private static ArgumentOutOfRangeException Unknown(SrtpProfile profile) =>
        new(nameof(profile), profile, "Not a protection profile of ours.");
}
