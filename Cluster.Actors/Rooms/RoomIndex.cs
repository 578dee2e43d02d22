using Akka.Actor;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Cluster.Actors.Rooms;

/// <summary>Makes the list of rooms from their histories, once: for rooms that were remembered before there was a list.</summary>
/// <param name="write">Has a room write its row, and answers when it has read its history.</param>
internal sealed class RoomIndex(ActorSystem system, RoomTable table, Func<RoomName, Task<RoomAnswer>> write)
{
    private const int AtOnce = 8;

    private readonly Lock turn = new();
    private Task<bool>? making;

    /// <summary>Makes it unless it is made; who comes meanwhile waits for the same. What could not be read is tried again the next time.</summary>
    /// <exception cref="System.Data.Common.DbException">The database does not answer.</exception>
    public Task MakeAsync()
    {
        lock (turn)
        {
            return making is null || making.IsFaulted || making is { IsCompletedSuccessfully: true, Result: false }
                ? making = MakeOnceAsync()
                : making;
        }
    }

    private async Task<bool> MakeOnceAsync() =>
        await table.IsBuiltAsync().ConfigureAwait(false) || await BuildAsync().ConfigureAwait(false);

    private async Task<bool> BuildAsync()
    {
        var missed = await PersistenceQuery.Get(system).ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier)
            .CurrentPersistenceIds()
            .Where(id => id.StartsWith(RoomRecordActor.PersistencePrefix, StringComparison.Ordinal))
            .SelectAsync(AtOnce, WriteAsync)
            .RunWith(Sink.Aggregate<bool, int>(0, (missed, written) => written ? missed : missed + 1), system.Materializer())
            .ConfigureAwait(false);
        if (missed == 0)
        {
            await table.MarkBuiltAsync().ConfigureAwait(false);
        }

        return missed == 0;
    }

    private async Task<bool> WriteAsync(string id) =>
        !RoomName.TryCreate(id[RoomRecordActor.PersistencePrefix.Length..], out var room, out _)
        || await write(room).ConfigureAwait(false) is RoomAnswer.Shown;
}
