using Cluster.Actors.Serialization;

namespace Cluster.Actors.Accounts;

/// <summary>What may be asked of an account; each is answered by an <see cref="AccountReply"/>. Login names are resolved by <see cref="AccountDirectory"/>.</summary>
public abstract record AccountCommand(AccountId Account) : IParleyMessage
{
    /// <summary>What it is and whose: never what it holds, for passwords and names are not for logs.</summary>
    public sealed override string ToString() => $"{GetType().Name} {Account}";

    /// <summary>Creates the account, whose id is new and random, with a password: answered by <see cref="AccountReply.Created"/>.</summary>
    public sealed record Create(AccountId Account, AccountName Login, string Name, string Password, AccountRole Role) : AccountCommand(Account);

    /// <summary>Creates the account without a password and a link to set one: answered by <see cref="AccountReply.Linked"/>.</summary>
    public sealed record Add(AccountId Account, AccountName Login, string Name, AccountRole Role, long LinkLifetimeMs) : AccountCommand(Account);

    /// <summary>Creates the account of somebody another provider vouches for: answered by <see cref="AccountReply.Verified"/>.</summary>
    public sealed record AddExternal(
        AccountId Account, AccountName Login, string Name, AccountRole Role, string Provider, string Subject) : AccountCommand(Account);

    /// <summary>Checks a password: answered by <see cref="AccountReply.Verified"/> or a refusal that does not say which part was wrong.</summary>
    public sealed record Verify(AccountId Account, string Password) : AccountCommand(Account);

    /// <summary>Lets somebody in whom another provider vouches for, and takes over what that says of them: answered by <see cref="AccountReply.Verified"/>.</summary>
    public sealed record SignInExternal(AccountId Account, string Name, AccountRole Role) : AccountCommand(Account);

    /// <summary>Asks who this is: answered by <see cref="AccountReply.Verified"/> if the account may log in.</summary>
    public sealed record Identify(AccountId Account) : AccountCommand(Account);

    /// <summary>Asks for everything: answered by <see cref="AccountReply.Shown"/>.</summary>
    public sealed record Show(AccountId Account) : AccountCommand(Account);

    /// <summary>Sets a new password if the present one is right, and ends all sessions but one: answered by <see cref="AccountReply.Done"/>.</summary>
    /// <param name="KeptSession">The hash of the session that stays.</param>
    public sealed record ChangePassword(AccountId Account, string Current, string Next, string? KeptSession) : AccountCommand(Account);

    /// <summary>Sets a new password and ends all sessions: answered by <see cref="AccountReply.Done"/>.</summary>
    public sealed record SetPassword(AccountId Account, string Next) : AccountCommand(Account);

    /// <summary>Lets the account log in again: answered by <see cref="AccountReply.Done"/>.</summary>
    public sealed record Enable(AccountId Account) : AccountCommand(Account);

    /// <summary>Bars the account from logging in and ends its sessions: answered by <see cref="AccountReply.Done"/>.</summary>
    public sealed record Disable(AccountId Account) : AccountCommand(Account);

    /// <summary>Erases the account: answered by <see cref="AccountReply.Done"/>.</summary>
    public sealed record Remove(AccountId Account) : AccountCommand(Account);

    /// <summary>Answered by <see cref="AccountReply.Done"/>.</summary>
    public sealed record SetRole(AccountId Account, AccountRole Role) : AccountCommand(Account);

    /// <summary>Changes the name for display: answered by <see cref="AccountReply.Done"/>.</summary>
    public sealed record Rename(AccountId Account, string Name) : AccountCommand(Account);

    /// <summary>Makes a one-time link: answered by <see cref="AccountReply.Linked"/>.</summary>
    public sealed record Invite(AccountId Account, LinkPurpose Purpose, long LifetimeMs) : AccountCommand(Account);

    /// <summary>Makes all open links useless: answered by <see cref="AccountReply.Done"/>.</summary>
    public sealed record RevokeLinks(AccountId Account) : AccountCommand(Account);

    /// <summary>Asks whether a link is good, without using it: answered by <see cref="AccountReply.LinkFound"/>.</summary>
    /// <param name="SecretHash">SHA-256 of the link's secret, in hexadecimal.</param>
    public sealed record LookAtLink(AccountId Account, string SecretHash) : AccountCommand(Account);

    /// <summary>Sets the password by a link: answered by <see cref="AccountReply.Verified"/>.</summary>
    /// <param name="SecretHash">SHA-256 of the link's secret, in hexadecimal.</param>
    public sealed record UseLink(AccountId Account, string SecretHash, string Password) : AccountCommand(Account);
}
