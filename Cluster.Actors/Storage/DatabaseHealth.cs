using System.Data.Common;
using Cluster.Actors.Storage;

namespace Cluster.Actors;

/// <summary>
/// Whether the database answers, for <c>/health/ready</c>. Meetings go on without it for a while, and a load balancer that
/// turned everybody away from every node would end them: it counts as gone only when it has been for the grace given.
/// </summary>
public sealed class DatabaseHealth
{
    private readonly Database database;
    private readonly TimeProvider time;
    private readonly TimeSpan grace;
    private long? silentSince;

    /// <param name="grace">From the first question without an answer until the database counts as gone.</param>
    internal DatabaseHealth(Func<Task<DbConnection>> connect, TimeProvider time, TimeSpan grace) =>
        (database, this.time, this.grace) = (new Database(connect), time, grace);

    /// <summary>Asks it. Never faults.</summary>
    public async Task<bool> CheckAsync(TimeSpan patience)
    {
        try
        {
            await database.ReadAsync(row => row.GetInt64(0), "SELECT CAST(1 AS BIGINT)").WaitAsync(patience, time).ConfigureAwait(false);
            silentSince = null;
            return true;
        }
        catch (Exception cause) when (cause is DbException or TimeoutException)
        {
            var since = silentSince ??= time.GetTimestamp();
            return time.GetElapsedTime(since) < grace;
        }
    }
}
