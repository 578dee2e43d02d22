using System.Data.Common;
using System.Net;
using Akka.Actor;
using Cluster.Actors.Limits;

namespace Cluster.Actors.Accounts;

/// <summary>Accounts for whoever stands outside the actors: the edge and the command line.</summary>
public sealed partial class AccountDirectory(
    ParleyRegions regions, AccountTable table, AddressGuard guard, ActorsSettings settings, TimeProvider time)
{
    /// <summary>Accounts on one page of <see cref="ListAsync"/> at most.</summary>
    public const int PageMax = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Makes an account without a password and a link with which its owner sets one: <see cref="AccountReply.Linked"/>.
    /// Refusals: <c>bad-request</c>, <c>login-taken</c>, <c>storage-unavailable</c>, <c>try-again</c>.
    /// </summary>
    public Task<AccountReply> AddAsync(string login, string name, AccountRole role, TimeSpan linkLifetime) =>
        NamedAsync(login, account => new AccountCommand.Add(AccountId.New(), account, name, role, (long)linkLifetime.TotalMilliseconds));

    /// <summary>
    /// Makes an account with a password: <see cref="AccountReply.Created"/>. Refusals: <c>bad-request</c>,
    /// <c>login-taken</c>, those of the password, <c>storage-unavailable</c>, <c>try-again</c>.
    /// </summary>
    public Task<AccountReply> CreateAsync(string login, string name, string password, AccountRole role = AccountRole.Host) =>
        NamedAsync(login, account => new AccountCommand.Create(AccountId.New(), account, name, password, role));

    /// <summary>
    /// Who an account is; null when it is unknown, removed or disabled.
    /// </summary>
    /// <exception cref="AccountsUnavailableException">It cannot be said now.</exception>
    public async Task<AccountIdentity?> IdentifyAsync(AccountId account) =>
        await AskAsync(new AccountCommand.Identify(account)).ConfigureAwait(false) switch
        {
            AccountReply.Verified verified => verified.Identity,
            AccountReply.Refused { Code: "account-unknown" } => null,
            AccountReply.Refused refused => throw new AccountsUnavailableException(refused.Message),
            _ => null,
        };

    /// <summary>Whose login name this is; null when nobody's.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<AccountId?> FindAsync(string login) =>
        AccountName.TryCreate(login, out var name, out _) ? await table.FindAsync(name).ConfigureAwait(false) : null;

    /// <summary>Everything about an account: <see cref="AccountReply.Shown"/>. Refusals: <c>account-unknown</c>, <c>storage-unavailable</c>, <c>try-again</c>.</summary>
    public Task<AccountReply> ShowAsync(AccountId account) => AskAsync(new AccountCommand.Show(account));

    /// <summary>A page of accounts by login name: those after <paramref name="after"/>, or from the first.</summary>
    /// <param name="max">1 to <see cref="PageMax"/>; what is beyond counts as the nearest.</param>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<IReadOnlyList<AccountSummary>> ListAsync(string? after, int max)
    {
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        var rows = await table.ListAsync(after ?? "", Math.Clamp(max, 1, PageMax)).ConfigureAwait(false);
        return [.. rows.Select(row => row.SummaryAt(nowMs))];
    }

    /// <summary>Whether anybody runs the server: an account with the role admin that is not disabled.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task<bool> HasAdminAsync() => table.HasRoleAsync(AccountRole.Admin);

    /// <summary>Login names by account id, of those that are there; at most <see cref="PageMax"/> are looked up.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task<IReadOnlyDictionary<string, string>> LoginsAsync(IEnumerable<AccountId> accounts) => table.LoginsAsync([.. accounts.Distinct().Take(PageMax)]);

    /// <summary>
    /// Sets a new password if the present one is right, ends all sessions but <paramref name="exceptSessionId"/>, and
    /// makes links void. Refusals: <c>password-wrong</c>, <c>too-many-attempts</c>, those of the new password,
    /// <c>account-unknown</c>, <c>storage-unavailable</c>, <c>try-again</c>.
    /// </summary>
    public Task<AccountReply> ChangePasswordAsync(AccountId account, string current, string next, string? exceptSessionId = null) =>
        AskAsync(new AccountCommand.ChangePassword(
            account, current, next, exceptSessionId is null ? null : SessionTable.HashOf(exceptSessionId)));

    /// <summary>
    /// Sets a new password, ends all sessions and makes links void. Refusals: those of the password,
    /// <c>account-unknown</c>, <c>storage-unavailable</c>, <c>try-again</c>.
    /// </summary>
    public Task<AccountReply> SetPasswordAsync(AccountId account, string next) => AskAsync(new AccountCommand.SetPassword(account, next));

    /// <summary>Lets an account log in again. Refusals: <c>account-unknown</c>, <c>storage-unavailable</c>, <c>try-again</c>.</summary>
    public Task<AccountReply> EnableAsync(AccountId account) => AskAsync(new AccountCommand.Enable(account));

    /// <summary>Bars an account from logging in and ends its sessions. Refusals: <c>account-unknown</c>, <c>storage-unavailable</c>, <c>try-again</c>.</summary>
    public Task<AccountReply> DisableAsync(AccountId account) => AskAsync(new AccountCommand.Disable(account));

    /// <summary>Erases an account with all that is personal of it. Refusals: <c>account-unknown</c>, <c>storage-unavailable</c>, <c>try-again</c>.</summary>
    public Task<AccountReply> RemoveAsync(AccountId account) => AskAsync(new AccountCommand.Remove(account));

    /// <summary>Refusals: <c>account-unknown</c>, <c>storage-unavailable</c>, <c>try-again</c>.</summary>
    public Task<AccountReply> SetRoleAsync(AccountId account, AccountRole role) => AskAsync(new AccountCommand.SetRole(account, role));

    /// <summary>Changes the name for display. Refusals: <c>bad-request</c>, <c>account-unknown</c>, <c>storage-unavailable</c>, <c>try-again</c>.</summary>
    public Task<AccountReply> RenameAsync(AccountId account, string name) => AskAsync(new AccountCommand.Rename(account, name));

    private async Task<AccountReply> NamedAsync(string login, Func<AccountName, AccountCommand> command) =>
        AccountName.TryCreate(login, out var name, out var problem)
            ? await AskAsync(command(name)).ConfigureAwait(false)
            : new AccountReply.Refused("bad-request", problem);

    private async Task<AccountReply> AskAsync(AccountCommand command)
    {
        if (command.Account.Value.Length == 0)
        {
            return AccountRefusals.Unknown;
        }

        try
        {
            return await regions.Accounts.Ask<AccountReply>(command, Patience).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return AccountRefusals.NoAnswer;
        }
    }
}
