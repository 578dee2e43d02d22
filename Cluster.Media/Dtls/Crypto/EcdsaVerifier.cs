using System.Security.Cryptography;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace Cluster.Media.Dtls.Crypto;

/// <summary>Verifies a client's signature by the framework.</summary>
/// <param name="publicKey">Its SubjectPublicKeyInfo in DER; what is none fails verification.</param>
internal sealed class EcdsaVerifier(byte[] publicKey) : TlsVerifier
{
    public bool VerifyRawSignature(DigitallySigned digitallySigned, byte[] hash)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            return key.VerifyHash(hash, digitallySigned.Signature, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            // A curve or a point that is none.
            return false;
        }
    }

    /// <summary>None: what is signed is short.</summary>
    public TlsStreamVerifier? GetStreamVerifier(DigitallySigned digitallySigned) => null;
}
