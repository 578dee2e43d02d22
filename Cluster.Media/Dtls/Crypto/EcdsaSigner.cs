using System.Security.Cryptography;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace Cluster.Media.Dtls.Crypto;

/// <summary>Signs with the node's key by the framework. For any thread: one signs at a time.</summary>
internal sealed class EcdsaSigner(ECDsa key) : TlsSigner
{
    private readonly Lock _gate = new();

    public byte[] GenerateRawSignature(SignatureAndHashAlgorithm algorithm, byte[] hash)
    {
        lock (_gate)
        {
            return key.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence);
        }
    }

    /// <summary>None: what is signed is short.</summary>
    public TlsStreamSigner? GetStreamSigner(SignatureAndHashAlgorithm algorithm) => null;
}
