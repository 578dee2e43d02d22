using System.Data.Common;
using Cluster.Actors.Accounts;
using LinqToDB;
using Microsoft.Data.Sqlite;

namespace Cluster.Actors.Storage;

/// <summary>
/// The node's database: one file with Akka's journal and snapshots and our own tables. Every connection, theirs
/// and ours, is set up alike: a write-ahead log so that readers and the writer do not wait for each other, waiting
/// instead of failing while another writes, and deleted rows overwritten, because a deleted person must be gone.
/// </summary>
internal sealed class ParleyStore : IAsyncDisposable
{
    /// <summary>The database's kind as LinqToDB calls it.</summary>
    public const string Provider = ProviderName.SQLiteMS;

    private const string Setup = "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON; PRAGMA busy_timeout=5000;";

    private readonly SqliteConnection? keptOpen;
    private readonly Database database;

    public ParleyStore(StoreSettings settings)
    {
        var memory = settings.Kind == StoreKind.Memory;
        ConnectionString = new SqliteConnectionStringBuilder
        {
            DataSource = memory ? $"parley-{Guid.NewGuid():N}" : settings.SqlitePath,
            Mode = memory ? SqliteOpenMode.Memory : SqliteOpenMode.ReadWriteCreate,
            Cache = memory ? SqliteCacheMode.Shared : SqliteCacheMode.Default,
            DefaultTimeout = 5,
        }.ToString();
        keptOpen = memory ? new SqliteConnection(ConnectionString) : null;
        database = new Database(OpenAsync);
        Accounts = new AccountTable(OpenAsync);
    }

    /// <summary>For the journal as well.</summary>
    public string ConnectionString { get; }

    /// <summary>The accounts' rows.</summary>
    public AccountTable Accounts { get; }

    /// <summary>For the journal's plugin: the same database, each connection set up as ours are.</summary>
    public DataOptions JournalOptions => new DataOptions()
        .UseConnectionString(Provider, ConnectionString)
        .UseAfterConnectionOpened(SetUp, SetUpAsync);

    /// <summary>Makes the file and the tables that are ours.</summary>
    /// <exception cref="DbException">The file cannot be made, read or written.</exception>
    public async Task PrepareAsync()
    {
        if (keptOpen is not null)
        {
            await keptOpen.OpenAsync().ConfigureAwait(false);
        }

        await new Schema(database, SchemaSteps.All).MigrateAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Writes the log of changes back into the file and empties it, so that what was deleted is nowhere any more.
    /// False while readers keep it from that.
    /// </summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<bool> EmptyLogAsync() =>
        keptOpen is not null
        || (await database.ReadAsync(row => row.GetInt64(0), "PRAGMA wal_checkpoint(TRUNCATE)").ConfigureAwait(false)) is [0];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (keptOpen is not null)
        {
            await keptOpen.DisposeAsync().ConfigureAwait(false);
        }

        using var pooled = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(pooled);
    }

    private static void SetUp(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Setup;
        command.ExecuteNonQuery();
    }

    private static async Task SetUpAsync(DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Setup;
        await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Opens a connection.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<DbConnection> OpenAsync()
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            await connection.OpenAsync().ConfigureAwait(false);
            await SetUpAsync(connection, CancellationToken.None).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
