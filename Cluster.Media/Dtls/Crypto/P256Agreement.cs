using System.Security.Cryptography;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace Cluster.Media.Dtls.Crypto;

/// <summary>One handshake's key agreement on P-256 by the framework (RFC 8422, 5.4 and 5.11).</summary>
internal sealed class P256Agreement(TlsCrypto crypto) : TlsAgreement
{
    private const int CoordinateBytes = 32;
    private const byte Uncompressed = 4;

    private readonly ECDiffieHellman _ours = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private byte[]? _secret;

    public byte[] GenerateEphemeral()
    {
        var point = _ours.ExportParameters(includePrivateParameters: false).Q;
        return [Uncompressed, .. point.X!, .. point.Y!];
    }

    /// <summary>Takes the peer's point; refuses with illegal_parameter what is none on the curve.</summary>
    public void ReceivePeerValue(byte[] peerValue)
    {
        if (peerValue.Length != 1 + (2 * CoordinateBytes) || peerValue[0] != Uncompressed)
        {
            throw new TlsFatalAlert(AlertDescription.illegal_parameter);
        }

        try
        {
            using var theirs = ECDiffieHellman.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = peerValue[1..(1 + CoordinateBytes)], Y = peerValue[(1 + CoordinateBytes)..] },
            });
            using var key = theirs.PublicKey;
            _secret = _ours.DeriveRawSecretAgreement(key);
        }
        catch (CryptographicException cause)
        {
            throw new TlsFatalAlert(AlertDescription.illegal_parameter, cause);
        }
    }

    public TlsSecret CalculateSecret()
    {
        _ours.Dispose();
        return crypto.CreateSecret(_secret ?? throw new InvalidOperationException("The peer's value is missing."));
    }
}
