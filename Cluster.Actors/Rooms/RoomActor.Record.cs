using Akka.Actor;
using Akka.Event;
using Akka.Pattern;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;

namespace Cluster.Actors.Rooms;

/// <content>
/// The room's record and what is being stored of it. Some changes are asked for, and acknowledged once they are stored;
/// others are <i>owed</i>: the meeting went on with them, and they are stored as soon as the database takes them.
/// </content>
internal sealed partial class RoomActor
{
    private const int SavesMax = 16;
    private const int OwedMax = 64;
    private static readonly TimeSpan RecordBackOff = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RecordBackOffMax = TimeSpan.FromSeconds(10);

    private readonly SortedDictionary<long, Saving> saves = [];
    private IActorRef recordActor = ActorRefs.Nobody;
    private RoomRecord? record;
    private bool storing;
    private long lastSave;

    private RoomInfo Info => (record ?? RoomRecord.Empty).ToInfo(name, settings.ParticipantsMaxDefault, Rules.Creation);

    private void ReceiveRecord()
    {
        Receive<RoomRecordActor.Known>(OnKnown);
        Receive<RoomRecordActor.Saved>(OnSaved);
        Receive<RoomRecordActor.Failed>(_ => RefuseSaves());
    }

    private void StartRecord()
    {
        var room = Self;
        var props = Props.Create(() => new RoomRecordActor(name, room, services));
        recordActor = Context.ActorOf(
            BackoffSupervisor.Props(Backoff.OnStop(props, "record", RecordBackOff, RecordBackOffMax, 0.2, -1)), "records");
    }

    private void OnKnown(RoomRecordActor.Known it)
    {
        storing = true;
        if (record is null)
        {
            BeginSettling(it.Record);
        }

        Take(it.Record);
        foreach (var (number, owed) in saves)
        {
            recordActor.Tell(new RoomRecordActor.Save(number, owed.Event));
        }

        AdmitAtDoor();
    }

    private void OnSaved(RoomRecordActor.Saved it)
    {
        storing = true;
        Take(it.Record);
        if (saves.Remove(it.Number, out var saved))
        {
            saved.Stored();
        }

        if (saves.Values.All(save => save.IsOwed))
        {
            timer.Cancel(Alarm.Saving);
        }
    }

    // What the record is now, everyone sees: also when the one who asked gave up waiting before it was stored.
    private void Take(RoomRecord now)
    {
        var before = record;
        record = now;
        if (before is null || before == now)
        {
            return;
        }

        if (before.ToInfo(name, settings.ParticipantsMaxDefault, Rules.Creation) != Info)
        {
            TellInfo();
        }

        if (!ReferenceEquals(before.Moderators, now.Moderators))
        {
            Accept(meeting.Hosts(person => now.IsHost(person.Account), NowMs));
            AdmitAllowed();
        }

        Accept(meeting.Sharing(Rules));
        Accept(
        [
            .. (now.Roles ?? []).Where(role => role.Role != before.RoleOf(role.Person) && !IsOwed(role.Person))
                .Where(role => meeting.People.TryGetValue(role.Person, out var known) ? known.Role != role.Role : !meeting.IsEmpty)
                .Select(role => new MeetingEvent.RoleGiven(role.Person, role.Role, role.AtMs)),
        ]);
        CheckSuccession();
    }

    private void TellInfo() => Tell(new ParticipantNotice.RoomChanged(Info), _ => true);

    /// <summary>Stores what somebody asked for.</summary>
    private void Save(RoomRecordEvent happening, Action stored, Action<string, string> refused)
    {
        if (!storing)
        {
            refused("storage-unavailable", "The database does not answer: nothing was changed. The meeting goes on.");
        }
        else if (saves.Values.Count(save => !save.IsOwed) >= SavesMax)
        {
            refused("try-again", "Too many changes at once. Try again in a moment.");
        }
        else
        {
            saves.Add(++lastSave, new Saving(happening, stored, refused));
            recordActor.Tell(new RoomRecordActor.Save(lastSave, happening));
            if (!timer.IsRunning(Alarm.Saving))
            {
                timer.Start(Alarm.Saving, settings.StorageTimeout);
            }
        }
    }

    /// <summary>Stores what has happened already, when that can be.</summary>
    private void Owe(RoomRecordEvent happened)
    {
        var owed = saves.Where(save => save.Value.IsOwed).Select(save => save.Key).ToList();
        if (owed.Count >= OwedMax)
        {
            Context.GetLogger().Warning("Room {Room} forgets what it could not store for too long", name.Value);
            saves.Remove(owed[0]);
        }

        saves.Add(++lastSave, new Saving(happened, () => { }, null));
        if (storing)
        {
            recordActor.Tell(new RoomRecordActor.Save(lastSave, happened));
        }
    }

    private void RefuseSaves()
    {
        storing = false;
        timer.Cancel(Alarm.Saving);
        foreach (var (number, save) in saves.Where(save => !save.Value.IsOwed).ToList())
        {
            saves.Remove(number);
            save.Refused!("storage-unavailable", "The database does not answer: the change may be lost. The meeting goes on.");
        }
    }

    private bool IsOwed(string person) => saves.Values.Any(save => save is { IsOwed: true, Event: RoomRecordEvent.RoleGiven owed } && owed.Person == person);

    /// <summary>What is being stored. Without <paramref name="Refused"/> nobody waits for it.</summary>
    private sealed record Saving(RoomRecordEvent Event, Action Stored, Action<string, string>? Refused)
    {
        public bool IsOwed => Refused is null;
    }
}
