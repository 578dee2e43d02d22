using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Cluster.Actors.Security;

/// <summary>
/// The secret by which a guest comes back as the same person: 256 random bits in base64url. Only its SHA-256 is told to
/// the room and stored: what has so many random bits needs no slow hash.
/// </summary>
internal sealed record ReturnToken(string Text)
{
    private const int Bytes = 32;
    private const int Chars = 43;

    /// <summary>What the room knows the holder by: 64 hexadecimal digits.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>The token a client brings, or a new one when it has none that could be one. Bringing one that no room knows grants nothing.</summary>
    public static ReturnToken Of(string? brought) =>
        brought is { Length: Chars } && brought.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            ? new ReturnToken(brought)
            : new ReturnToken(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>Never the token.</summary>
    public override string ToString() => nameof(ReturnToken);
}
