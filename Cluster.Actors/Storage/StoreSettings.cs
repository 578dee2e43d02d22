namespace Cluster.Actors;

/// <summary>Where what must last is kept.</summary>
public sealed record StoreSettings
{
    /// <summary>The database's kind.</summary>
    public StoreKind Kind { get; init; } = StoreKind.Sqlite;

    /// <summary>
    /// For <see cref="StoreKind.Sqlite"/> the file's path; its directory exists. Empty: memory only, for tests.
    /// </summary>
    public string SqlitePath { get; init; } = "";
}

/// <summary>Kinds of database.</summary>
public enum StoreKind
{
    /// <summary>Nothing lasts beyond the process.</summary>
    Memory,

    /// <summary>One file in the data directory.</summary>
    Sqlite,
}
