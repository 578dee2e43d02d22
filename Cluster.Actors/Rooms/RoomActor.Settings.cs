using Akka.Actor;
using Akka.Pattern;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;

namespace Cluster.Actors.Rooms;

/// <content>The room's settings: changed by moderators, true for everyone once they are stored.</content>
internal sealed partial class RoomActor
{
    private const int SavesMax = 16;
    private static readonly TimeSpan RecordBackOff = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RecordBackOffMax = TimeSpan.FromSeconds(10);

    private readonly Dictionary<long, Ask> saves = [];
    private IActorRef recordActor = ActorRefs.Nobody;
    private RoomRecord? record;
    private bool storing;
    private long lastSave;

    private RoomInfo Info => (record ?? RoomRecord.Empty).ToInfo(name, settings.ParticipantsMaxDefault);

    private void ReceiveSettings()
    {
        Receive<RoomRecordActor.Known>(OnKnown);
        Receive<RoomRecordActor.Saved>(OnSaved);
        Receive<RoomRecordActor.Failed>(OnFailed);
        Receive<RoomCommand.Change>(OnChange);
        Receive<Hashed>(OnHashed);
    }

    private void StartRecord()
    {
        var room = Self;
        var props = Props.Create(() => new RoomRecordActor(name, room, settings.SnapshotEvery));
        recordActor = Context.ActorOf(
            BackoffSupervisor.Props(Backoff.OnStop(props, "record", RecordBackOff, RecordBackOffMax, 0.2, -1)), "records");
    }

    private void OnKnown(RoomRecordActor.Known it)
    {
        storing = true;
        Take(it.Record);
        AdmitWaiting();
    }

    private void OnSaved(RoomRecordActor.Saved it)
    {
        storing = true;
        Take(it.Record);
        if (saves.Remove(it.Number, out var ask))
        {
            ask.From.Tell(new ParticipantNotice.Done(ask.Request));
        }

        if (saves.Count == 0)
        {
            timer.Cancel(Alarm.Saving);
        }
    }

    // What the record is now, everyone sees: also when the one who asked gave up waiting before it was stored.
    private void Take(RoomRecord now)
    {
        var before = record;
        record = now;
        if (before is not null && before != now)
        {
            Tell(new ParticipantNotice.RoomChanged(Info), _ => true);
        }
    }

    private void OnFailed(RoomRecordActor.Failed it)
    {
        storing = false;
        RefuseSaves();
    }

    private void OnChange(RoomCommand.Change change)
    {
        var ask = new Ask(change.Request, Sender);
        if (!meeting.Members.ContainsKey(change.Participant))
        {
            Sender.Tell(new RoomReply.NotIn("meeting-ended", "You are no longer in this meeting. Join again."));
            return;
        }

        if (!meeting.IsModerator(change.Participant))
        {
            Refuse(ask, "not-allowed", "Only moderators change the room's settings.");
            return;
        }

        var (settingsChange, problem) = RoomSettingsCheck.Check(change.Patch, settings, NowMs);
        if (settingsChange is null)
        {
            Refuse(ask, "bad-request", problem ?? "These settings are not possible.");
        }
        else if (string.IsNullOrEmpty(change.Patch.Password))
        {
            Save(ask, settingsChange with { PasswordHash = change.Patch.Password });
        }
        else
        {
            services.Passwords.HashAsync(change.Patch.Password).PipeTo(
                Self,
                success: hash => new Hashed(ask, hash is null ? null : settingsChange with { PasswordHash = hash }),
                failure: _ => new Hashed(ask, null));
        }
    }

    private void OnHashed(Hashed it)
    {
        if (it.Change is null)
        {
            Refuse(it.Ask, "try-again", "The server is busy. Try again in a moment.");
        }
        else
        {
            Save(it.Ask, it.Change);
        }
    }

    private void Save(Ask ask, RoomRecordEvent.SettingsChanged change)
    {
        if (!storing)
        {
            Refuse(ask, "storage-unavailable", "The database does not answer: nothing was changed. The meeting goes on.");
        }
        else if (saves.Count >= SavesMax)
        {
            Refuse(ask, "try-again", "Too many changes at once. Try again in a moment.");
        }
        else
        {
            saves.Add(++lastSave, ask);
            recordActor.Tell(new RoomRecordActor.Save(lastSave, change));
            if (!timer.IsRunning(Alarm.Saving))
            {
                timer.Start(Alarm.Saving, settings.StorageTimeout);
            }
        }
    }

    private void RefuseSaves()
    {
        storing = false;
        timer.Cancel(Alarm.Saving);
        foreach (var ask in saves.Values)
        {
            Refuse(ask, "storage-unavailable", "The database does not answer: the change may be lost. The meeting goes on.");
        }

        saves.Clear();
    }

    private static void Refuse(Ask ask, string code, string message) =>
        ask.From.Tell(new ParticipantNotice.Refused(ask.Request, code, message));

    /// <summary>Who waits for a change.</summary>
    private sealed record Ask(string Request, IActorRef From);

    /// <summary>The change with its password hashed; null when there was no time to.</summary>
    private sealed record Hashed(Ask Ask, RoomRecordEvent.SettingsChanged? Change) : INoSerializationVerificationNeeded;
}
