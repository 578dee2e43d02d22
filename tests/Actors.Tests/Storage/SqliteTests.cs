using Cluster.Actors;
using LinqToDB.Data;

namespace Actors.Tests.Storage;

/// <summary>What holds for SQLite only.</summary>
public sealed class SqliteTests() : DatabaseTest(StoreKind.Sqlite)
{
    [Fact]
    public async Task Deleted_rows_are_overwritten_by_every_connection()
    {
        await using var node = await OneNode.StartAsync(Settings);
        await using var journal = new DataConnection(node.Store.JournalOptions);
        Assert.Equal("wal", journal.Execute<string>("PRAGMA journal_mode"));
        Assert.Equal(1, journal.Execute<long>("PRAGMA secure_delete"));
        await using var ours = await node.Store.OpenAsync();
        await using var command = ours.CreateCommand();
        command.CommandText = "PRAGMA secure_delete";
        Assert.Equal(1L, await command.ExecuteScalarAsync());
    }
}
