using System.Data.Common;

namespace Cluster.Actors.Accounts;

/// <summary>One account's personal data and credential: all there is of a person, in one row that can be deleted.</summary>
internal sealed record AccountRow(AccountId Account, AccountName Login, string Name, string PasswordHash);

/// <summary>
/// The table of what is personal about accounts. The journal knows accounts by random id only, so that deleting a row
/// here deletes the person. The SQL is what SQLite and PostgreSQL have in common; the database is whatever
/// <paramref name="connect"/> opens.
/// </summary>
public sealed class AccountTable(Func<Task<DbConnection>> connect)
{
    /// <summary>Makes the table when there is none.</summary>
    public async Task PrepareAsync()
    {
        await using var connection = await connect().ConfigureAwait(false);
        await using var command = Command(
            connection,
            "CREATE TABLE IF NOT EXISTS accounts (id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password_hash TEXT NOT NULL)");
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    /// <summary>Who logs in with this name; null when nobody does.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<AccountId?> FindAsync(AccountName login)
    {
        await using var connection = await connect().ConfigureAwait(false);
        await using var command = Command(connection, "SELECT id FROM accounts WHERE login = @login", ("@login", login.Value));
        return await command.ExecuteScalarAsync().ConfigureAwait(false) is string id && AccountId.TryCreate(id, out var account)
            ? account
            : null;
    }

    /// <summary>Adds a row; false when the login name is another's. The database's unique index decides between two who come at once.</summary>
    internal async Task<bool> TryAddAsync(AccountRow row)
    {
        await using var connection = await connect().ConfigureAwait(false);
        await using var command = Command(
            connection,
            "INSERT INTO accounts (id, login, name, password_hash) VALUES (@id, @login, @name, @hash) ON CONFLICT DO NOTHING",
            ("@id", row.Account.Value),
            ("@login", row.Login.Value),
            ("@name", row.Name),
            ("@hash", row.PasswordHash));
        return await command.ExecuteNonQueryAsync().ConfigureAwait(false) == 1;
    }

    /// <summary>An account's row; null when there is none.</summary>
    internal async Task<AccountRow?> ReadAsync(AccountId account)
    {
        await using var connection = await connect().ConfigureAwait(false);
        await using var command = Command(
            connection, "SELECT login, name, password_hash FROM accounts WHERE id = @id", ("@id", account.Value));
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        return await reader.ReadAsync().ConfigureAwait(false) && AccountName.TryCreate(reader.GetString(0), out var login, out _)
            ? new AccountRow(account, login, reader.GetString(1), reader.GetString(2))
            : null;
    }

    /// <summary>Takes a better hash of the same password.</summary>
    internal async Task RehashAsync(AccountId account, string passwordHash)
    {
        await using var connection = await connect().ConfigureAwait(false);
        await using var command = Command(
            connection, "UPDATE accounts SET password_hash = @hash WHERE id = @id", ("@hash", passwordHash), ("@id", account.Value));
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    /// <summary>Deletes a row.</summary>
    internal async Task RemoveAsync(AccountId account)
    {
        await using var connection = await connect().ConfigureAwait(false);
        await using var command = Command(connection, "DELETE FROM accounts WHERE id = @id", ("@id", account.Value));
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private static DbCommand Command(DbConnection connection, string sql, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
