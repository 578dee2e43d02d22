using Cluster.Actors.Serialization;

namespace Cluster.Actors.Accounts;

/// <summary>What happened to an account, as the journal keeps it for ever: no name, no address, no hash; those are in the account's row.</summary>
internal abstract record AccountEvent(AccountId Account, long AtMs) : IParleyMessage
{
    /// <summary>The account exists.</summary>
    public sealed record Created(AccountId Account, long AtMs) : AccountEvent(Account, AtMs);

    /// <summary>It may not log in any more.</summary>
    public sealed record Disabled(AccountId Account, long AtMs) : AccountEvent(Account, AtMs);
}
