using System.Diagnostics;
using System.Net;
using Akka.Actor;
using Cluster.Actors.Bridges;
using Cluster.Actors.Limits;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Security;
using Cluster.Actors.Telemetry;

namespace Cluster.Actors.Rooms;

/// <content>
/// Who gets in. Nobody does before record and policy are known: there may be a password, or a host may have to come
/// first. 1. The room must not have expired. 2. Who is neither a host nor still in must know the password. 3. Where a
/// host has to open the meeting, guests wait for one. 4. There must be a place.
/// </content>
internal sealed partial class RoomActor
{
    private readonly Queue<Knock> door = new();
    private BackOff gate;
    private KnownPassword? known;
    private bool checking;
    private bool knocked;

    private void ReceiveAtDoor()
    {
        Receive<RoomCommand.Admit>(admit => OnKnock(new Knock(admit, Sender) { Span = JoinTrace.Part("room admit", admit.Trace, admit.Participant) }));
        Receive<Checked>(OnChecked);
    }

    private void OnKnock(Knock knock)
    {
        knocked = true;
        if (record is null || policy is null)
        {
            Queue(knock);
            if (!timer.IsRunning(Alarm.Loading))
            {
                timer.Start(Alarm.Loading, settings.StorageTimeout);
            }
        }
        else if (record.ExpiresAtMs <= NowMs)
        {
            Refuse(knock, "room-expired", "This room's time is over. Its host can extend it.");
        }
        else if (record.IsHost(knock.Admit.Account) || meeting.HolderOf(knock.Admit.ReturnHash) is not null)
        {
            Admit(knock);
        }
        else
        {
            CheckPassword(knock, record.PasswordHash);
        }
    }

    private void Queue(Knock knock)
    {
        if (door.Count < settings.ParticipantsLimit)
        {
            door.Enqueue(knock);
        }
        else
        {
            Refuse(knock, "try-again", "Too many are waiting for this room. Try again in a moment.");
        }
    }

    private void AdmitAtDoor()
    {
        if (record is null || policy is null)
        {
            return;
        }

        timer.Cancel(Alarm.Loading);
        for (var left = door.Count; left > 0 && door.TryDequeue(out var knock); left--)
        {
            OnKnock(knock);
        }

        TakeBackAll();
        AnswerAsides();
    }

    private void RefuseAtDoor()
    {
        while (door.TryDequeue(out var knock))
        {
            Refuse(knock, "storage-unavailable", "The room's settings cannot be read now. Try again in a moment.");
        }

        timer.Start(Alarm.Idle, settings.RoomIdle);
    }

    private void CheckPassword(Knock knock, string? hash)
    {
        var password = knock.Admit.Password;
        var quick = password is null || hash is null ? null : known?.Check(hash, password);
        if (hash is null || knock.Passed == hash)
        {
            WaitOrAdmit(knock with { Passed = hash });
        }
        else if (string.IsNullOrEmpty(password))
        {
            Refuse(knock, "password-required", "This room has a password.");
        }
        else if (!gate.IsOpen(services.Time.GetUtcNow()))
        {
            Refuse(knock, "too-many-attempts", "There were too many wrong passwords. Wait a little and try again.");
        }
        else if (quick is null && checking)
        {
            Queue(knock);
        }
        else if (knock.Address is { } address && services.Guard.Enter(address) is not null)
        {
            Refuse(knock, "too-many-attempts", "There were too many wrong passwords from your network. Wait a little and try again.");
        }
        else if (quick is { } right)
        {
            Finish(knock, hash, right);
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
            Forgive(it.Knock);
            Refuse(it.Knock, "try-again", "The server is busy. Try again in a moment.");
        }
        else if (record?.PasswordHash != it.Hash)
        {
            Forgive(it.Knock);
            CheckPassword(it.Knock, record?.PasswordHash);
        }
        else
        {
            if (it.Found != PasswordCheck.Wrong)
            {
                known = KnownPassword.Of(it.Hash, it.Knock.Admit.Password!);
            }

            Finish(it.Knock, it.Hash, it.Found != PasswordCheck.Wrong);
        }

        AdmitAtDoor();
    }

    // A right password does not reopen the gate for the guesser next to its owner: only time does.
    private void Finish(Knock knock, string hash, bool right)
    {
        if (right)
        {
            Forgive(knock);
            WaitOrAdmit(knock with { Passed = hash });
            return;
        }

        gate = gate.Failed(services.Time.GetUtcNow());
        Refuse(knock, "password-wrong", "That is not this room's password.");
        timer.Start(Alarm.Idle, settings.RoomIdle);
    }

    private void Forgive(Knock knock)
    {
        if (knock.Address is { } address)
        {
            services.Guard.Forgive(address);
        }
    }

    private void Admit(Knock knock)
    {
        var id = knock.Admit.Participant;
        switch (meeting.Admit(knock.Admit, record?.IsHost(knock.Admit.Account) ?? false, Rules))
        {
            case MeetingDecision.Refused refused:
                Refuse(knock, refused.Code, refused.Message);
                return;
            case MeetingDecision.Accepted accepted:
                Accept(accepted.Events);
                break;
        }

        Link(id, knock.From);
        links[id].Resume = knock.Admit.ResumeHash;
        AnswerWithBridge(knock);
    }

    private void AnswerAdmitted(Knock knock, BridgeKey bridge)
    {
        knock.Span.Done();
        var id = knock.Admit.Participant;
        var (first, devices, person) = meeting.Reservations.TryGetValue(id, out var place)
            ? (place.FirstSource, place.Devices, place.Person)
            : (meeting.Members[id].FirstSource, meeting.Members[id].Info.Devices, meeting.Members[id].Person);
        knock.From.Tell(new RoomReply.Admitted(
            knock.Admit.Request, first, bridge, devices, meeting.People.LocksOf(person.Key), Rules.LetsShare(meeting.RoleOf(person, Rules))));
    }

    private void Refuse(Knock knock, string code, string message)
    {
        knock.Span.Failed(code);
        services.Live.Witness?.Refused(name, knock.Admit.Participant, code);
        knock.From.Tell(new ParticipantNotice.Refused(knock.Admit.Request, code, message));
    }

    /// <summary>Somebody at the door.</summary>
    /// <param name="Passed">The hash its password was checked against.</param>
    private sealed record Knock(RoomCommand.Admit Admit, IActorRef From, string? Passed = null)
    {
        /// <summary>The part of a trace that ends with an answer.</summary>
        public Activity? Span { get; init; }

        public IPAddress? Address => IPAddress.TryParse(Admit.From, out var address) ? address : null;
    }

    /// <summary>The password was checked against this hash; null when there was no time to.</summary>
    private sealed record Checked(Knock Knock, string Hash, PasswordCheck? Found) : INoSerializationVerificationNeeded;
}
