using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Cluster.Actors.Storage;

namespace Cluster.Actors.Audit;

/// <summary>
/// The audit log in the database. Lines are added and never changed; what is older or more than the bounds goes, oldest
/// first.
/// </summary>
public sealed class AuditTable
{
    /// <summary>Lines in one answer at most.</summary>
    public const int PageMax = 500;

    private const int TextCharsMax = 512;

    private readonly Database database;

    /// <summary>A table in the database that <paramref name="connect"/> opens.</summary>
    public AuditTable(Func<Task<DbConnection>> connect) => database = new Database(connect);

    /// <summary>Adds lines, together or not at all.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task AddAsync(IReadOnlyList<AuditEntry> entries) => database.TogetherAsync(async run =>
    {
        foreach (var entry in entries)
        {
            await run(
                """
                INSERT INTO audit (id, at_ms, actor_kind, actor, act, outcome, room, target, origin, details)
                VALUES (@id, @at, @kind, @actor, @act, @outcome, @room, @target, @origin, @details)
                """,
                [
                    ("@id", IdOf(entry.AtMs)),
                    ("@at", entry.AtMs),
                    ("@kind", Word(entry.By.Kind)),
                    ("@actor", Short(entry.By.Id)),
                    ("@act", Short(entry.Act)),
                    ("@outcome", Short(entry.Outcome)),
                    ("@room", Short(entry.Room)),
                    ("@target", Short(entry.Target)),
                    ("@origin", Short(entry.From)),
                    ("@details", Short(entry.Details)),
                ]).ConfigureAwait(false);
        }
    });

    /// <summary>Lines that match, newest first.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task<IReadOnlyList<AuditLine>> ListAsync(AuditQuery query)
    {
        List<string> conditions = ["id < @before"];
        List<(string, object?)> values = [("@before", query.Before.Length > 0 ? query.Before : "~"), ("@max", (long)Math.Clamp(query.Max, 1, PageMax))];
        Add("act", query.Act);
        Add("actor", query.Actor);
        Add("room", query.Room);
        Add("target", query.Target);
        if (query.SinceMs is { } since)
        {
            conditions.Add("at_ms >= @since");
            values.Add(("@since", since));
        }

        if (query.UntilMs is { } until)
        {
            conditions.Add("at_ms <= @until");
            values.Add(("@until", until));
        }

        return database.ReadAsync(
            Row,
            $"SELECT id, at_ms, actor_kind, actor, act, outcome, room, target, origin, details FROM audit WHERE {string.Join(" AND ", conditions)} ORDER BY id DESC LIMIT @max",
            [.. values]);

        void Add(string column, string wanted)
        {
            if (wanted.Length > 0)
            {
                conditions.Add($"{column} = @{column}");
                values.Add(($"@{column}", wanted));
            }
        }
    }

    /// <summary>Takes away what is older than <paramref name="oldestMs"/>, and of the rest what is more than so many.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task TrimAsync(long oldestMs, int rowsMax)
    {
        await database.ExecuteAsync("DELETE FROM audit WHERE at_ms < @oldest", ("@oldest", oldestMs)).ConfigureAwait(false);
        await database.ExecuteAsync(
            "DELETE FROM audit WHERE id <= (SELECT id FROM audit ORDER BY id DESC LIMIT 1 OFFSET @max)", ("@max", (long)rowsMax)).ConfigureAwait(false);
    }

    // In the order of time, and different for those of one millisecond on several nodes.
    private static string IdOf(long atMs) =>
        atMs.ToString("x12", CultureInfo.InvariantCulture) + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    private static string Short(string text) => text.Length > TextCharsMax ? text[..TextCharsMax] : text;

    private static string Word(AuditActorKind kind) => kind.ToString().ToLowerInvariant();

    private static AuditLine Row(DbDataReader row) => new(
        row.GetString(0),
        new AuditEntry(
            row.GetInt64(1),
            new AuditActor(Enum.TryParse<AuditActorKind>(row.GetString(2), ignoreCase: true, out var kind) ? kind : AuditActorKind.System, row.GetString(3)),
            row.GetString(4),
            row.GetString(5),
            row.GetString(6),
            row.GetString(7),
            row.GetString(8),
            row.GetString(9)));
}

/// <summary>A stored line.</summary>
/// <param name="Id">In the order of time; what to ask for as <c>Before</c>.</param>
public sealed record AuditLine(string Id, AuditEntry Entry);

/// <summary>Which lines are wanted; what is empty or null does not matter.</summary>
/// <param name="Before">Only those before the line with this id.</param>
public sealed record AuditQuery(
    string Act = "", string Actor = "", string Room = "", string Target = "", long? SinceMs = null, long? UntilMs = null, string Before = "",
    int Max = AuditTable.PageMax);
