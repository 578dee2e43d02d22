namespace Cluster.Actors.Accounts;

/// <summary>An account as an administrator sees it.</summary>
/// <param name="External">The provider that vouches for the person; null for an account of our own.</param>
/// <param name="CreatedAtMs">Milliseconds since 1970; 0 when the account is older than that record.</param>
/// <param name="LastSignInAtMs">Milliseconds since 1970; null when nobody ever signed in.</param>
/// <param name="Links">The one-time links that still open it, newest last; at most <see cref="AccountLinks.OpenMax"/>.</param>
public sealed record AccountSummary(
    AccountId Account,
    string Login,
    string Name,
    AccountRole Role,
    bool Disabled,
    bool HasPassword,
    string? External,
    long CreatedAtMs,
    long? LastSignInAtMs,
    IReadOnlyList<LinkSummary> Links)
{
    /// <summary>Whose it is, by id alone: names are not for logs.</summary>
    public override string ToString() => $"{nameof(AccountSummary)} {Account}";
}
