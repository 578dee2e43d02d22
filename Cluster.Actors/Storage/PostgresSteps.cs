using System.Text.RegularExpressions;

namespace Cluster.Actors.Storage;

/// <summary>
/// The steps for PostgreSQL: first the tables of Akka's journal and snapshots in the form its plugin
/// expects (Akka.Persistence.Sql 1.5, default mapping), then the common ones.
/// </summary>
internal static partial class PostgresSteps
{
    /// <summary>
    /// The statements of each step. Text is compared and ordered by its bytes, as SQLite does: lists have one order in
    /// both, and an upgrade of the system's locales harms no index.
    /// </summary>
    public static readonly IReadOnlyList<IReadOnlyList<string>> All =
        [.. SchemaSteps.All.Prepend(Journal).Select(step => (IReadOnlyList<string>)[.. step.Select(ByBytes)])];

    private static string[] Journal =>
    [
        """
        CREATE TABLE journal (ordering BIGSERIAL PRIMARY KEY, created BIGINT NOT NULL, deleted BOOLEAN NOT NULL, persistence_id TEXT NOT NULL,
        sequence_number BIGINT NOT NULL, message BYTEA NOT NULL, manifest TEXT, identifier INT, writer_uuid TEXT)
        """,
        // Of two who write one history, one frozen and come back, this stops the second.
        "CREATE UNIQUE INDEX journal_writers ON journal (persistence_id, sequence_number)",
        "CREATE TABLE tags (ordering_id BIGINT NOT NULL, tag TEXT NOT NULL, sequence_nr BIGINT NOT NULL, persistence_id TEXT NOT NULL, PRIMARY KEY (ordering_id, tag))",
        "CREATE INDEX tags_persistence_id ON tags (persistence_id, sequence_nr)",
        """
        CREATE TABLE snapshot (persistence_id TEXT NOT NULL, sequence_number BIGINT NOT NULL, created BIGINT NOT NULL, snapshot BYTEA,
        manifest TEXT, serializer_id INT, PRIMARY KEY (persistence_id, sequence_number))
        """,
    ];

    private static string ByBytes(string statement) => TextType().Replace(statement, "TEXT COLLATE \"C\"");

    [GeneratedRegex(@"\bTEXT\b")]
    private static partial Regex TextType();
}
