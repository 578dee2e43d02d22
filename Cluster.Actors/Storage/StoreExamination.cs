using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Cluster.Actors.Forming;
using Cluster.Actors.Security;

namespace Cluster.Actors.Storage;

/// <summary>What a look at the database found.</summary>
/// <param name="Server">Its product and version.</param>
/// <param name="Schema">The form of its tables; null: it has none yet.</param>
/// <param name="SchemaKnown">The form this program makes.</param>
/// <param name="WhyNotWritable">What it says to a change, as a clause; null: it takes changes.</param>
/// <param name="RoundTrip">Of the quickest of a few questions.</param>
/// <param name="Ahead">How far this machine's clock is ahead of the server's; null where the database is a file.</param>
/// <param name="Uncertainty">By how much that may be wrong.</param>
/// <param name="KeyFits">Whether the key given opens what is sealed in it; null: nothing is, or no key was given.</param>
/// <param name="ConnectionsMax">Connections the server takes; 0: it has no such bound.</param>
/// <param name="Nodes">The nodes at work on it.</param>
/// <param name="HasLeases">Whether there is the table by which two halves of a cluster decide.</param>
public sealed record StoreFindings(
    string Server, int? Schema, int SchemaKnown, string? WhyNotWritable, TimeSpan RoundTrip, TimeSpan? Ahead, TimeSpan Uncertainty, bool? KeyFits, int ConnectionsMax,
    IReadOnlyList<NodeClock> Nodes, bool HasLeases);

/// <summary>Looks at a database from outside, beside nodes that may be at work on it, and changes nothing.</summary>
public sealed class StoreExamination(StoreSettings settings) : IAsyncDisposable
{
    private const int Questions = 5;

    private readonly StoreEngine engine = StoreEngine.Of(settings);

    private bool IsPostgres => settings.Kind == StoreKind.Postgresql;

    /// <summary>Looks. A file must be there: none is made.</summary>
    /// <param name="key">The secret key, to see whether it is this database's.</param>
    /// <exception cref="DbException">The database cannot be opened or does not answer.</exception>
    public async Task<StoreFindings> LookAsync(byte[]? key)
    {
        var database = new Database(engine.OpenAsync);
        var server = await database.ReadAsync(
            row => row.GetString(0), IsPostgres ? "SELECT current_setting('server_version')" : "SELECT sqlite_version()").ConfigureAwait(false);
        var (roundTrip, ahead) = await AskTimeAsync(database).ConfigureAwait(false);
        var tables = await TablesAsync(database).ConfigureAwait(false);
        var schema = tables.Contains("parley_schema") ? await SchemaAsync(database).ConfigureAwait(false) : null;
        return new StoreFindings(
            $"{(IsPostgres ? "PostgreSQL" : "SQLite")} {server[0]}",
            schema,
            engine.Steps.Count,
            await WhyNotWritableAsync(schema).ConfigureAwait(false),
            roundTrip,
            IsPostgres ? ahead : null,
            roundTrip,
            key is not null && tables.Contains("secrets") ? await KeyFitsAsync(key).ConfigureAwait(false) : null,
            IsPostgres ? await ConnectionsMaxAsync(database).ConfigureAwait(false) : 0,
            IsPostgres && schema >= engine.Steps.Count ? await new NodeTable(engine.OpenAsync, TimeProvider.System).ClocksAsync().ConfigureAwait(false) : [],
            tables.Contains("leases"));
    }

    /// <summary>A value of the table of secrets, as it is there.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<T> ReadSecretsAsync<T>(Func<SecretTable, Task<T>> read)
    {
        return await read(new SecretTable(engine.OpenAsync, TimeProvider.System)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => engine.DisposeAsync();

    private static async Task<IReadOnlySet<string>> TablesAsync(Database database, string sql) =>
        (await database.ReadAsync(row => row.GetString(0), sql).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);

    private Task<IReadOnlySet<string>> TablesAsync(Database database) => TablesAsync(
        database,
        IsPostgres ? "SELECT table_name::TEXT FROM information_schema.tables WHERE table_schema = current_schema()" : "SELECT name FROM sqlite_master WHERE type = 'table'");

    private static async Task<int?> SchemaAsync(Database database) =>
        (await database.ReadAsync(row => row.GetInt64(0), "SELECT version FROM parley_schema WHERE id = 1").ConfigureAwait(false)) is [var version] ? (int)version : null;

    // The server's clock was read at some point between question and answer: the quickest question knows best.
    private async Task<(TimeSpan RoundTrip, TimeSpan Ahead)> AskTimeAsync(Database database)
    {
        var sql = IsPostgres ? "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)" : "SELECT CAST(0 AS BIGINT)";
        var (best, ahead) = (TimeSpan.MaxValue, TimeSpan.Zero);
        for (var i = 0; i < Questions; i++)
        {
            var (asked, since) = (DateTimeOffset.UtcNow, Stopwatch.GetTimestamp());
            var said = await database.ReadAsync(row => row.GetInt64(0), sql).ConfigureAwait(false);
            var took = Stopwatch.GetElapsedTime(since);
            if (took < best)
            {
                (best, ahead) = (took, asked + (took / 2) - DateTimeOffset.FromUnixTimeMilliseconds(said[0]));
            }
        }

        return (best, ahead);
    }

    /// <summary>Tries a change and takes it back.</summary>
    private async Task<string?> WhyNotWritableAsync(int? schema)
    {
        try
        {
            await using var connection = await engine.OpenAsync().ConfigureAwait(false);
            await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = schema is null ? "CREATE TABLE parley_examination (id BIGINT)" : "UPDATE parley_schema SET version = version WHERE id = 1";
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            await transaction.RollbackAsync().ConfigureAwait(false);
            return null;
        }
        catch (DbException cause)
        {
            return cause.Message.TrimEnd('.');
        }
    }

    private async Task<bool?> KeyFitsAsync(byte[] key) =>
        await new SecretKeyCheck(new SecretTable(engine.OpenAsync, TimeProvider.System), SecretBox.Of(key)).FitsAsync().ConfigureAwait(false);

    private static async Task<int> ConnectionsMaxAsync(Database database)
    {
        var said = await database.ReadAsync(row => row.GetString(0), "SELECT current_setting('max_connections')").ConfigureAwait(false);
        return int.Parse(said[0], CultureInfo.InvariantCulture);
    }
}
