using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Cluster.Actors.Limits;

namespace Cluster.Actors.Rooms;

/// <summary>
/// Keeps a room's record in the journal, beside the meeting and never in its way. It stops when the database fails
/// (that is Akka's rule, and right: its state is then in doubt) and its back-off supervisor starts it anew; the room
/// hears of each.
/// </summary>
internal sealed class RoomRecordActor : ReceivePersistentActor
{
    private const int BuryingAttempts = 4;

    private static readonly TimeSpan RowAgain = TimeSpan.FromSeconds(10);
    private static readonly SnapshotSelectionCriteria AllSnapshots = new(long.MaxValue, DateTime.MaxValue);

    private readonly RoomName name;
    private readonly IActorRef room;
    private readonly RoomServices services;
    private readonly ActorTimer<Alarm> timer;
    private RoomRecord record = RoomRecord.Empty;
    private long? saving;
    private long snapshot;
    private int underWay;
    private (long Number, long UpTo, int Attempts)? burying;
    private Task rows = Task.CompletedTask;

    public RoomRecordActor(RoomName name, IActorRef room, RoomServices services)
    {
        this.name = name;
        this.room = room;
        this.services = services;
        timer = new ActorTimer<Alarm>(services.Time, Self);
        PersistenceId = PersistencePrefix + name.Value;
        Recover<SnapshotOffer>(offer => record = (RoomRecord)offer.Snapshot);
        Recover<RoomRecordEvent>(happened => record = record.Apply(happened));
        Recover<RecoveryCompleted>(_ => OnRecovered());
        Command<Save>(OnSave);
        Command<WriteRow>(_ => PutRow());
        Command<RowPut>(put => OnRowPut(put));
        Command<ActorTimer<Alarm>.Rang>(rang => timer.IsDue(rang), _ => PutRow());
        Command<ActorTimer<Alarm>.Rang>(_ => { });
        Command<SaveSnapshotSuccess>(saved => OnOutcome(() => OnSnapshotSaved(saved)));
        Command<SaveSnapshotFailure>(failure => OnOutcome(() => Log.Warning(failure.Cause, "No snapshot of {PersistenceId}", PersistenceId)));
        Command<DeleteMessagesSuccess>(_ => OnOutcome(OnEventsDeleted));
        Command<DeleteMessagesFailure>(failure => OnOutcome(() => OnNotDeleted(failure.Cause)));
        Command<DeleteSnapshotsSuccess>(_ => OnOutcome(OnSnapshotsDeleted));
        Command<DeleteSnapshotsFailure>(failure => OnOutcome(() => OnNotDeleted(failure.Cause)));
        Command<Buried>(buried => room.Tell(new Saved(buried.Number, record)));
    }

    private enum Alarm
    {
        Row,
    }

    /// <summary>What the ids of rooms' histories begin with; never changes.</summary>
    public const string PersistencePrefix = "room-";

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <summary>From the room: store this.</summary>
    internal sealed record Save(long Number, RoomRecordEvent Event) : INoSerializationVerificationNeeded;

    /// <summary>From the room: write the row in the list again.</summary>
    internal sealed record WriteRow : INoSerializationVerificationNeeded;

    /// <summary>To the room: the record as the journal has it; storing works again.</summary>
    internal sealed record Known(RoomRecord Record) : INoSerializationVerificationNeeded;

    /// <summary>To the room: stored.</summary>
    internal sealed record Saved(long Number, RoomRecord Record) : INoSerializationVerificationNeeded;

    /// <summary>To the room: the database failed; nothing can be stored until <see cref="Known"/> comes.</summary>
    /// <param name="Number">What was not stored, or null when it failed while reading.</param>
    internal sealed record Failed(long? Number) : INoSerializationVerificationNeeded;

    protected override void PostStop()
    {
        timer.Stop();
        base.PostStop();
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        Log.Error(cause, "The record of {PersistenceId} could not be stored", PersistenceId);
        room.Tell(new Failed(saving));
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        Log.Error(cause, "The record of {PersistenceId} was rejected", PersistenceId);
        room.Tell(new Failed(saving));
        Context.Stop(Self);
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        Log.Error(reason, "The record of {PersistenceId} could not be read", PersistenceId);
        room.Tell(new Failed(null));
    }

    // Who was ended between an event and its row left a list that does not know of the event.
    private void OnRecovered()
    {
        room.Tell(new Known(record));
        if (LastSequenceNr > 0)
        {
            PutRow();
        }
    }

