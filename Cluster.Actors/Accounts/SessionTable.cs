using System.Buffers.Text;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Cluster.Actors.Storage;
using Cluster.Actors.Text;

namespace Cluster.Actors.Accounts;

/// <summary>A sign-in as its owner sees it.</summary>
/// <param name="Id">Names the session and does not open it.</param>
/// <param name="CreatedAtMs">Milliseconds since 1970.</param>
/// <param name="LastSeenAtMs">Milliseconds since 1970, right to a minute.</param>
/// <param name="Agent">What the browser called itself.</param>
/// <param name="Address">Where it signed in from.</param>
public sealed record SessionSummary(string Id, long CreatedAtMs, long LastSeenAtMs, string Agent, string Address);

/// <summary>
/// Who is signed in where. Rows hold a hash of the secret in the browser's cookie, so that a copy of the database opens
/// nothing; they are personal and go with the account. An account has a bounded number; those go first that were
/// not used for the longest.
/// </summary>
public sealed class SessionTable
{
    private const int SecretBytes = 32;
    private const int PublicChars = 24;
    private const int AgentChars = 256;
    private const int AddressChars = 64;
    private const long TouchMs = 60_000;

    private readonly Database database;
    private readonly int perAccountMax;

    /// <summary>A table in the database that <paramref name="connect"/> opens.</summary>
    public SessionTable(Func<Task<DbConnection>> connect, int perAccountMax) => (database, this.perAccountMax) = (new Database(connect), perAccountMax);

    /// <summary>Begins a session; the result is the secret for the cookie, 43 characters of base64url.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<string> AddAsync(AccountId account, string agent, string address, DateTimeOffset now, TimeSpan lifetime)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var nowMs = now.ToUnixTimeMilliseconds();
        await database.TogetherAsync(async run =>
        {
            await run("DELETE FROM sessions WHERE expires_ms <= @now", [("@now", nowMs)]).ConfigureAwait(false);
            await run(
                """
                INSERT INTO sessions (id_hash, account, created_ms, last_seen_ms, expires_ms, agent, address)
                VALUES (@hash, @account, @now, @now, @expires, @agent, @address)
                """,
                [
                    ("@hash", HashOf(secret)),
                    ("@account", account.Value),
                    ("@now", nowMs),
                    ("@expires", nowMs + (long)lifetime.TotalMilliseconds),
                    ("@agent", Short(agent, AgentChars)),
                    ("@address", Short(address, AddressChars)),
                ]).ConfigureAwait(false);
            await run(
                """
                DELETE FROM sessions WHERE account = @account AND id_hash NOT IN
                (SELECT id_hash FROM sessions WHERE account = @account ORDER BY last_seen_ms DESC, created_ms DESC, id_hash LIMIT @max)
                AND id_hash <> @hash
                """,
                [("@account", account.Value), ("@max", (long)perAccountMax), ("@hash", HashOf(secret))]).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return secret;
    }

    /// <summary>
    /// Whose session this is; null when there is none or it is over. Notes the time, at most once a minute, and with it
    /// moves the end: a session lasts its lifetime from when it was last used.
    /// </summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<AccountId?> FindAsync(string sessionId, DateTimeOffset now)
    {
        var nowMs = now.ToUnixTimeMilliseconds();
        var hash = HashOf(sessionId);
        var found = await database.ReadAsync(
            row => (Account: row.GetString(0), SeenMs: row.GetInt64(1)),
            "SELECT account, last_seen_ms FROM sessions WHERE id_hash = @hash AND expires_ms > @now",
            ("@hash", hash),
            ("@now", nowMs)).ConfigureAwait(false);
        if (found.Count == 0 || !AccountId.TryCreate(found[0].Account, out var account))
        {
            return null;
        }

        if (nowMs - found[0].SeenMs >= TouchMs)
        {
            await database.ExecuteAsync(
                "UPDATE sessions SET expires_ms = expires_ms + (@now - last_seen_ms), last_seen_ms = @now WHERE id_hash = @hash AND last_seen_ms < @now",
                ("@now", nowMs),
                ("@hash", hash)).ConfigureAwait(false);
        }

        return account;
    }

    /// <summary>An account's sessions, the newest first; ones that are over may be among them until the next sign-in of anybody.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task<IReadOnlyList<SessionSummary>> ListAsync(AccountId account) => database.ReadAsync(
        row => new SessionSummary(PublicOf(row.GetString(0)), row.GetInt64(1), row.GetInt64(2), row.GetString(3), row.GetString(4)),
        "SELECT id_hash, created_ms, last_seen_ms, agent, address FROM sessions WHERE account = @account ORDER BY created_ms DESC, id_hash",
        ("@account", account.Value));

    /// <summary>Ends one of an account's sessions, by its public id; false when the account has none such.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<bool> RemoveAsync(AccountId account, string publicId) => await database.ExecuteAsync(
        $"DELETE FROM sessions WHERE account = @account AND substr(id_hash, 1, {PublicChars}) = @id",
        ("@account", account.Value),
        ("@id", publicId)).ConfigureAwait(false) > 0;

    /// <summary>Ends a session, by its secret; it need not be there.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task RemoveAsync(string sessionId) => database.ExecuteAsync("DELETE FROM sessions WHERE id_hash = @hash", ("@hash", HashOf(sessionId)));

    /// <summary>Ends all of an account's sessions, but for the one with this secret if there is one.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task RemoveAllAsync(AccountId account, string? exceptSessionId = null) =>
        RemoveOthersAsync(account, exceptSessionId is null ? null : HashOf(exceptSessionId));

    /// <summary>The public id of the session with this secret, as <see cref="ListAsync"/> shows it.</summary>
    public static string PublicIdOf(string sessionId) => PublicOf(HashOf(sessionId));

    /// <summary>What the table knows a secret by.</summary>
    internal static string HashOf(string sessionId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sessionId)));

    /// <summary>Ends all of an account's sessions, but for the one with this hash.</summary>
    internal Task RemoveOthersAsync(AccountId account, string? keptHash) => database.ExecuteAsync(
        "DELETE FROM sessions WHERE account = @account AND id_hash <> @kept", ("@account", account.Value), ("@kept", keptHash ?? ""));

    private static string PublicOf(string hash) => hash[..PublicChars];

    private static string Short(string text, int chars) => PlainText.Line(text.Length > chars ? text[..chars] : text, chars) ?? "";
}
