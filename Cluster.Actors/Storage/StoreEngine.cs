using System.Data.Common;
using LinqToDB;

namespace Cluster.Actors.Storage;

/// <summary>One kind of database, as far as kinds differ.</summary>
internal abstract class StoreEngine : IAsyncDisposable
{
    /// <summary>The database's kind as LinqToDB calls it.</summary>
    public abstract string Provider { get; }

    /// <summary>For Akka's configuration, which may be logged: where the database is, and nothing secret.</summary>
    public abstract string OpenConnectionString { get; }

    /// <summary>For the journal's plugin: the same database, each connection set up as ours are.</summary>
    public abstract DataOptions JournalOptions { get; }

    /// <summary>How the tables came to be what they are.</summary>
    public abstract IReadOnlyList<IReadOnlyList<string>> Steps { get; }

    /// <summary>Whether the journal's plugin makes its tables itself.</summary>
    public abstract bool JournalMakesTables { get; }

    /// <summary>The kind that <paramref name="settings"/> ask for.</summary>
    public static StoreEngine Of(StoreSettings settings) =>
        settings.Kind == StoreKind.Postgresql ? new PostgresEngine(settings) : new SqliteEngine(settings);

    /// <summary>Opens a connection.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public abstract Task<DbConnection> OpenAsync();

    /// <summary>Does something while no other node on this database does anything of the kind.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public abstract Task AloneAsync(Func<Task> work);

    /// <summary>Makes sure, as far as the kind lets us, that what was deleted is nowhere any more; false while readers keep it from that.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public abstract Task<bool> EmptyLogAsync();

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
