using System.Data.Common;
using Cluster.Actors;
using Cluster.Actors.Accounts;
using Cluster.Actors.Storage;
using Microsoft.Data.Sqlite;

namespace Actors.Tests.Storage;

public sealed class SchemaTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private string Path => directory.File("parley.db");

    [Fact]
    public async Task A_database_of_the_first_version_keeps_its_accounts_and_gets_what_is_new()
    {
        await RunAsync("CREATE TABLE accounts (id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password_hash TEXT NOT NULL)");
        await RunAsync("INSERT INTO accounts VALUES ('00112233445566778899aabbccddeeff', 'ann', 'Ann', 'the-hash')");
        await using var store = Open();
        await store.PrepareAsync();
        var row = Assert.Single(await store.Accounts.ListAsync("", 10));
        Assert.Equal(("ann", "Ann", "the-hash", AccountRole.Host), (row.Login.Value, row.Name, row.PasswordHash, row.Role));
        Assert.Equal((0, null, false), (row.CreatedAtMs, row.LastSignInAtMs, row.Disabled));
        Assert.Empty(row.Links!);
    }

    [Fact]
    public async Task Many_who_prepare_one_new_database_at_once_agree()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var store = Open();
            await store.PrepareAsync();
        })));
        await using var again = Open();
        await again.PrepareAsync();
        Assert.Empty(await again.Accounts.ListAsync("", 10));
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_database_as_it_was_before_it()
    {
        IReadOnlyList<string> first = ["CREATE TABLE one (id BIGINT)"];
        IReadOnlyList<string> broken = ["CREATE TABLE two (id BIGINT)", "CREATE TABLE one (id BIGINT)"];
        IReadOnlyList<string> mended = ["CREATE TABLE two (id BIGINT)", "CREATE TABLE three (id BIGINT)"];
        await Assert.ThrowsAnyAsync<DbException>(() => new Schema(Database, [first, broken]).MigrateAsync());
        await new Schema(Database, [first, mended]).MigrateAsync();
        var tables = await Database.ReadAsync(row => row.GetString(0), "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
        Assert.Equal(["one", "parley_schema", "three", "two"], tables);
    }

    [Fact]
    public async Task A_database_of_a_later_program_is_not_touched()
    {
        await new Schema(Database, [.. SchemaSteps.All, ["CREATE TABLE later (id BIGINT)"]]).MigrateAsync();
        await using var store = Open();
        Assert.Contains("newer", (await Assert.ThrowsAsync<SchemaTooNewException>(store.PrepareAsync)).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        directory.Dispose();
    }

    private Database Database => new(async () =>
    {
        var connection = new SqliteConnection($"Data Source={Path}");
        await connection.OpenAsync();
        return connection;
    });

    private ParleyStore Open() => new(new StoreSettings { SqlitePath = Path });

    private Task<int> RunAsync(string sql) => Database.ExecuteAsync(sql);
}
