using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace Cluster.Actors.Rooms;

/// <summary>
/// Keeps a room's record in the journal, beside the meeting and never in its way. It stops when the database fails
/// (that is Akka's rule, and right: its state is then in doubt) and its back-off supervisor starts it anew; the room
/// hears of each.
/// </summary>
internal sealed class RoomRecordActor : ReceivePersistentActor
{
    private readonly IActorRef room;
    private readonly int snapshotEvery;
    private RoomRecord record = RoomRecord.Empty;
    private long? saving;

    public RoomRecordActor(RoomName name, IActorRef room, int snapshotEvery)
    {
        this.room = room;
        this.snapshotEvery = snapshotEvery;
        PersistenceId = $"room-{name.Value}";
        Recover<SnapshotOffer>(offer => record = (RoomRecord)offer.Snapshot);
        Recover<RoomRecordEvent>(happened => record = record.Apply(happened));
        Recover<RecoveryCompleted>(_ => room.Tell(new Known(record)));
        Command<Save>(OnSave);
        Command<SaveSnapshotSuccess>(saved => DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1)));
        Command<SaveSnapshotFailure>(failure => Log.Warning(failure.Cause, "No snapshot of {PersistenceId}", PersistenceId));
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(failure => Log.Warning(failure.Cause, "Old snapshots of {PersistenceId} stay", PersistenceId));
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <summary>From the room: store this.</summary>
    internal sealed record Save(long Number, RoomRecordEvent Event) : INoSerializationVerificationNeeded;

    /// <summary>To the room: the record as the journal has it; storing works again.</summary>
    internal sealed record Known(RoomRecord Record) : INoSerializationVerificationNeeded;

    /// <summary>To the room: stored.</summary>
    internal sealed record Saved(long Number, RoomRecord Record) : INoSerializationVerificationNeeded;

    /// <summary>To the room: the database failed; nothing can be stored until <see cref="Known"/> comes.</summary>
    /// <param name="Number">What was not stored, or null when it failed while reading.</param>
    internal sealed record Failed(long? Number) : INoSerializationVerificationNeeded;

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

    private void OnSave(Save save)
    {
        saving = save.Number;
        Persist(save.Event, happened =>
        {
            record = record.Apply(happened);
            saving = null;
            room.Tell(new Saved(save.Number, record));
            if (LastSequenceNr % snapshotEvery == 0)
            {
                SaveSnapshot(record);
            }
        });
    }
}
