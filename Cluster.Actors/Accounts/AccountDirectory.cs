using Akka.Actor;

namespace Cluster.Actors.Accounts;

/// <summary>Accounts by login name, for whoever stands outside the actors: the edge and the command line.</summary>
public sealed class AccountDirectory(ParleyRegions regions, AccountTable table)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Creates an account. Refusals: <c>bad-request</c>, <c>login-taken</c>, <c>storage-unavailable</c>.</summary>
    public async Task<AccountReply> CreateAsync(string login, string name, string password)
    {
        return AccountName.TryCreate(login, out var accountName, out var problem)
            ? await AskAsync(new AccountCommand.Create(AccountId.New(), accountName, name, password)).ConfigureAwait(false)
            : new AccountReply.Refused("bad-request", problem);
    }

    /// <summary>
    /// Checks a login. Refusals: <c>login-failed</c> (never saying whether name or password), <c>too-many-attempts</c>,
    /// <c>storage-unavailable</c>. A name nobody has takes the same path and the same time as a wrong password.
    /// </summary>
    public async Task<AccountReply> VerifyAsync(string login, string password)
    {
        if (!AccountName.TryCreate(login, out var accountName, out _))
        {
            return new AccountReply.Refused("login-failed", "Name or password is wrong.");
        }

        AccountId account;
        try
        {
            account = await table.FindAsync(accountName).ConfigureAwait(false) ?? Decoy.Of(accountName);
        }
        catch (System.Data.Common.DbException)
        {
            return new AccountReply.Refused("storage-unavailable", "The database does not answer. Try again in a moment.");
        }

        return await AskAsync(new AccountCommand.Verify(account, password)).ConfigureAwait(false);
    }

    /// <summary>Bars an account from logging in. Refusals: <c>account-unknown</c>, <c>storage-unavailable</c>.</summary>
    public Task<AccountReply> DisableAsync(AccountId account) => AskAsync(new AccountCommand.Disable(account));

    private async Task<AccountReply> AskAsync(AccountCommand command)
    {
        try
        {
            return await regions.Accounts.Ask<AccountReply>(command, Patience).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return new AccountReply.Refused("try-again", "The account's node does not answer. Try again in a moment.");
        }
    }
}
