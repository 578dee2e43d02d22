using Cluster.Actors;

namespace Actors.Tests.Support;

/// <summary>Tests that hold for every kind of database; each has one of its own.</summary>
public abstract class DatabaseTest(StoreKind kind) : IAsyncLifetime
{
    private TestDatabase database = null!;

    /// <summary>Those of a node on the test's database.</summary>
    protected ActorsSettings Settings => OneNode.Settings with { Store = database.Settings, SecretKey = new byte[32] };

    /// <summary>The test's database.</summary>
    private protected TestDatabase Database => database;

    /// <inheritdoc/>
    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync(kind);

    /// <inheritdoc/>
    public async Task DisposeAsync() => await database.DisposeAsync();
}
