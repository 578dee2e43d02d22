using System.Data.Common;
using Cluster.Actors.Storage;

namespace Cluster.Actors.Membership;

/// <summary>
/// Leases in PostgreSQL: one row each, which one owner has until a time by the server's clock. No node's clock matters. The epoch rises
/// with each change of hands.
/// </summary>
internal sealed class LeaseTable(Func<Task<DbConnection>> connect)
{
    private const string Now = "(EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::BIGINT";

    private readonly Database database = new(connect);

    /// <summary>Takes or keeps a lease; the result is its epoch, or null: another has it.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<long?> TakeAsync(string name, string owner, TimeSpan lifetime)
    {
        var rows = await database.ReadAsync(
            row => row.GetInt64(0),
            $"""
            INSERT INTO leases (name, owner, epoch, until_ms) VALUES (@name, @owner, 1, {Now} + @lifetime)
            ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until_ms = excluded.until_ms,
            epoch = leases.epoch + CASE WHEN leases.owner = excluded.owner THEN 0 ELSE 1 END
            WHERE leases.owner = excluded.owner OR leases.until_ms < {Now} RETURNING epoch
            """,
            ("@name", name), ("@owner", owner), ("@lifetime", (long)lifetime.TotalMilliseconds)).ConfigureAwait(false);
        return rows.Count == 1 ? rows[0] : null;
    }
}