    private void OnSave(Save save)
    {
        saving = save.Number;
        if (save.Event is RoomRecordEvent.Removed removed)
        {
            OnRemove(save.Number, removed);
            return;
        }

        Persist(save.Event, happened =>
        {
            record = record.Apply(happened);
            saving = null;
            if (happened is RoomRecordEvent.SettingsChanged)
            {
                // What is acknowledged is in lists, too, whatever happens in the next moment.
                PutRow(save.Number);
            }
            else
            {
                room.Tell(new Saved(save.Number, record));
            }

            Tidy(happened);
        });
    }

    // The journal keeps the last event that it deletes, as a mark: it must be one that says nothing.
    private void OnRemove(long number, RoomRecordEvent.Removed removed)
    {
        Persist(removed, _ => { });
        Persist(removed, _ =>
        {
            record = record.Apply(removed);
            saving = null;
            burying = (number, LastSequenceNr - 1, 0);
            if (underWay == 0)
            {
                Bury();
            }

            PutRow();
        });
    }

    // Of a room without settings nothing is worth keeping between meetings: one event stays, for the journal's numbering.
    private void Tidy(RoomRecordEvent happened)
    {
        if (happened is RoomRecordEvent.MeetingEnded && !record.HasSettings)
        {
            Forget(LastSequenceNr - 1);
            Forget(AllSnapshots);
        }
        else if (LastSequenceNr % services.Settings.SnapshotEvery == 0)
        {
            underWay++;
            SaveSnapshot(record);
        }
    }

    // What the snapshot says is not read again: a room that meets daily for years keeps as little as a new one. The last event
    // stays, for the journal's numbering and for those who look rooms up by their histories. One that was saved late, after the
    // next, goes as well.
    private void OnSnapshotSaved(SaveSnapshotSuccess saved)
    {
        snapshot = Math.Max(snapshot, saved.Metadata.SequenceNr);
        Forget(snapshot - 1);
        Forget(new SnapshotSelectionCriteria(snapshot - 1));
    }

    private void Forget(long upTo)
    {
        underWay++;
        DeleteMessages(upTo);
    }

    private void Forget(SnapshotSelectionCriteria which)
    {
        underWay++;
        DeleteSnapshots(which);
    }

    // A snapshot that is being saved would come after the deletion of all, and stay: a removed room waits for all outcomes first.
    private void OnOutcome(Action act)
    {
        underWay--;
        if (burying is not { Attempts: 0 })
        {
            act();
        }
        else if (underWay == 0)
        {
            Bury();
        }
    }

    private void Bury()
    {
        burying = burying!.Value with { Attempts = burying.Value.Attempts + 1 };
        Forget(burying.Value.UpTo);
    }

    private void OnEventsDeleted()
    {
        if (burying is not null)
        {
            Forget(AllSnapshots);
        }
    }

    private void OnSnapshotsDeleted()
    {
        if (burying is { } grave)
        {
            burying = null;
            EmptyLogAfterAsync(rows).PipeTo(
                Self, success: _ => new Buried(grave.Number), failure: _ => new Buried(grave.Number));
        }
    }

    /// <summary>Events or snapshots could not be deleted: those of a room that is removed, or old ones, which the next tidying takes.</summary>
    private void OnNotDeleted(Exception cause)
    {
        if (burying is not { } grave)
        {
            Log.Warning(cause, "Old events or snapshots of {PersistenceId} stay", PersistenceId);
        }
        else if (grave.Attempts < BuryingAttempts)
        {
            Bury();
        }
        else
        {
            Log.Warning(cause, "Events or snapshots of {PersistenceId} could not be removed", PersistenceId);
            burying = null;
            room.Tell(new Failed(grave.Number));
            room.Tell(new Known(record));
        }
    }

    /// <summary>Writes the row as it is now, after those before it, and then says that <paramref name="save"/> is stored.</summary>
    private void PutRow(long? save = null)
    {
        rows = PutAfterAsync(rows, record);
        rows.PipeTo(Self, success: () => new RowPut(save, null), failure: cause => new RowPut(save, cause));
    }

    private async Task PutAfterAsync(Task before, RoomRecord now)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await services.Store.PutAsync(name, now).ConfigureAwait(false);
    }

    private async Task<bool> EmptyLogAfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await services.Store.EmptyLogAsync().ConfigureAwait(false);
    }

    private void OnRowPut(RowPut put)
    {
        if (put.Failure is { } cause)
        {
            Log.Warning(cause, "The row of {PersistenceId} could not be written", PersistenceId);
            timer.Start(Alarm.Row, RowAgain);
        }

        if (put.Save is { } save)
        {
            room.Tell(new Saved(save, record));
        }
    }

    private sealed record RowPut(long? Save, Exception? Failure) : INoSerializationVerificationNeeded;

    private sealed record Buried(long Number) : INoSerializationVerificationNeeded;
}
