using Cluster.Media.Srtp;
using Cluster.Media.Srtp.Ciphers;
using Xunit;

namespace Media.Tests.Srtp;

/// <summary>AEAD_AES_128_GCM against the vectors of RFC 7714, 16 and 17, whose keys are session keys.</summary>
public class GcmTransformTests
{
    private const string RtpPlain =
        "8040F17B8041F8D35501A0B247616C6C696120657374206F6D6E69732064697669736120696E207061727465732074726573";

    private const string RtpProtected =
        "8040F17B8041F8D35501A0B2F24DE3A3FB34DE6CACBA861C9D7E4BCABE633BD50D294E6F42A5F47A51C7D19B36DE3ADF8833899D7F27BEB16A9152CF765EE4390CCE";

    private const string RtcpPlain =
        "81C8000D4D6172734E5450314E545032525450200000042A0000E9304C756E61DEADBEEFDEADBEEFDEADBEEFDEADBEEFDEADBEEF";

    private const string RtcpProtected =
        "81C8000D4D61727363E94885DCDAB67CA727D7662F6B7E997FF5C0F76C06F32DC676A5F1730D6FDA4CE09B4686303DED0BB9275B"
        + "C84AA45896CF4D2FC5ABF87245D9EADE800005D4";

    private const string RtcpTagged = RtcpPlain + "841DD9683DD78EC92AE58790125F62B3000005D4";

    private const uint RtpSsrc = 0x5501a0b2;
    private const uint RtcpSsrc = 0x4d617273;

    [Theory]
    [InlineData(CipherLibrary.Framework)]
    [InlineData(CipherLibrary.OpenSsl)]
    internal void Rtp_is_protected_and_unprotected_as_in_16_1(CipherLibrary library)
    {
        using var transform = Session(library);
        var buffer = new byte[RtpProtected.Length / 2];
        Convert.FromHexString(RtpPlain).CopyTo(buffer, 0);
        transform.ProtectRtp(buffer, 12, RtpPlain.Length / 2, RtpSsrc, 0xf17b);
        Assert.Equal(RtpProtected, Convert.ToHexString(buffer));

        Assert.True(transform.UnprotectRtp(buffer, 12, RtpSsrc, 0xf17b));
        Assert.Equal(RtpPlain, Convert.ToHexString(buffer.AsSpan(0, RtpPlain.Length / 2)));
    }

    [Theory]
    [InlineData(CipherLibrary.Framework)]
    [InlineData(CipherLibrary.OpenSsl)]
    internal void Rtcp_is_protected_and_unprotected_as_in_17_1(CipherLibrary library)
    {
        using var transform = Session(library);
        var buffer = new byte[RtcpProtected.Length / 2];
        Convert.FromHexString(RtcpPlain).CopyTo(buffer, 0);
        transform.ProtectRtcp(buffer, RtcpPlain.Length / 2, RtcpSsrc, 0x5d4);
        Assert.Equal(RtcpProtected, Convert.ToHexString(buffer));

        Assert.Equal(0x8000_05d4u, transform.ReadRtcpIndex(buffer));
        Assert.True(transform.UnprotectRtcp(buffer, RtcpSsrc, 0x8000_05d4));
        Assert.Equal(RtcpPlain, Convert.ToHexString(buffer.AsSpan(0, RtcpPlain.Length / 2)));
    }

    [Theory]
    [InlineData(CipherLibrary.Framework)]
    [InlineData(CipherLibrary.OpenSsl)]
    internal void Rtcp_that_is_only_authenticated_is_taken_as_in_17_3(CipherLibrary library)
    {
        using var transform = Session(library);
        var packet = Convert.FromHexString(RtcpTagged);
        Assert.True(transform.UnprotectRtcp(packet, RtcpSsrc, 0x5d4));
        Assert.Equal(RtcpPlain, Convert.ToHexString(packet.AsSpan(0, RtcpPlain.Length / 2)));

        var damaged = Convert.FromHexString(RtcpTagged);
        damaged[20] ^= 1;
        Assert.False(transform.UnprotectRtcp(damaged, RtcpSsrc, 0x5d4));
    }

    private static GcmTransform Session(CipherLibrary library)
    {
        var key = Convert.FromHexString("000102030405060708090A0B0C0D0E0F");
        var salt = Convert.FromHexString("517569642070726F2071756F");
        return new GcmTransform(library, key, salt, key, salt);
    }
}
