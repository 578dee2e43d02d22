namespace Cluster.Actors.Accounts;

/// <summary>What comes of a command: what happened, and what is answered once that is stored.</summary>
internal sealed record AccountDecision(AccountReply Reply, params IReadOnlyList<AccountEvent> Events);

/// <summary>
/// Decides on commands from an account's state alone. Asking twice is no mistake: what is so already is answered as done.
/// </summary>
internal static class AccountDecisions
{
    /// <summary>The account may log in again.</summary>
    public static AccountDecision Enable(AccountState state, AccountId id, long nowMs) => state switch
    {
        { Exists: false } => new(AccountRefusals.Unknown),
        { Disabled: false } => new(new AccountReply.Done(id)),
        _ => new(new AccountReply.Done(id), new AccountEvent.Enabled(id, nowMs)),
    };

    /// <summary>The account may not log in any more.</summary>
    public static AccountDecision Disable(AccountState state, AccountId id, long nowMs) => state switch
    {
        { Exists: false } => new(AccountRefusals.Unknown),
        { Disabled: true } => new(new AccountReply.Done(id)),
        _ => new(new AccountReply.Done(id), new AccountEvent.Disabled(id, nowMs)),
    };

    /// <summary>The account has another role.</summary>
    public static AccountDecision SetRole(AccountState state, AccountId id, AccountRole role, long nowMs) => state switch
    {
        { Exists: false } => new(AccountRefusals.Unknown),
        _ when state.Role == role => new(new AccountReply.Done(id)),
        _ => new(new AccountReply.Done(id), new AccountEvent.RoleChanged(id, nowMs, role)),
    };

    /// <summary>There is one more link, whose secret the caller made.</summary>
    public static AccountDecision Invite(AccountState state, AccountId id, string token, AccountLink link, long nowMs) => state switch
    {
        { Exists: false } => new(AccountRefusals.Unknown),
        { Disabled: true } => new(AccountRefusals.Disabled),
        _ => new(new AccountReply.Linked(id, new OneTimeLink(token, link.Purpose, link.ExpiresAtMs)), Made(id, link, nowMs)),
    };

    /// <summary>No link opens the account any more.</summary>
    public static AccountDecision RevokeLinks(AccountState state, AccountId id, long nowMs) => state switch
    {
        { Exists: false } => new(AccountRefusals.Unknown),
        _ when state.Links.Summaries.Count == 0 => new(new AccountReply.Done(id)),
        _ => new(new AccountReply.Done(id), new AccountEvent.LinksRevoked(id, nowMs)),
    };

    /// <summary>There is another password.</summary>
    public static AccountDecision SetPassword(AccountState state, AccountId id, long nowMs) =>
        state.Exists ? new(new AccountReply.Done(id), new AccountEvent.PasswordSet(id, nowMs)) : new(AccountRefusals.Unknown);

    /// <summary>The open link with this secret's hash, or why there is none.</summary>
    public static (AccountLink? Link, AccountReply.Refused? Refusal) FindLink(AccountState state, string secretHash, long nowMs) =>
        (state.MayLogIn ? state.Links.Find(secretHash) : null) switch
        {
            null => (null, AccountRefusals.LinkUnknown),
            { Used: true } => (null, AccountRefusals.LinkUsed),
            { } link when link.ExpiresAtMs <= nowMs => (null, AccountRefusals.LinkExpired),
            { } link => (link, null),
        };

    /// <summary>The event of a link.</summary>
    public static AccountEvent Made(AccountId id, AccountLink link, long nowMs) =>
        new AccountEvent.LinkMade(id, nowMs, link.Id, link.SecretHash, link.Purpose, link.ExpiresAtMs);
}
