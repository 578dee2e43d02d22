using System.Text;

namespace Cluster.Actors;

/// <summary>Where what must last is kept.</summary>
public sealed record StoreSettings
{
    /// <summary>The database's kind.</summary>
    public StoreKind Kind { get; init; } = StoreKind.Sqlite;

    /// <summary>For <see cref="StoreKind.Sqlite"/> the file's path; its directory exists.</summary>
    public string SqlitePath { get; init; } = "";

    /// <summary>For <see cref="StoreKind.Postgresql"/> what Npgsql connects with, password included.</summary>
    public string PostgresConnectionString { get; init; } = "";

    // Of the connection nothing is shown: it has the password in it.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(nameof(Kind)).Append(" = ").Append(Kind).Append(", ").Append(nameof(SqlitePath)).Append(" = ").Append(SqlitePath);
        return true;
    }
}

/// <summary>Kinds of database.</summary>
public enum StoreKind
{
    /// <summary>Nothing lasts beyond the process.</summary>
    Memory,

    /// <summary>One file in the data directory.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, which several nodes can share.</summary>
    Postgresql,
}
