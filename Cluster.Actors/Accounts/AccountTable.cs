using System.Data.Common;
using System.Text.Json;
using Cluster.Actors.Serialization;
using Cluster.Actors.Storage;

namespace Cluster.Actors.Accounts;

/// <summary>
/// The table of what is personal about accounts. The journal knows accounts by random id only, so that deleting a row
/// here deletes the person.
/// </summary>
public sealed class AccountTable
{
    private const string Columns =
        "id, login, name, password_hash, role, provider, subject, created_ms, last_sign_in_ms, disabled, links";

    private readonly Database database;

    /// <summary>A table in the database that <paramref name="connect"/> opens.</summary>
    public AccountTable(Func<Task<DbConnection>> connect) => database = new Database(connect);

    /// <summary>Who logs in with this name; null when nobody does.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task<AccountId?> FindAsync(AccountName login) => FindAsync("login = @login", ("@login", login.Value));

    /// <summary>Whom a provider calls this; null when nobody here.</summary>
    internal Task<AccountId?> FindAsync(ExternalIdentity external) =>
        FindAsync("provider = @provider AND subject = @subject", ("@provider", external.Provider), ("@subject", external.Subject));

    /// <summary>Whether an account has a row.</summary>
    internal async Task<bool> HasAsync(AccountId account) => await FindAsync("id = @id", ("@id", account.Value)).ConfigureAwait(false) is not null;

    /// <summary>Whether there is an account with this role that is not disabled.</summary>
    internal async Task<bool> HasRoleAsync(AccountRole role) => (await database.ReadAsync(
        row => row.GetString(0),
        "SELECT id FROM accounts WHERE role = @role AND disabled = 0 LIMIT 1",
        ("@role", AccountRoles.NameOf(role))).ConfigureAwait(false)).Count > 0;

    /// <summary>Login names by id, of those that are there.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> LoginsAsync(IReadOnlyCollection<AccountId> accounts)
    {
        if (accounts.Count == 0)
        {
            return new Dictionary<string, string>();
        }

        var values = accounts.Select((account, at) => ($"@id{at}", (object?)account.Value)).ToArray();
        var rows = await database.ReadAsync(
            row => (row.GetString(0), row.GetString(1)),
            $"SELECT id, login FROM accounts WHERE id IN ({string.Join(", ", values.Select(value => value.Item1))})",
            values).ConfigureAwait(false);
        return rows.ToDictionary(row => row.Item1, row => row.Item2);
    }

    /// <summary>Adds a row; false when the login name or the provider's id is another's. The database's unique indexes decide between two who come at once.</summary>
    internal async Task<bool> TryAddAsync(AccountRow row) => await database.ExecuteAsync(
        """
        INSERT INTO accounts (id, login, name, password_hash, role, provider, subject, created_ms)
        VALUES (@id, @login, @name, @hash, @role, @provider, @subject, @created) ON CONFLICT DO NOTHING
        """,
        ("@id", row.Account.Value),
        ("@login", row.Login.Value),
        ("@name", row.Name),
        ("@hash", row.PasswordHash),
        ("@role", AccountRoles.NameOf(row.Role)),
        ("@provider", row.External?.Provider),
        ("@subject", row.External?.Subject),
        ("@created", row.CreatedAtMs)).ConfigureAwait(false) == 1;

    /// <summary>An account's row; null when there is none.</summary>
    internal async Task<AccountRow?> ReadAsync(AccountId account)
    {
        var rows = await database.ReadAsync(Row, $"SELECT {Columns} FROM accounts WHERE id = @id", ("@id", account.Value)).ConfigureAwait(false);
        return rows is [{ } row] ? row : null;
    }

    /// <summary>Rows by login name, those after <paramref name="after"/>.</summary>
    internal async Task<IReadOnlyList<AccountRow>> ListAsync(string after, int max)
    {
        var rows = await database.ReadAsync(
            Row,
            $"SELECT {Columns} FROM accounts WHERE login > @after ORDER BY login LIMIT @max",
            ("@after", after),
            ("@max", (long)max)).ConfigureAwait(false);
        return [.. rows.OfType<AccountRow>()];
    }

    /// <summary>Takes a hash: of another password, or a better one of the same.</summary>
    internal Task SetHashAsync(AccountId account, string passwordHash) =>
        database.ExecuteAsync("UPDATE accounts SET password_hash = @hash WHERE id = @id", ("@hash", passwordHash), ("@id", account.Value));

    /// <summary>Takes a name for display.</summary>
    internal Task RenameAsync(AccountId account, string name) =>
        database.ExecuteAsync("UPDATE accounts SET name = @name WHERE id = @id", ("@name", name), ("@id", account.Value));

    /// <summary>Notes a sign-in.</summary>
    internal Task SignedInAsync(AccountId account, long nowMs) =>
        database.ExecuteAsync("UPDATE accounts SET last_sign_in_ms = @now WHERE id = @id", ("@now", nowMs), ("@id", account.Value));

    /// <summary>Takes over what the journal says, for lists.</summary>
    internal Task ShowStandingAsync(AccountId account, AccountState state) => database.ExecuteAsync(
        "UPDATE accounts SET role = @role, disabled = @disabled, links = @links WHERE id = @id",
        ("@role", AccountRoles.NameOf(state.Role)),
        ("@disabled", state.Disabled ? 1L : 0L),
        ("@links", JsonSerializer.Serialize(state.Links.Summaries, MessageJson.Default.IReadOnlyListLinkSummary)),
        ("@id", account.Value));

    /// <summary>Deletes all that is personal of an account: its row and its sessions.</summary>
    internal Task RemoveAsync(AccountId account) => database.TogetherAsync(async run =>
    {
        await run("DELETE FROM sessions WHERE account = @id", [("@id", account.Value)]).ConfigureAwait(false);
        await run("DELETE FROM accounts WHERE id = @id", [("@id", account.Value)]).ConfigureAwait(false);
    });

    private async Task<AccountId?> FindAsync(string condition, params (string Name, object? Value)[] values)
    {
        var ids = await database.ReadAsync(row => row.GetString(0), $"SELECT id FROM accounts WHERE {condition}", values).ConfigureAwait(false);
        return ids.Count > 0 && AccountId.TryCreate(ids[0], out var account) ? account : null;
    }

    private static AccountRow? Row(DbDataReader row) =>
        AccountId.TryCreate(row.GetString(0), out var account) && AccountName.TryCreate(row.GetString(1), out var login, out _)
            ? new AccountRow(
                account,
                login,
                row.GetString(2),
                row.GetString(3),
                AccountRoles.Of(row.GetString(4)) ?? AccountRole.Host,
                row.IsDBNull(5) ? null : new ExternalIdentity(row.GetString(5), Database.Text(row, 6) ?? ""),
                row.GetInt64(7),
                Database.Number(row, 8),
                row.GetInt64(9) != 0,
                JsonSerializer.Deserialize(row.GetString(10), MessageJson.Default.IReadOnlyListLinkSummary))
            : null;
}
