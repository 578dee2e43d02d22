using System.Buffers.Text;
using System.Data.Common;
using System.Security.Cryptography;
using Cluster.Actors.Storage;
using Cluster.Actors.Text;

namespace Cluster.Actors.Keys;

/// <summary>
/// Keys by which programs use the admin API. A key is shown once, when it is made; the table holds only its hash: with 256
/// random bits in it, nothing slower than SHA-256 is needed.
/// </summary>
public sealed class ApiKeyTable
{
    /// <summary>What every key begins with, so that scanners for lost secrets know it.</summary>
    public const string Prefix = "parley_";

    /// <summary>Characters (UTF-16) in a key's name.</summary>
    public const int NameCharsMax = 80;

    private const int IdBytes = 8;
    private const int SecretBytes = 32;
    private const long TouchMs = 60_000;

    private readonly Database database;
    private readonly TimeProvider time;

    /// <summary>A table in the database that <paramref name="connect"/> opens.</summary>
    public ApiKeyTable(Func<Task<DbConnection>> connect, TimeProvider time) => (database, this.time) = (new Database(connect), time);

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Makes a key; null when there are <paramref name="keysMax"/> already.</summary>
    /// <param name="by">Who made it: an account's id, or empty.</param>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<(ApiKey Key, string Secret)?> AddAsync(string name, IReadOnlyList<string> scopes, string by, int keysMax)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var secret = $"{Prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";
        var key = new ApiKey(id, PlainText.Line(name, NameCharsMax) ?? id, scopes, NowMs, by, null);
        var added = await database.ExecuteAsync(
            """
            INSERT INTO api_keys (id, secret_hash, name, scopes, created_ms, created_by)
            SELECT @id, @hash, @name, @scopes, @now, @by WHERE (SELECT COUNT(*) FROM api_keys) < @max
            """,
            ("@id", id),
            ("@hash", HashOf(secret)),
            ("@name", key.Name),
            ("@scopes", string.Join(' ', scopes)),
            ("@now", key.CreatedAtMs),
            ("@by", by),
            ("@max", (long)keysMax)).ConfigureAwait(false);
        return added == 1 ? (key, secret) : null;
    }

    /// <summary>The key with this secret; null when there is none. Notes when it was used, at most once a minute.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<ApiKey?> FindAsync(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal) || secret.Length > 128)
        {
            return null;
        }

        var found = await database.ReadAsync(Row, $"SELECT {Columns} FROM api_keys WHERE secret_hash = @hash", ("@hash", HashOf(secret))).ConfigureAwait(false);
        if (found is not [{ } key])
        {
            return null;
        }

        var now = NowMs;
        if (now - (key.LastUsedAtMs ?? 0) >= TouchMs)
        {
            await database.ExecuteAsync("UPDATE api_keys SET last_used_ms = @now WHERE id = @id", ("@now", now), ("@id", key.Id)).ConfigureAwait(false);
        }

        return key;
    }

    /// <summary>All keys, the newest first.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task<IReadOnlyList<ApiKey>> ListAsync() => database.ReadAsync(Row, $"SELECT {Columns} FROM api_keys ORDER BY created_ms DESC, id");

    /// <summary>Takes a key away; false when there is none with this id.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<bool> RemoveAsync(string id) => await database.ExecuteAsync("DELETE FROM api_keys WHERE id = @id", ("@id", id)).ConfigureAwait(false) > 0;

    private const string Columns = "id, name, scopes, created_ms, created_by, last_used_ms";

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret)));

    private static ApiKey Row(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        row.GetInt64(3),
        row.GetString(4),
        Database.Number(row, 5));
}

/// <summary>A key for programs: what is known of it, never the key itself.</summary>
/// <param name="Scopes">What it may do, in the words of the admin API.</param>
/// <param name="CreatedBy">The account that made it; empty: a command on the socket.</param>
/// <param name="LastUsedAtMs">To the minute, Unix time in milliseconds; null: never.</param>
public sealed record ApiKey(string Id, string Name, IReadOnlyList<string> Scopes, long CreatedAtMs, string CreatedBy, long? LastUsedAtMs);
