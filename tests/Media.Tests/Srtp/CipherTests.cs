using System.Text;
using Cluster.Media.Srtp;
using Cluster.Media.Srtp.Ciphers;
using Xunit;

namespace Media.Tests.Srtp;

/// <summary>The two libraries' primitives: each right by itself, and the same as the other for packets of every length.</summary>
[Collection("the process alone")]
public class CipherTests
{
    [Fact]
    public void OpenSSL_is_used_where_Linux_has_it() =>
        Assert.Equal(OperatingSystem.IsLinux() ? CipherLibrary.OpenSsl : CipherLibrary.Framework, CipherLibraries.Best);

    [Theory]
    [InlineData(SrtpProfile.AeadAes128Gcm)]
    [InlineData(SrtpProfile.Aes128CmHmacSha1_80)]
    internal void What_one_library_protects_the_other_unprotects_at_every_length(SrtpProfile profile)
    {
        var random = new Random(4_713);
        using var framework = SrtpTransform.Create(profile, SrtpPair.Key(profile, 3), CipherLibrary.Framework);
        using var openSsl = SrtpTransform.Create(profile, SrtpPair.Key(profile, 3), CipherLibrary.OpenSsl);
        var overhead = SrtpProfiles.RtpOverheadBytes(profile);
        for (var payload = 0; payload < 1_500; payload++)
        {
            var headerBytes = 12 + (random.Next(20) * 4);
            var length = headerBytes + payload;
            var plain = new byte[length];
            random.NextBytes(plain);
            var (ssrc, index) = ((uint)random.NextInt64(1L << 32), (ulong)random.NextInt64(1L << 48));

            var theirs = new byte[length + overhead];
            var ours = new byte[length + overhead];
            plain.CopyTo(theirs, 0);
            plain.CopyTo(ours, 0);
            framework.ProtectRtp(theirs, headerBytes, length, ssrc, index);
            openSsl.ProtectRtp(ours, headerBytes, length, ssrc, index);
            Assert.Equal(theirs, ours);

            Assert.True(openSsl.UnprotectRtp(theirs, headerBytes, ssrc, index));
            Assert.True(framework.UnprotectRtp(ours, headerBytes, ssrc, index));
            Assert.Equal(plain, theirs[..length]);
            Assert.Equal(plain, ours[..length]);
        }
    }

    [Theory]
    [InlineData(SrtpProfile.AeadAes128Gcm, CipherLibrary.Framework)]
    [InlineData(SrtpProfile.AeadAes128Gcm, CipherLibrary.OpenSsl)]
    [InlineData(SrtpProfile.Aes128CmHmacSha1_80, CipherLibrary.Framework)]
    [InlineData(SrtpProfile.Aes128CmHmacSha1_80, CipherLibrary.OpenSsl)]
    internal void A_changed_bit_anywhere_is_noticed_and_the_next_packet_is_taken(SrtpProfile profile, CipherLibrary library)
    {
        using var transform = SrtpTransform.Create(profile, SrtpPair.Key(profile, 3), library);
        var length = 12 + 40;
        var good = new byte[length + SrtpProfiles.RtpOverheadBytes(profile)];
        transform.ProtectRtp(good, 12, length, 5, 6);
        for (var bit = 0; bit < good.Length * 8; bit++)
        {
            var bad = (byte[])good.Clone();
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(transform.UnprotectRtp(bad, 12, 5, 6));
            Assert.True(transform.UnprotectRtp((byte[])good.Clone(), 12, 5, 6));
        }
    }

    [Theory]
    [InlineData(SrtpProfile.AeadAes128Gcm)]
    [InlineData(SrtpProfile.Aes128CmHmacSha1_80)]
    internal void Neither_a_packet_nor_a_forged_one_allocates(SrtpProfile profile)
    {
        using var transform = SrtpTransform.Create(profile, SrtpPair.Key(profile, 3), CipherLibrary.OpenSsl);
        var length = 1_200;
        var buffer = new byte[length + SrtpProfiles.RtpOverheadBytes(profile)];
        transform.ProtectRtp(buffer, 12, length, 5, 6);
        transform.UnprotectRtp(buffer, 12, 5, 6);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0ul; i < 100; i++)
        {
            transform.ProtectRtp(buffer, 12, length, 5, i);
            transform.UnprotectRtp(buffer, 12, 5, i + 1);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // RFC 2202, 3, test cases 1 and 2.
    [Theory]
    [InlineData("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "Hi There", "B617318655057264E28BC0B6FB378C8EF146BE00")]
    [InlineData("4a656665", "what do ya want for nothing?", "EFFCDF6AE5EB2FA2D27416D5F184DF9C259A7C79")]
    public void Hmac_is_that_of_RFC_2202(string key, string text, string hash)
    {
        Span<byte> written = stackalloc byte[PacketAuthenticator.HashBytes];
        foreach (var library in Enum.GetValues<CipherLibrary>())
        {
            using var authenticator = library.Authenticator(Convert.FromHexString(key));
            for (var split = 0; split <= text.Length; split++)
            {
                authenticator.Hash(Encoding.ASCII.GetBytes(text[..split]), Encoding.ASCII.GetBytes(text[split..]), written);
                Assert.Equal(hash, Convert.ToHexString(written));
            }
        }
    }
}
