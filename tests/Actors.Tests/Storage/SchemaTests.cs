using System.Data.Common;
using Cluster.Actors;
using Cluster.Actors.Accounts;
using Cluster.Actors.Storage;

namespace Actors.Tests.Storage;

public sealed class SchemaTestsOnSqlite() : SchemaTests(StoreKind.Sqlite);

public sealed class SchemaTestsOnPostgresql() : SchemaTests(StoreKind.Postgresql);

public abstract class SchemaTests(StoreKind kind) : DatabaseTest(kind)
{
    [Fact]
    public async Task A_database_of_the_first_version_keeps_its_accounts_and_gets_what_is_new()
    {
        await RunAsync("CREATE TABLE accounts (id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password_hash TEXT NOT NULL)");
        await RunAsync("INSERT INTO accounts VALUES ('00112233445566778899aabbccddeeff', 'ann', 'Ann', 'the-hash')");
        await using var store = Opened;
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
            await using var store = Opened;
            await store.PrepareAsync();
        })));
        await using var again = Opened;
        await again.PrepareAsync();
        Assert.Empty(await again.Accounts.ListAsync("", 10));
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_database_as_it_was_before_it()
    {
        IReadOnlyList<string> first = ["CREATE TABLE one (id BIGINT)"];
        IReadOnlyList<string> broken = ["CREATE TABLE two (id BIGINT)", "CREATE TABLE one (id BIGINT)"];
        IReadOnlyList<string> mended = ["CREATE TABLE two (id BIGINT)", "CREATE TABLE three (id BIGINT)"];
        await Assert.ThrowsAnyAsync<DbException>(() => new Schema(Tables, [first, broken]).MigrateAsync());
        await new Schema(Tables, [first, mended]).MigrateAsync();
        var tables = await Tables.ReadAsync(row => row.GetString(0), Settings.Store.Kind == StoreKind.Postgresql
            ? "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
            : "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
        Assert.Equal(["one", "parley_schema", "three", "two"], tables);
    }

    [Fact]
    public async Task A_database_of_a_later_program_is_not_touched()
    {
        await new Schema(Tables, [.. StoreEngine.Of(Settings.Store).Steps, ["CREATE TABLE later (id BIGINT)"]]).MigrateAsync();
        await using var store = Opened;
        Assert.Contains("newer", (await Assert.ThrowsAsync<SchemaTooNewException>(store.PrepareAsync)).Message, StringComparison.Ordinal);
    }

    private Database Tables => new(Opened.OpenAsync);

    private ParleyStore Opened => new(Settings.Store);

    private Task<int> RunAsync(string sql) => Tables.ExecuteAsync(sql);
}
