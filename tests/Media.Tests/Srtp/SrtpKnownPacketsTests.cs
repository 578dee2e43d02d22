using Cluster.Media.Srtp;
using Xunit;

namespace Media.Tests.Srtp;

/// <summary>Whole packets, from the master key on, as another widely used implementation (libsrtp) protects them.</summary>
public class SrtpKnownPacketsTests
{
    private const string Rtp = "800F1234DECAFBADCAFEBABEABABABABABABABABABABABABABABABAB";
    private const string Rtcp = "81C8000BCAFEBABEABABABABABABABABABABABABABABABAB";

    [Theory]
    [InlineData(
        SrtpProfile.Aes128CmHmacSha1_80,
        "E1F97A0D3E018BE0D64FA32C06DE4139",
        "0EC675AD498AFEEBB6960B3AABE6",
        "800F1234DECAFBADCAFEBABE4E55DC4CE79978D88CA4D215949D2402B78D6ACC99EA179B8DBB",
        "81C8000BCAFEBABE7128035BE487B9BDBEF89041F977A5A880000001993E08CD54D6C1230798")]
    [InlineData(
        SrtpProfile.AeadAes128Gcm,
        "000102030405060708090A0B0C0D0E0F",
        "A0A1A2A3A4A5A6A7A8A9AAAB",
        "800F1234DECAFBADCAFEBABEC5002EDE04CFDD2EB91159E0880AA06ED2976826F796B201DF3131A127E8A392",
        "81C8000BCAFEBABEC98B8B5DF0392A55852B6C21AC8E7025C52C6FBEA2B3B446EA31123BA88CE61E80000001")]
    internal void Packets_are_protected_and_unprotected_alike(SrtpProfile profile, string key, string salt, string rtp, string rtcp)
    {
        var master = new SrtpMasterKey(Convert.FromHexString(key), Convert.FromHexString(salt));
        using var sender = new SrtpSender(profile, master);
        using var receiver = new SrtpReceiver(profile, master);

        var buffer = new byte[100];
        Convert.FromHexString(Rtp).CopyTo(buffer, 0);
        var length = sender.Protect(buffer, Rtp.Length / 2);
        Assert.Equal(rtp, Convert.ToHexString(buffer.AsSpan(0, length)));
        Assert.Equal(SrtpVerdict.Ok, receiver.Unprotect(buffer.AsSpan(0, length), out length));
        Assert.Equal(Rtp, Convert.ToHexString(buffer.AsSpan(0, length)));

        // The known RTCP packet has index 1.
        Convert.FromHexString(Rtcp).CopyTo(buffer, 0);
        sender.ProtectRtcp(buffer, Rtcp.Length / 2);
        Convert.FromHexString(Rtcp).CopyTo(buffer, 0);
        length = sender.ProtectRtcp(buffer, Rtcp.Length / 2);
        Assert.Equal(rtcp, Convert.ToHexString(buffer.AsSpan(0, length)));
        Assert.Equal(SrtpVerdict.Ok, receiver.UnprotectRtcp(buffer.AsSpan(0, length), out length));
        Assert.Equal(Rtcp, Convert.ToHexString(buffer.AsSpan(0, length)));
    }
}
