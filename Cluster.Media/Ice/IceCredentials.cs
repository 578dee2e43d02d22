using System.Security.Cryptography;
using System.Text;

namespace Cluster.Media.Ice;

/// <summary>One side's short-term credentials for connectivity checks (RFC 8445 section 5.3).</summary>
/// <param name="UserFragment">4 to 256 ice-chars; public, it finds the endpoint.</param>
/// <param name="Password">22 to 256 ice-chars; it keys MESSAGE-INTEGRITY.</param>
internal sealed record IceCredentials(string UserFragment, string Password)
{
    private const string IceChars = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary>Fresh credentials: 48 and 144 bits, of which the RFC asks for 24 and 128.</summary>
    public static IceCredentials Create() =>
        new(RandomNumberGenerator.GetString(IceChars, 8), RandomNumberGenerator.GetString(IceChars, 24));

    /// <summary>The key of MESSAGE-INTEGRITY; keep the array, this makes a new one each time.</summary>
    public byte[] ToKey() => Encoding.ASCII.GetBytes(Password);

    /// <summary>The fragment alone: a password never reaches a log.</summary>
    public override string ToString() => UserFragment;

    /// <summary>Whether every character is an ice-char (RFC 8839 section 5.4) and the length within bounds.</summary>
    internal static bool IsWellFormed(ReadOnlySpan<char> value, int lengthMin) =>
        value.Length >= lengthMin && value.Length <= 256 && !value.ContainsAnyExcept(IceCharSet);

    private static readonly System.Buffers.SearchValues<char> IceCharSet = System.Buffers.SearchValues.Create(IceChars);
}
