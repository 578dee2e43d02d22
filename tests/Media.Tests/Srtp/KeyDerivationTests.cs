using Cluster.Media.Srtp;
using Cluster.Media.Srtp.Ciphers;
using Xunit;

namespace Media.Tests.Srtp;

/// <summary>Key derivation and counter mode against RFC 3711's appendix B.</summary>
public class KeyDerivationTests
{
    private static readonly SrtpMasterKey Master = new(
        Convert.FromHexString("E1F97A0D3E018BE0D64FA32C06DE4139"), Convert.FromHexString("0EC675AD498AFEEBB6960B3AABE6"));

    [Theory]
    [InlineData(0, "C61E7A93744F39EE10734AFE3FF7A087")]
    [InlineData(2, "30CBBC08863D8C85D49DB34A9AE1")]
    [InlineData(
        1,
        "CEBE321F6FF7716B6FD4AB49AF256A156D38BAA48F0A0ACF3C34E2359E6CDBCEE049646C43D9327AD175578EF72270986371C10C9A369AC2F94A8C5FBCDDDC25"
        + "6D6E919A48B610EF17C2041E474035766B68642C59BBFC2F34DB60DBDFB2")]
    public void Session_keys_are_those_of_appendix_B3(byte label, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(KeyDerivation.Derive(Master, label, expected.Length / 2)));

    [Theory]
    [InlineData(CipherLibrary.Framework)]
    [InlineData(CipherLibrary.OpenSsl)]
    internal void The_keystream_is_that_of_appendix_B2_up_to_its_last_block(CipherLibrary library)
    {
        using var cipher = library.Counter(
            Convert.FromHexString("2B7E151628AED2A6ABF7158809CF4F3C"), Convert.FromHexString("F0F1F2F3F4F5F6F7F8F9FAFBFCFD"));
        var stream = new byte[1_044_512];
        cipher.Apply(stream, 0, 0);

        Assert.Equal("E03EAD0935C95E80E166B16DD92B4EB4D23513162B02D0F72A43A2FE4A5F97AB41E95B3BB0A2E8DD477901E4FCA894C0",
            Convert.ToHexString(stream.AsSpan(0, 48)));
        Assert.Equal("EC8CDF7398607CB0F2D21675EA9EA1E4362B7C3C6773516318A077D7FC5073AE6A2CC3787889374FBEB4C81B17BA6C44",
            Convert.ToHexString(stream.AsSpan(16 * 0xfeff)));
    }

    [Fact]
    public void Exported_material_is_divided_client_key_server_key_client_salt_server_salt()
    {
        foreach (var profile in new[] { SrtpProfile.Aes128CmHmacSha1_80, SrtpProfile.AeadAes128Gcm })
        {
            var salt = SrtpProfiles.SaltBytes(profile);
            var material = Enumerable.Range(0, SrtpProfiles.KeyingMaterialBytes(profile)).Select(i => (byte)i).ToArray();
            var keys = SrtpKeys.FromExporter(profile, material);
            Assert.Equal(material[..16], keys.Client.Key.ToArray());
            Assert.Equal(material[16..32], keys.Server.Key.ToArray());
            Assert.Equal(material[32..(32 + salt)], keys.Client.Salt.ToArray());
            Assert.Equal(material[(32 + salt)..], keys.Server.Salt.ToArray());
        }

        Assert.Equal(60, SrtpProfiles.KeyingMaterialBytes(SrtpProfile.Aes128CmHmacSha1_80));
        Assert.Equal(56, SrtpProfiles.KeyingMaterialBytes(SrtpProfile.AeadAes128Gcm));
    }

    [Fact]
    public void A_key_does_not_print_itself() =>
        Assert.DoesNotContain("E1F9", new SrtpKeys(SrtpProfile.AeadAes128Gcm, Master, Master).ToString(), StringComparison.OrdinalIgnoreCase);
}
