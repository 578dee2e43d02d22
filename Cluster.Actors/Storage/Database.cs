using System.Data.Common;

namespace Cluster.Actors.Storage;

/// <summary>
/// Runs SQL that SQLite and PostgreSQL both understand, each statement on a connection of its own. Values are
/// <see cref="string"/>, <see cref="long"/> or null, and never part of the text.
/// </summary>
/// <param name="connect">Opens a connection; its failure is the caller's <see cref="DbException"/>.</param>
internal sealed class Database(Func<Task<DbConnection>> connect)
{
    /// <summary>Runs a statement; the result is how many rows it touched.</summary>
    public Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] values) => StoreMeter.StatementAsync(async () =>
    {
        await using var connection = await connect().ConfigureAwait(false);
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    });

    /// <summary>Reads rows, in the order they come.</summary>
    public Task<IReadOnlyList<T>> ReadAsync<T>(Func<DbDataReader, T> row, string sql, params (string Name, object? Value)[] values) => StoreMeter.StatementAsync<IReadOnlyList<T>>(async () =>
    {
        await using var connection = await connect().ConfigureAwait(false);
        await using var command = Command(connection, sql, values);
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            rows.Add(row(reader));
        }

        return rows;
    });

    /// <summary>Runs statements that happen together or not at all.</summary>
    public Task TogetherAsync(Func<Func<string, (string Name, object? Value)[], Task<int>>, Task> work) => StoreMeter.StatementAsync(async () =>
    {
        await using var connection = await connect().ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        await work(async (sql, values) =>
        {
            await using var command = Command(connection, sql, values);
            command.Transaction = transaction;
            return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }).ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
        return true;
    });

    /// <summary>A column that may be null.</summary>
    public static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A column that may be null.</summary>
    public static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static DbCommand Command(DbConnection connection, string sql, (string Name, object? Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
