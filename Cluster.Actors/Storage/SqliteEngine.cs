using System.Data.Common;
using LinqToDB;
using Microsoft.Data.Sqlite;

namespace Cluster.Actors.Storage;

/// <summary>
/// SQLite in one file, or in memory. Every connection is set up alike: a write-ahead log so that readers and the writer
/// do not wait for each other, waiting instead of failing while another writes, and deleted rows overwritten, because
/// a deleted person must be gone.
/// </summary>
internal sealed class SqliteEngine : StoreEngine
{
    private const string Setup = "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON; PRAGMA busy_timeout=5000;";

    private readonly SqliteConnection? keptOpen;

    public SqliteEngine(StoreSettings settings)
    {
        var memory = settings.Kind == StoreKind.Memory;
        OpenConnectionString = new SqliteConnectionStringBuilder
        {
            DataSource = memory ? $"parley-{Guid.NewGuid():N}" : settings.SqlitePath,
            Mode = memory ? SqliteOpenMode.Memory : SqliteOpenMode.ReadWriteCreate,
            Cache = memory ? SqliteCacheMode.Shared : SqliteCacheMode.Default,
            DefaultTimeout = 5,
        }.ToString();
        keptOpen = memory ? new SqliteConnection(OpenConnectionString) : null;
    }

    public override string Provider => ProviderName.SQLiteMS;

    public override string OpenConnectionString { get; }

    public override DataOptions JournalOptions => new DataOptions()
        .UseConnectionString(Provider, OpenConnectionString)
        .UseAfterConnectionOpened(SetUp, SetUpAsync);

    public override IReadOnlyList<IReadOnlyList<string>> Steps => SchemaSteps.All;

    public override bool JournalMakesTables => true;

    public override async Task<DbConnection> OpenAsync()
    {
        var connection = new SqliteConnection(OpenConnectionString);
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

    // Only one process has the data directory, and within it each step is a transaction.
    public override async Task AloneAsync(Func<Task> work)
    {
        if (keptOpen is { State: System.Data.ConnectionState.Closed })
        {
            await keptOpen.OpenAsync().ConfigureAwait(false);
        }

        await work().ConfigureAwait(false);
    }

    // Writes the log of changes back into the file and empties it.
    public override async Task<bool> EmptyLogAsync() =>
        keptOpen is not null
        || (await new Database(OpenAsync).ReadAsync(row => row.GetInt64(0), "PRAGMA wal_checkpoint(TRUNCATE)").ConfigureAwait(false)) is [0];

    public override async ValueTask DisposeAsync()
    {
        if (keptOpen is not null)
        {
            await keptOpen.DisposeAsync().ConfigureAwait(false);
        }

        using var pooled = new SqliteConnection(OpenConnectionString);
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
}
