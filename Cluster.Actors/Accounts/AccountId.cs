using System.Security.Cryptography;

namespace Cluster.Actors.Accounts;

/// <summary>
/// An account's id: 128 random bits as 32 hexadecimal digits. It says nothing of the person, because it stays in the
/// journal after the account is deleted.
/// </summary>
public readonly record struct AccountId
{
    private const int Bytes = 16;

    private readonly string? value;

    private AccountId(string value) => this.value = value;

    /// <summary>The id; empty only in a default value, which is no account.</summary>
    public string Value => value ?? "";

    /// <summary>A new id.</summary>
    public static AccountId New() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>Reads an id.</summary>
    public static bool TryCreate(string? raw, out AccountId id)
    {
        var valid = raw is { Length: Bytes * 2 } && raw.All(char.IsAsciiHexDigitLower);
        id = valid ? new AccountId(raw!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>An id made of 16 bytes that are as good as random.</summary>
    internal static AccountId Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(bytes[..Bytes]));
}
