using System.Security.Cryptography;
using Cluster.Host.Tls;

namespace Host.Tests.Tls;

/// <summary>Certificates and keys as people have them, and as they get them wrong.</summary>
public sealed class PemPairTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EC_and_RSA_with_their_chain(bool rsa)
    {
        var (chain, key) = _authority.Sign("meet.example.org", rsa: rsa);
        var read = PemPair.Read(chain, key);
        Assert.True(read.Leaf.HasPrivateKey);
        Assert.False(read.IsSelfSigned);
        Assert.Equal("CN=Test intermediate", Assert.Single(read.Context.IntermediateCertificates).Subject);
        Assert.Matches("^([0-9A-F]{2}:){31}[0-9A-F]{2}$", read.Fingerprint);
    }

    [Fact]
    public void Keys_in_the_form_of_their_kind()
    {
        var (chain, key) = _authority.Sign("meet.example.org");
        using var ec = ECDsa.Create();
        ec.ImportFromPem(key);
        Assert.True(PemPair.Read(chain, ec.ExportECPrivateKeyPem()).Leaf.HasPrivateKey);
        var (rsaChain, rsaKey) = _authority.Sign("meet.example.org", rsa: true);
        using var rsa = RSA.Create();
        rsa.ImportFromPem(rsaKey);
        Assert.True(PemPair.Read(rsaChain, rsa.ExportRSAPrivateKeyPem()).Leaf.HasPrivateKey);
    }

    [Fact]
    public void What_is_no_pair_is_said_in_words()
    {
        var (chain, key) = _authority.Sign("meet.example.org");
        var (rsaChain, rsaKey) = _authority.Sign("meet.example.org", rsa: true);
        using var ec = ECDsa.Create();
        ec.ImportFromPem(key);
        var encrypted = ec.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1_000));
        Assert.Contains("openssl pkey", Refused(chain, encrypted), StringComparison.Ordinal);
        Assert.Contains("not the certificate's", Refused(chain, _authority.Sign("other.example.org").Key), StringComparison.Ordinal);
        Assert.Contains("not the certificate's", Refused(chain, rsaKey), StringComparison.Ordinal);
        Assert.Contains("not the certificate's", Refused(rsaChain, key), StringComparison.Ordinal);
        Assert.Contains("no PEM certificate", Refused(key, key), StringComparison.Ordinal);
        Assert.Contains("no PEM private key", Refused(chain, chain), StringComparison.Ordinal);
        Assert.Contains("no PEM certificate", Refused("", key), StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_file_is_refused_wherever_it_ends()
    {
        var (chain, key) = _authority.Sign("meet.example.org");
        CsCheck.Check.Sample(
            CsCheck.Gen.Select(CsCheck.Gen.Int[0, chain.Length - 1], CsCheck.Gen.Int[0, key.Length - 30]),
            (chainChars, keyChars) =>
            {
                Assert.Throws<PemPairException>(() => PemPair.Read(chain, key[..keyChars]));
                try
                {
                    // Cut within the intermediates it is a shorter chain.
                    Assert.True(PemPair.Read(chain[..chainChars], key).Leaf.HasPrivateKey);
                }
                catch (PemPairException refusal)
                {
                    Assert.NotEmpty(refusal.Message);
                }
            },
            iter: 200);
    }

    public void Dispose() => _authority.Dispose();

    private static string Refused(string chain, string key) => Assert.Throws<PemPairException>(() => PemPair.Read(chain, key)).Message;
}
