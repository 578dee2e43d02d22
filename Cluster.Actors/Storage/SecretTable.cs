using System.Data.Common;

namespace Cluster.Actors.Storage;

/// <summary>A value that all nodes share, by its kind and id.</summary>
/// <param name="UpdatedAtMs">When it was stored, in milliseconds since 1970.</param>
public sealed record StoredSecret(string Id, string Value, long UpdatedAtMs)
{
    /// <summary>Never the value.</summary>
    public override string ToString() => $"{nameof(StoredSecret)} {Id}";
}

/// <summary>
/// Keys, certificates and the like that all nodes share: small texts by kind and id. What must stay secret from whoever
/// reads the database is put through a <see cref="Security.SecretBox"/> before it comes here.
/// </summary>
public sealed class SecretTable
{
    /// <summary>Longest value in UTF-16 characters.</summary>
    public const int ValueCharsMax = 256 * 1024;

    private readonly Database database;
    private readonly TimeProvider time;

    /// <summary>A table in the database that <paramref name="connect"/> opens.</summary>
    public SecretTable(Func<Task<DbConnection>> connect, TimeProvider time) => (database, this.time) = (new Database(connect), time);

    /// <summary>Everything of a kind, by id.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task<IReadOnlyList<StoredSecret>> ListAsync(string kind) => database.ReadAsync(
        Row, "SELECT id, value, updated_ms FROM secrets WHERE kind = @kind ORDER BY id", ("@kind", kind));

    /// <summary>One value; null when there is none.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<StoredSecret?> GetAsync(string kind, string id)
    {
        var rows = await database.ReadAsync(
            Row, "SELECT id, value, updated_ms FROM secrets WHERE kind = @kind AND id = @id", ("@kind", kind), ("@id", id)).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0] : null;
    }

    /// <summary>Stores a value unless there is one; false when there is. Of several who come at once one succeeds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is longer than <see cref="ValueCharsMax"/>.</exception>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<bool> AddAsync(string kind, string id, string value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, ValueCharsMax);
        return await database.ExecuteAsync(
            "INSERT INTO secrets (kind, id, value, updated_ms) VALUES (@kind, @id, @value, @now) ON CONFLICT DO NOTHING",
            ("@kind", kind),
            ("@id", id),
            ("@value", value),
            ("@now", time.GetUtcNow().ToUnixTimeMilliseconds())).ConfigureAwait(false) == 1;
    }

    /// <summary>Stores a value in the place of what was there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is longer than <see cref="ValueCharsMax"/>.</exception>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task PutAsync(string kind, string id, string value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, ValueCharsMax);
        return database.ExecuteAsync(
            """
            INSERT INTO secrets (kind, id, value, updated_ms) VALUES (@kind, @id, @value, @now)
            ON CONFLICT (kind, id) DO UPDATE SET value = excluded.value, updated_ms = excluded.updated_ms
            """,
            ("@kind", kind),
            ("@id", id),
            ("@value", value),
            ("@now", time.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    /// <summary>Deletes a value; it need not be there.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task RemoveAsync(string kind, string id) =>
        database.ExecuteAsync("DELETE FROM secrets WHERE kind = @kind AND id = @id", ("@kind", kind), ("@id", id));

    private static StoredSecret Row(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetInt64(2));
}
