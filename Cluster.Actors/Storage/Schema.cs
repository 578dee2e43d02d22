using System.Data.Common;

namespace Cluster.Actors.Storage;

/// <summary>Brings the database's own tables to the version this program knows, one step after another, each of them wholly or not at all.</summary>
internal sealed class Schema(Database database, IReadOnlyList<IReadOnlyList<string>> steps)
{
    /// <summary>Takes the steps that are missing; two nodes that start at once take turns.</summary>
    /// <exception cref="DbException">The database does not answer, or a step failed: it is as it was before that step.</exception>
    /// <exception cref="SchemaTooNewException">A later version of the program has been here.</exception>
    public async Task MigrateAsync()
    {
        await database.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS parley_schema (id BIGINT PRIMARY KEY, version BIGINT NOT NULL)").ConfigureAwait(false);
        await database.ExecuteAsync("INSERT INTO parley_schema (id, version) VALUES (1, 0) ON CONFLICT DO NOTHING").ConfigureAwait(false);
        for (var version = await VersionAsync().ConfigureAwait(false); version < steps.Count; version = await VersionAsync().ConfigureAwait(false))
        {
            await TakeAsync(version).ConfigureAwait(false);
        }
    }

    // The count is the lock: who comes second waits here, and then finds nothing left to do.
    private Task TakeAsync(int version) => database.TogetherAsync(async run =>
    {
        var mine = await run(
            "UPDATE parley_schema SET version = @next WHERE id = 1 AND version = @version",
            [("@next", (long)version + 1), ("@version", (long)version)]).ConfigureAwait(false);
        foreach (var statement in mine == 1 ? steps[version] : [])
        {
            await run(statement, []).ConfigureAwait(false);
        }
    });

    private async Task<int> VersionAsync()
    {
        var rows = await database.ReadAsync(row => row.GetInt64(0), "SELECT version FROM parley_schema WHERE id = 1").ConfigureAwait(false);
        var version = rows.Count == 1 ? (int)rows[0] : 0;
        return version <= steps.Count ? version : throw new SchemaTooNewException(version, steps.Count);
    }
}
