namespace Cluster.Actors.Accounts;

/// <summary>One account's personal data and credential, all there is of a person in one row that can be deleted; and beside it, for lists, what the journal says.</summary>
/// <param name="PasswordHash">Empty while there is no password.</param>
/// <param name="External">Who else vouches for the person, if anybody.</param>
internal sealed record AccountRow(
    AccountId Account,
    AccountName Login,
    string Name,
    string PasswordHash,
    AccountRole Role = AccountRole.Host,
    ExternalIdentity? External = null,
    long CreatedAtMs = 0,
    long? LastSignInAtMs = null,
    bool Disabled = false,
    IReadOnlyList<LinkSummary>? Links = null)
{
    /// <summary>Who it is.</summary>
    public AccountIdentity Identity => new(Account, Login.Value, Name, Role);

    /// <summary>What an administrator sees, with the links that are open at a time.</summary>
    public AccountSummary SummaryAt(long nowMs) => new(
        Account,
        Login.Value,
        Name,
        Role,
        Disabled,
        PasswordHash.Length > 0,
        External?.Provider,
        CreatedAtMs,
        LastSignInAtMs,
        [.. (Links ?? []).Where(link => link.ExpiresAtMs > nowMs)]);

    /// <summary>The row as it should be by what the journal says.</summary>
    public AccountRow With(AccountState state) => this with { Role = state.Role, Disabled = state.Disabled, Links = state.Links.Summaries };

    /// <summary>Whether it says of the account what the journal says.</summary>
    public bool Shows(AccountState state) =>
        Role == state.Role && Disabled == state.Disabled && (Links ?? []).SequenceEqual(state.Links.Summaries);

    /// <summary>Whose row it is, by id alone: what it holds is not for logs.</summary>
    public override string ToString() => $"{nameof(AccountRow)} {Account}";
}

/// <summary>A person as another provider knows them.</summary>
/// <param name="Subject">The provider's own id of the person, which is personal.</param>
internal sealed record ExternalIdentity(string Provider, string Subject)
{
    /// <summary>Never the subject.</summary>
    public override string ToString() => nameof(ExternalIdentity);
}
