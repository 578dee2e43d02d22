using System.Data.Common;
using LinqToDB;
using Npgsql;

namespace Cluster.Actors.Storage;

/// <summary>
/// PostgreSQL, which all nodes of a cluster reach. The journal's tables are ours to make here: its plugin makes them
/// without taking turns, and of two nodes that start at once one would fail.
/// </summary>
internal sealed class PostgresEngine : StoreEngine
{
    /// <summary>Names the lock under which one node at a time looks after the tables ("parley", in ASCII).</summary>
    private const long SchemaLock = 0x7061726C6579;

    private const int SchemaPatienceS = 60;

    private readonly string connectionString;

    public PostgresEngine(StoreSettings settings)
    {
        connectionString = settings.PostgresConnectionString;
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.Remove("Password");
        OpenConnectionString = builder.ConnectionString;
    }

    // The oldest dialect that has all we use: with it nothing is asked of the server before the first statement.
    public override string Provider => ProviderName.PostgreSQL95;

    public override string OpenConnectionString { get; }

    public override DataOptions JournalOptions => new DataOptions().UseConnectionString(Provider, connectionString);

    public override IReadOnlyList<IReadOnlyList<string>> Steps => PostgresSteps.All;

    public override bool JournalMakesTables => false;

    public override async Task<DbConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync().ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // The lock is the transaction's: it goes with it however this process ends, also behind a pooler of transactions.
    public override async Task AloneAsync(Func<Task> work)
    {
        await using var connection = await OpenAsync().ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT pg_advisory_xact_lock({SchemaLock})";
        command.CommandTimeout = SchemaPatienceS;
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        await work().ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
    }

    // Takes deleted rows out of their pages. What the server's own log and backups hold of them goes when those go.
    public override async Task<bool> EmptyLogAsync()
    {
        await new Database(OpenAsync).ExecuteAsync("VACUUM accounts, sessions, rooms, room_moderators, journal").ConfigureAwait(false);
        return true;
    }

    public override ValueTask DisposeAsync()
    {
        using var pooled = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(pooled);
        return ValueTask.CompletedTask;
    }
}
