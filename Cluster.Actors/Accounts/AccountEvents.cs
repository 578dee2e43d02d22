using System.Text.Json.Serialization;
using Cluster.Actors.Serialization;

namespace Cluster.Actors.Accounts;

/// <summary>What happened to an account, as the journal keeps it for ever: no name, no address, no hash of a password; those are in the account's row.</summary>
internal abstract record AccountEvent(AccountId Account, long AtMs) : IParleyMessage
{
    /// <summary>What happened to whom: hashes of links are not for logs.</summary>
    public sealed override string ToString() => $"{GetType().Name} {Account}";

    /// <summary>The account exists.</summary>
    public sealed record Created(
        AccountId Account, long AtMs, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] AccountRole Role = AccountRole.Host)
        : AccountEvent(Account, AtMs);

    /// <summary>It may not log in any more.</summary>
    public sealed record Disabled(AccountId Account, long AtMs) : AccountEvent(Account, AtMs);

    /// <summary>It may log in again.</summary>
    public sealed record Enabled(AccountId Account, long AtMs) : AccountEvent(Account, AtMs);

    /// <summary>It may do what its role may do from now on.</summary>
    public sealed record RoleChanged(AccountId Account, long AtMs, AccountRole Role) : AccountEvent(Account, AtMs);

    /// <summary>There is a one-time link.</summary>
    /// <param name="Link">Names the link and does not open it.</param>
    /// <param name="SecretHash">SHA-256 of its 256 random bits, in hexadecimal.</param>
    public sealed record LinkMade(AccountId Account, long AtMs, string Link, string SecretHash, LinkPurpose Purpose, long ExpiresAtMs)
        : AccountEvent(Account, AtMs);

    /// <summary>A link was used to set the password: it and all others are void.</summary>
    public sealed record LinkUsed(AccountId Account, long AtMs, string Link) : AccountEvent(Account, AtMs);

    /// <summary>All links are void.</summary>
    public sealed record LinksRevoked(AccountId Account, long AtMs) : AccountEvent(Account, AtMs);

    /// <summary>There is another password: all links are void.</summary>
    public sealed record PasswordSet(AccountId Account, long AtMs) : AccountEvent(Account, AtMs);

    /// <summary>It is gone, and its earlier events are deleted.</summary>
    public sealed record Removed(AccountId Account, long AtMs) : AccountEvent(Account, AtMs);
}
