using System.Data.Common;
using Cluster.Actors.Storage;

namespace Cluster.Actors.Forming;

/// <summary>
/// The nodes at work on a PostgreSQL database, by their own word every few seconds and by the database's clock. Who starts
/// learns here of those it cannot see otherwise, and does not make a second cluster beside theirs.
/// </summary>
internal sealed class NodeTable(Func<Task<DbConnection>> connect, TimeProvider time)
{
    /// <summary>How often a node says that it is there.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>After so much silence a node is not at work any more.</summary>
    private const long SilenceMsMax = 8_000;

    /// <summary>Rows read at once; far more than a cluster has.</summary>
    private const int NodesMax = 1_000;

    private const string Now = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";

    private readonly Database database = new(connect);

    /// <summary>Addresses (<c>host:port</c>) of the other nodes at work.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task<IReadOnlyList<string>> OthersAsync(string nodeId) => database.ReadAsync(
        row => row.GetString(0),
        $"SELECT address FROM nodes WHERE id <> @id AND seen_ms > {Now} - {SilenceMsMax} ORDER BY address",
        ("@id", nodeId));

    /// <summary>The nodes at work, each with how far its clock was ahead of the database's when it last spoke; null: it does not say.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task<IReadOnlyList<NodeClock>> ClocksAsync() => database.ReadAsync(
        row => new NodeClock(row.GetString(0), Database.Number(row, 1)),
        $"SELECT address, clock_ms - seen_ms FROM nodes WHERE seen_ms > {Now} - {SilenceMsMax} ORDER BY address LIMIT {NodesMax}");

    /// <summary>This node is at work, and its clock says so much.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task SayAsync(string nodeId, string address) => database.ExecuteAsync(
        $"INSERT INTO nodes (id, address, seen_ms, clock_ms) VALUES (@id, @address, {Now}, @clock) "
            + "ON CONFLICT (id) DO UPDATE SET address = excluded.address, seen_ms = excluded.seen_ms, clock_ms = excluded.clock_ms",
        ("@id", nodeId),
        ("@address", address),
        ("@clock", time.GetUtcNow().ToUnixTimeMilliseconds()));

    /// <summary>This node ends; rows of those that are long gone go with its own.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task RemoveAsync(string nodeId) => database.ExecuteAsync(
        $"DELETE FROM nodes WHERE id = @id OR seen_ms < {Now} - 3600000", ("@id", nodeId));
}

/// <summary>A node at work, and by how many milliseconds its clock is ahead of the database's.</summary>
public sealed record NodeClock(string Address, long? AheadMs);
