using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Cluster.Host.Tls.Acme;

/// <summary>The key that is an account at an authority: it signs every request (RFC 7515, ES256) and vouches for challenges.</summary>
internal sealed class AccountKey : IDisposable
{
    private readonly ECDsa _key;

    private AccountKey(ECDsa key)
    {
        _key = key;
        var point = key.ExportParameters(false).Q;
        // Members in this order and without spaces: the thumbprint is over exactly these bytes (RFC 7638 section 3).
        Jwk = $$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""";
        Thumbprint = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(Jwk)));
    }

    /// <summary>The public half as a JSON Web Key.</summary>
    public string Jwk { get; }

    /// <summary>The public half's digest (RFC 7638).</summary>
    public string Thumbprint { get; }

    /// <summary>A new key.</summary>
    public static AccountKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>The key that <see cref="Export"/> wrote.</summary>
    public static AccountKey Import(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return new AccountKey(key);
    }

    /// <summary>For keeping, in PEM. A secret.</summary>
    public string Export() => _key.ExportPkcs8PrivateKeyPem();

    /// <summary>What answers a challenge's token (RFC 8555 section 8.1).</summary>
    public string Authorize(string token) => $"{token}.{Thumbprint}";

    /// <summary>A request's signature, as JWS wants it: r and s side by side (RFC 7518 section 3.4).</summary>
    public byte[] Sign(byte[] data) => _key.SignData(data, HashAlgorithmName.SHA256);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
