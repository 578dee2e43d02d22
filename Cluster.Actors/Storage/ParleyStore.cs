using System.Data.Common;
using Cluster.Actors.Accounts;
using LinqToDB;

namespace Cluster.Actors.Storage;

/// <summary>The node's database, with Akka's journal and snapshots and our own tables.</summary>
internal sealed class ParleyStore : IAsyncDisposable
{
    private readonly StoreEngine engine;
    private readonly Database database;

    public ParleyStore(StoreSettings settings)
    {
        engine = StoreEngine.Of(settings);
        database = new Database(OpenAsync);
        Accounts = new AccountTable(OpenAsync);
    }

    /// <summary>The database's kind as LinqToDB calls it.</summary>
    public string Provider => engine.Provider;

    /// <summary>For Akka's configuration: where the database is, and nothing secret.</summary>
    public string OpenConnectionString => engine.OpenConnectionString;

    /// <summary>Whether the journal's plugin makes its tables itself.</summary>
    public bool JournalMakesTables => engine.JournalMakesTables;

    /// <summary>The accounts' rows.</summary>
    public AccountTable Accounts { get; }

    /// <summary>For the journal's plugin: the same database, each connection set up as ours are.</summary>
    public DataOptions JournalOptions => engine.JournalOptions;

    /// <summary>Makes the tables that are missing; nodes that start at once take turns.</summary>
    /// <exception cref="DbException">The database cannot be made, read or written.</exception>
    public Task PrepareAsync() => engine.AloneAsync(new Schema(database, engine.Steps).MigrateAsync);

    /// <summary>Does something while no other node on this database does anything of the kind.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task AloneAsync(Func<Task> work) => engine.AloneAsync(work);

    /// <summary>Makes sure that what was deleted is nowhere any more; false while readers keep it from that.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task<bool> EmptyLogAsync() => engine.EmptyLogAsync();

    /// <summary>Opens a connection.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task<DbConnection> OpenAsync() => engine.OpenAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => engine.DisposeAsync();
}
