using System.Data.Common;
using System.Text;
using Cluster.Actors;
using Cluster.Actors.Storage;
using Microsoft.Data.Sqlite;
using Postgres;

namespace Actors.Tests.Support;

/// <summary>A database of a test's own, of the kind it asks for.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly string postgres;

    private TestDatabase(StoreKind kind, string postgres)
    {
        this.postgres = postgres;
        Settings = new StoreSettings { Kind = kind, SqlitePath = directory.File("parley.db"), PostgresConnectionString = postgres };
    }

    /// <summary>For a node or a store.</summary>
    public StoreSettings Settings { get; }

    /// <summary>SQLite's directory.</summary>
    public string DirectoryPath => Path.GetDirectoryName(Settings.SqlitePath)!;

    /// <summary>An empty one.</summary>
    public static async Task<TestDatabase> CreateAsync(StoreKind kind) => new(
        kind, kind == StoreKind.Postgresql ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() : "");

    /// <summary>A store on it, with its tables.</summary>
    public async Task<ParleyStore> OpenAsync()
    {
        var store = new ParleyStore(Settings);
        await store.PrepareAsync();
        return store;
    }

    /// <summary>Holds the database so that nobody can write to it until the end of the result.</summary>
    public async Task<IAsyncDisposable> HoldAsync()
    {
        var connection = await new ParleyStore(Settings).OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = postgres.Length > 0 ? "BEGIN; LOCK TABLE journal IN ACCESS EXCLUSIVE MODE" : "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync();
        return new Held(connection);
    }

    /// <summary>All that is in it, as text: SQLite's files byte by byte, of PostgreSQL every row of every table.</summary>
    public async Task<IReadOnlyList<string>> ReadEverythingAsync() =>
        postgres.Length > 0 ? await ReadRowsAsync() : [.. Directory.GetFiles(DirectoryPath).Select(ReadFile)];

    private static string ReadFile(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var text = new StreamReader(open, Encoding.Latin1);
        return text.ReadToEnd();
    }

    private async Task<IReadOnlyList<string>> ReadRowsAsync()
    {
        var database = new Database(new ParleyStore(Settings).OpenAsync);
        List<string> values = [];
        foreach (var table in await database.ReadAsync(row => row.GetString(0), "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        {
            var rows = await database.ReadAsync(
                row => string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(row.GetValue).Select(value => value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : $"{value}")),
                $"SELECT * FROM {table}");
            values.AddRange(rows);
        }

        return values;
    }

    private sealed class Held(DbConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (var command = connection.CreateCommand())
            {
                command.CommandText = "ROLLBACK";
                await command.ExecuteNonQueryAsync();
            }

            await connection.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        if (postgres.Length > 0)
        {
            using var pooled = new Npgsql.NpgsqlConnection(postgres);
            Npgsql.NpgsqlConnection.ClearPool(pooled);
        }

        directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
