using Cluster.Actors.Serialization;

namespace Cluster.Actors.Accounts;

/// <summary>What an account answers.</summary>
public abstract record AccountReply : IParleyMessage
{
    private AccountReply()
    {
    }

    /// <summary>What it is: never what it holds, for names and tokens are not for logs.</summary>
    public sealed override string ToString() => this is Refused refused ? $"{nameof(Refused)} {refused.Code}" : GetType().Name;

    /// <summary>The account exists from now on.</summary>
    public sealed record Created(AccountId Account) : AccountReply;

    /// <summary>The person is who they say they are.</summary>
    public sealed record Verified(AccountIdentity Identity) : AccountReply;

    /// <summary>Done.</summary>
    public sealed record Done(AccountId Account) : AccountReply;

    /// <summary>There is a new one-time link.</summary>
    public sealed record Linked(AccountId Account, OneTimeLink Link) : AccountReply;

    /// <summary>The link is good, and this is whom it is for.</summary>
    public sealed record LinkFound(AccountIdentity Identity, LinkPurpose Purpose, long ExpiresAtMs) : AccountReply;

    /// <summary>The account.</summary>
    public sealed record Shown(AccountSummary Summary) : AccountReply;

    /// <summary>
    /// Refused, with a stable code and a sentence for the person: <c>login-taken</c>, <c>login-failed</c>,
    /// <c>too-many-attempts</c>, <c>bad-request</c>, <c>account-unknown</c>, <c>account-disabled</c>,
    /// <c>link-unknown</c>, <c>link-expired</c>, <c>link-used</c>, <c>password-wrong</c>, the codes of
    /// <see cref="Security.PasswordRules"/>, <c>storage-unavailable</c>, <c>try-again</c>.
    /// </summary>
    /// <param name="RetryAfterMs">With <c>too-many-attempts</c>: how long to wait, in milliseconds.</param>
    public sealed record Refused(string Code, string Message, int? RetryAfterMs = null) : AccountReply;
}
