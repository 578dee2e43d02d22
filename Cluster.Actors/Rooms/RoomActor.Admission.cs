using Akka.Actor;
using Cluster.Actors.Bridges;
using Cluster.Actors.Limits;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Security;

namespace Cluster.Actors.Rooms;

/// <content>Who gets in. Nobody does before the record is known: it may hold a password.</content>
internal sealed partial class RoomActor
{
    private readonly Queue<Knock> waiting = new();
    private BackOff gate;
    private KnownPassword? known;
    private bool checking;

    private MeetingRules Rules => new(
        record?.ParticipantsMax ?? settings.ParticipantsMaxDefault, record?.StartsMuted ?? false, record?.StartsHidden ?? false);

    private void ReceiveAdmissions()
    {
        Receive<RoomCommand.Admit>(admit => OnKnock(new Knock(admit, Sender)));
        Receive<Checked>(OnChecked);
    }

    private void OnKnock(Knock knock)
    {
        if (record is not null)
        {
            CheckPassword(knock, record.PasswordHash);
        }
        else
        {
            Wait(knock);
            if (!timer.IsRunning(Alarm.Loading))
            {
                timer.Start(Alarm.Loading, settings.StorageTimeout);
            }
        }
    }

    private void Wait(Knock knock)
    {
        if (waiting.Count < settings.ParticipantsLimit)
        {
            waiting.Enqueue(knock);
        }
        else
        {
            Refuse(knock, "try-again", "Too many are waiting for this room. Try again in a moment.");
        }
    }

    private void AdmitWaiting()
    {
        timer.Cancel(Alarm.Loading);
        for (var left = waiting.Count; left > 0 && waiting.TryDequeue(out var knock); left--)
        {
            OnKnock(knock);
        }
    }

    private void RefuseWaiting()
    {
        while (waiting.TryDequeue(out var knock))
        {
            Refuse(knock, "storage-unavailable", "The room's settings cannot be read now. Try again in a moment.");
        }

        timer.Start(Alarm.Idle, settings.RoomIdle);
    }

    private void CheckPassword(Knock knock, string? hash)
    {
        var password = knock.Admit.Password;
        if (hash is null)
        {
            Admit(knock);
        }
        else if (string.IsNullOrEmpty(password))
        {
            Refuse(knock, "password-required", "This room has a password.");
        }
        else if (!gate.IsOpen(services.Time.GetUtcNow()))
        {
            Refuse(knock, "too-many-attempts", "There were too many wrong passwords. Wait a little and try again.");
        }
        else if (known?.Check(hash, password) is { } right)
        {
            Finish(knock, right);
        }
        else if (checking)
        {
            Wait(knock);
        }
        else
        {
            checking = true;
            services.Passwords.CheckAsync(hash, password).PipeTo(
                Self, success: found => new Checked(knock, hash, found), failure: _ => new Checked(knock, hash, null));
        }
    }

    // One guess at a time: a hundred at once would all be through before the first was found wrong.
    private void OnChecked(Checked it)
    {
        checking = false;
        if (it.Found is null)
        {
            Refuse(it.Knock, "try-again", "The server is busy. Try again in a moment.");
        }
        else if (record?.PasswordHash != it.Hash)
        {
            CheckPassword(it.Knock, record?.PasswordHash);
        }
        else
        {
            if (it.Found != PasswordCheck.Wrong)
            {
                known = KnownPassword.Of(it.Hash, it.Knock.Admit.Password!);
            }

            Finish(it.Knock, it.Found != PasswordCheck.Wrong);
        }

        AdmitWaiting();
    }

    // A right password does not reopen the gate for the guesser next to its owner: only time does.
    private void Finish(Knock knock, bool right)
    {
        if (right)
        {
            Admit(knock);
            return;
        }

        gate = gate.Failed(services.Time.GetUtcNow());
        Refuse(knock, "password-wrong", "That is not this room's password.");
        timer.Start(Alarm.Idle, settings.RoomIdle);
    }

    private void Admit(Knock knock)
    {
        var id = knock.Admit.Participant;
        switch (meeting.Decide(knock.Admit, Rules, NowMs))
        {
            case MeetingDecision.Refused refused:
                Refuse(knock, refused.Code, refused.Message);
                return;
            case MeetingDecision.Accepted accepted:
                Accept(accepted.Events);
                break;
        }

        bridge ??= BridgePlacement.Choose(name, meeting.Number, settings.BridgeShards);
        if (links.TryAdd(id, new Link(knock.From)))
        {
            Context.Watch(knock.From);
        }

        var (first, devices) = meeting.Reservations.TryGetValue(id, out var place)
            ? (place.FirstSource, place.Devices)
            : (meeting.Members[id].FirstSource, meeting.Members[id].Info.Devices);
        knock.From.Tell(new RoomReply.Admitted(knock.Admit.Request, first, bridge.Value, devices));
    }

    private static void Refuse(Knock knock, string code, string message) =>
        knock.From.Tell(new ParticipantNotice.Refused(knock.Admit.Request, code, message));

    /// <summary>Somebody at the door.</summary>
    private sealed record Knock(RoomCommand.Admit Admit, IActorRef From);

    /// <summary>The password was checked against this hash; null when there was no time to.</summary>
    private sealed record Checked(Knock Knock, string Hash, PasswordCheck? Found) : INoSerializationVerificationNeeded;
}
