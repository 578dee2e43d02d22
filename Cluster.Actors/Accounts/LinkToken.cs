using System.Buffers.Text;
using System.Security.Cryptography;

namespace Cluster.Actors.Accounts;

/// <summary>
/// What stands in a one-time link: the account's id (16 bytes) and a secret (32 random bytes) in base64url, 64
/// characters. Only the secret's SHA-256 is kept; with 256 random bits in it, nothing slower is needed.
/// </summary>
internal static class LinkToken
{
    private const int IdBytes = 16;
    private const int SecretBytes = 32;
    private const int LinkIdBytes = 6;

    /// <summary>A new link for an account: its token, and what the journal keeps of it.</summary>
    public static (string Token, AccountLink Link) New(AccountId account, LinkPurpose purpose, long expiresAtMs)
    {
        Span<byte> bytes = stackalloc byte[IdBytes + SecretBytes];
        Convert.FromHexString(account.Value, bytes, out _, out _);
        RandomNumberGenerator.Fill(bytes[IdBytes..]);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(LinkIdBytes));
        return (Base64Url.EncodeToString(bytes), new AccountLink(id, HashOf(bytes[IdBytes..]), purpose, expiresAtMs));
    }

    /// <summary>Reads a token that somebody brings. Never throws.</summary>
    public static bool TryRead(string? token, out AccountId account, out string secretHash)
    {
        Span<byte> bytes = stackalloc byte[IdBytes + SecretBytes];
        (account, secretHash) = (default, "");
        if (token?.Length != Base64Url.GetEncodedLength(bytes.Length) || !Base64Url.IsValid(token)
            || !Base64Url.TryDecodeFromChars(token, bytes, out var length) || length != bytes.Length)
        {
            return false;
        }

        (account, secretHash) = (AccountId.Of(bytes), HashOf(bytes[IdBytes..]));
        return true;
    }

    private static string HashOf(ReadOnlySpan<byte> secret) => Convert.ToHexStringLower(SHA256.HashData(secret));
}
