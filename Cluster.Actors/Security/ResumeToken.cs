using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Cluster.Actors.Security;

/// <summary>The secret by which a participant's new socket shows that it is the old one's: 256 random bits in base64url.</summary>
internal sealed record ResumeToken(string Text)
{
    private const int Bytes = 32;

    /// <summary>A new token.</summary>
    public static ResumeToken New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>Whether a client's token is this, in a time that does not depend on where they differ.</summary>
    public bool Matches(string? offered) =>
        offered is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Text), Encoding.UTF8.GetBytes(offered));

    /// <summary>What its tickets know it by: 64 hexadecimal digits of SHA-256. What has so many random bits needs no slow hash.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>Never the token.</summary>
    public override string ToString() => nameof(ResumeToken);
}
