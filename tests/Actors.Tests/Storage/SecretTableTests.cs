using Cluster.Actors;
using Cluster.Actors.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Storage;

public sealed class SecretTableTestsOnSqlite() : SecretTableTests(StoreKind.Sqlite);

public sealed class SecretTableTestsOnPostgresql() : SecretTableTests(StoreKind.Postgresql);

public abstract class SecretTableTests(StoreKind kind) : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch);
    private TestDatabase database = null!;
    private ParleyStore store = null!;

    private SecretTable Table => new(store.OpenAsync, time);

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        store = await database.OpenAsync();
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task What_is_put_is_there_until_it_is_replaced_or_removed()
    {
        await Table.PutAsync("key", "b", "one");
        await Table.PutAsync("key", "a", "two; 'DROP TABLE secrets");
        await Table.PutAsync("certificate", "a", "three");
        time.Advance(TimeSpan.FromSeconds(5));
        await Table.PutAsync("key", "b", "four");
        Assert.Equal([new("a", "two; 'DROP TABLE secrets", 0), new StoredSecret("b", "four", 5000)], await Table.ListAsync("key"));
        Assert.Equal(new StoredSecret("a", "three", 0), await Table.GetAsync("certificate", "a"));
        await Table.RemoveAsync("key", "a");
        await Table.RemoveAsync("key", "a");
        Assert.Null(await Table.GetAsync("key", "a"));
        Assert.Empty(await Table.ListAsync("none"));
    }

    [Fact]
    public async Task A_value_is_bounded_and_never_in_a_log()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Table.PutAsync("key", "a", new string('x', SecretTable.ValueCharsMax + 1)));
        Assert.DoesNotContain("s3cret", new StoredSecret("a", "s3cret", 0).ToString(), StringComparison.Ordinal);
    }
}
