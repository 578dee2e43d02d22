using Cluster.Actors.Serialization;

namespace Cluster.Actors.Accounts;

/// <summary>What may be asked of an account; each is answered by an <see cref="AccountReply"/>. Login names are resolved by <see cref="AccountDirectory"/>.</summary>
public abstract record AccountCommand(AccountId Account) : IParleyMessage
{
    /// <summary>What it is and whose: never what it holds, for passwords and names are not for logs.</summary>
    public sealed override string ToString() => $"{GetType().Name} {Account}";

    /// <summary>Creates the account, whose id is new and random: answered by <see cref="AccountReply.Created"/>.</summary>
    public sealed record Create(AccountId Account, AccountName Login, string Name, string Password) : AccountCommand(Account);

    /// <summary>Checks a password: answered by <see cref="AccountReply.Verified"/> or a refusal that does not say which part was wrong.</summary>
    public sealed record Verify(AccountId Account, string Password) : AccountCommand(Account);

    /// <summary>Bars the account from logging in: answered by <see cref="AccountReply.Done"/>.</summary>
    public sealed record Disable(AccountId Account) : AccountCommand(Account);
}

/// <summary>What an account answers.</summary>
public abstract record AccountReply : IParleyMessage
{
    private AccountReply()
    {
    }

    /// <summary>The account exists from now on.</summary>
    public sealed record Created(AccountId Account) : AccountReply;

    /// <summary>The password is right; <paramref name="Name"/> is the person's name for display.</summary>
    public sealed record Verified(AccountId Account, string Name) : AccountReply;

    /// <summary>Done.</summary>
    public sealed record Done(AccountId Account) : AccountReply;

    /// <summary>
    /// Refused, with a stable code: <c>login-taken</c>, <c>login-failed</c>, <c>too-many-attempts</c>, <c>bad-request</c>,
    /// <c>account-unknown</c>, <c>storage-unavailable</c>, <c>try-again</c>.
    /// </summary>
    public sealed record Refused(string Code, string Message) : AccountReply;
}
