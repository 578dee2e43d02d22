using System.Data.Common;
using System.Text.Json;
using Cluster.Actors.Accounts;
using Cluster.Actors.Serialization;
using Cluster.Actors.Storage;

namespace Cluster.Actors.Rooms;

/// <summary>Where a room writes what lists show of it.</summary>
internal interface IRoomRows
{
    /// <summary>Writes a room's row, or deletes it when there is nothing to remember.</summary>
    Task PutAsync(RoomName room, RoomRecord record);

    /// <summary>Makes sure that what was deleted is nowhere in the database's files; false while it is in use.</summary>
    Task<bool> EmptyLogAsync();
}

/// <summary>
/// The list of remembered rooms and of the accounts they name: a projection of the rooms' records, from which it can be
/// made again. It holds no hash of a password, only that there is one.
/// </summary>
internal sealed class RoomTable(Func<Task<DbConnection>> connect, Func<Task<bool>> emptyLog, TimeProvider time) : IRoomRows
{
    private const string Projection = "rooms";

    // Stands for the hash.
    private const string HasPassword = "set";

    private readonly Database database = new(connect);

    /// <inheritdoc/>
    public Task PutAsync(RoomName room, RoomRecord record) => database.TogetherAsync(async run =>
    {
        await run("DELETE FROM room_moderators WHERE room = @room", [("@room", room.Value)]).ConfigureAwait(false);
        await run("DELETE FROM rooms WHERE name = @room", [("@room", room.Value)]).ConfigureAwait(false);
        if (!record.HasSettings)
        {
            return;
        }

        await run("INSERT INTO rooms (name, record) VALUES (@room, @record)", [("@room", room.Value), ("@record", Write(record))]).ConfigureAwait(false);
        foreach (var account in record.Moderators ?? [])
        {
            await run(
                "INSERT INTO room_moderators (account, room) VALUES (@account, @room) ON CONFLICT DO NOTHING",
                [("@account", account.Value), ("@room", room.Value)]).ConfigureAwait(false);
        }
    });

    /// <inheritdoc/>
    public Task<bool> EmptyLogAsync() => emptyLog();

    /// <summary>Rooms by name, at most so many.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task<IReadOnlyList<(RoomName Room, RoomRecord Record)>> ListAsync(int max) => ReadAsync(
        "SELECT name, record FROM rooms ORDER BY name LIMIT @max", ("@max", (long)max));

    /// <summary>Rooms that name an account, by name, at most so many.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task<IReadOnlyList<(RoomName Room, RoomRecord Record)>> OfAsync(AccountId account, int max) => ReadAsync(
        "SELECT name, record FROM rooms JOIN room_moderators ON room = name WHERE account = @account ORDER BY name LIMIT @max",
        ("@account", account.Value),
        ("@max", (long)max));

    /// <summary>Whether the table holds what was remembered before there was one.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<bool> IsBuiltAsync() => (await database.ReadAsync(
        row => row.GetInt64(0), "SELECT built_ms FROM projections WHERE name = @name", ("@name", Projection)).ConfigureAwait(false)).Count > 0;

    /// <summary>From now on it does.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task MarkBuiltAsync() => database.ExecuteAsync(
        "INSERT INTO projections (name, built_ms) VALUES (@name, @now) ON CONFLICT DO NOTHING",
        ("@name", Projection),
        ("@now", time.GetUtcNow().ToUnixTimeMilliseconds()));

    private static string Write(RoomRecord record) => JsonSerializer.Serialize(
        record with { PasswordHash = record.PasswordHash is null ? null : HasPassword, Roles = null, Locks = null }, MessageJson.Default.RoomRecord);

    private async Task<IReadOnlyList<(RoomName Room, RoomRecord Record)>> ReadAsync(string sql, params (string Name, object? Value)[] values)
    {
        var rows = await database.ReadAsync(row => (Name: row.GetString(0), Record: row.GetString(1)), sql, values).ConfigureAwait(false);
        return [.. rows.Select(row => Read(row.Name, row.Record)).OfType<(RoomName, RoomRecord)>()];
    }

    private static (RoomName Room, RoomRecord Record)? Read(string name, string record) =>
        RoomName.TryCreate(name, out var room, out _) && JsonSerializer.Deserialize(record, MessageJson.Default.RoomRecord) is { } read
            ? (room, read)
            : null;
}
