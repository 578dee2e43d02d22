namespace Cluster.Actors.Storage;

/// <summary>
/// How the database came to be what it is, one step after another: step <c>n</c> brings version <c>n</c> to
/// <c>n + 1</c>. A step that was released is never edited; what is new is a new step. The SQL is what SQLite and
/// PostgreSQL have in common.
/// </summary>
internal static class SchemaSteps
{
    /// <summary>The statements of each step.</summary>
    public static readonly IReadOnlyList<IReadOnlyList<string>> All =
    [
        // Databases older than the record of versions have this table already.
        ["CREATE TABLE IF NOT EXISTS accounts (id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password_hash TEXT NOT NULL)"],

        // Accounts may have no password (an empty hash), and lists of them are read from here.
        [
            "ALTER TABLE accounts ADD COLUMN role TEXT NOT NULL DEFAULT 'host'",
            "ALTER TABLE accounts ADD COLUMN disabled BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE accounts ADD COLUMN links TEXT NOT NULL DEFAULT '[]'",
            "ALTER TABLE accounts ADD COLUMN created_ms BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE accounts ADD COLUMN last_sign_in_ms BIGINT",
            "ALTER TABLE accounts ADD COLUMN provider TEXT",
            "ALTER TABLE accounts ADD COLUMN subject TEXT",
            "CREATE UNIQUE INDEX accounts_external ON accounts (provider, subject)",
        ],
        [
            """
            CREATE TABLE sessions (id_hash TEXT PRIMARY KEY, account TEXT NOT NULL, created_ms BIGINT NOT NULL,
            last_seen_ms BIGINT NOT NULL, expires_ms BIGINT NOT NULL, agent TEXT NOT NULL, address TEXT NOT NULL)
            """,
            "CREATE INDEX sessions_account ON sessions (account)",
            "CREATE INDEX sessions_expires ON sessions (expires_ms)",
        ],
        ["CREATE TABLE secrets (kind TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, updated_ms BIGINT NOT NULL, PRIMARY KEY (kind, id))"],
        [
            "CREATE TABLE rooms (name TEXT PRIMARY KEY, record TEXT NOT NULL)",
            "CREATE TABLE room_moderators (account TEXT NOT NULL, room TEXT NOT NULL, PRIMARY KEY (account, room))",
            "CREATE INDEX room_moderators_room ON room_moderators (room)",
            "CREATE TABLE projections (name TEXT PRIMARY KEY, built_ms BIGINT NOT NULL)",
        ],
        ["CREATE TABLE nodes (id TEXT PRIMARY KEY, address TEXT NOT NULL, seen_ms BIGINT NOT NULL)"],
        ["CREATE TABLE leases (name TEXT PRIMARY KEY, owner TEXT NOT NULL, epoch BIGINT NOT NULL, until_ms BIGINT NOT NULL)"],
        [
            """
            CREATE TABLE audit (id TEXT PRIMARY KEY, at_ms BIGINT NOT NULL, actor_kind TEXT NOT NULL, actor TEXT NOT NULL, act TEXT NOT NULL,
            outcome TEXT NOT NULL, room TEXT NOT NULL, target TEXT NOT NULL, origin TEXT NOT NULL, details TEXT NOT NULL)
            """,
            """
            CREATE TABLE api_keys (id TEXT PRIMARY KEY, secret_hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, scopes TEXT NOT NULL,
            created_ms BIGINT NOT NULL, created_by TEXT NOT NULL, last_used_ms BIGINT)
            """,
        ],

        // A node's own clock beside the database's, so that one that is wrong is seen.
        ["ALTER TABLE nodes ADD COLUMN clock_ms BIGINT"],
    ];
}
