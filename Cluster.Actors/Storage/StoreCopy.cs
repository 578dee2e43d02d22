using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Cluster.Actors.Storage;

/// <summary>Copies SQLite's file while a node writes to it: the copy is the database as it was at one moment after the start.</summary>
public static class StoreCopy
{
    private const string Sound = "ok";

    /// <summary>The form of tables that this program makes in SQLite.</summary>
    public static int SchemaKnown => SchemaSteps.All.Count;

    /// <summary>Copies the file in the settings to a new one, without what was deleted; readers and the writer go on.</summary>
    /// <exception cref="DbException">It cannot be read, or the copy not be written.</exception>
    public static async Task WriteAsync(StoreSettings settings, string copy)
    {
        var engine = StoreEngine.Of(settings);
        await using var closed = engine.ConfigureAwait(false);
        await new Database(engine.OpenAsync).ExecuteAsync("VACUUM INTO @copy", ("@copy", copy)).ConfigureAwait(false);
    }

    /// <summary>Reads a copy through, page by page; the result is the form of its tables.</summary>
    /// <exception cref="DbException">It is damaged.</exception>
    public static async Task<int> CheckAsync(string copy)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = copy, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();
        var database = new Database(async () =>
        {
            var connection = new SqliteConnection(text);
            await connection.OpenAsync().ConfigureAwait(false);
            return connection;
        });
        var said = await database.ReadAsync(row => row.GetString(0), "PRAGMA integrity_check(1)").ConfigureAwait(false);
        if (said is not [Sound])
        {
            throw new DamagedCopyException(said.Count > 0 ? said[0] : "it does not say what it is");
        }

        var schema = await database.ReadAsync(row => row.GetInt64(0), "SELECT version FROM parley_schema WHERE id = 1").ConfigureAwait(false);
        return schema is [var version] ? (int)version : 0;
    }

    private sealed class DamagedCopyException(string what) : DbException(what);
}
