using Akka.Actor;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;

namespace Cluster.Actors.Rooms;

/// <content>
/// What moderators ask for that more follows from than an event: settings and roles, true once they are stored, and the
/// end of the meeting. Silencing and removing reach the bridge from here at once, whatever the client does.
/// </content>
internal sealed partial class RoomActor
{
    private void ReceiveModeration()
    {
        Receive<RoomCommand.Change>(OnChange);
        Receive<Hashed>(OnHashed);
        Receive<RoomCommand.GiveRole>(OnGiveRole);
        Receive<RoomCommand.EndMeeting>(OnEndMeeting);
    }

    private void OnChange(RoomCommand.Change change)
    {
        var ask = new Ask(change.Request, Sender);
        if (!meeting.Members.ContainsKey(change.Participant))
        {
            TellLost();
        }
        else if (!meeting.IsModerator(change.Participant))
        {
            Refuse(ask, "not-allowed", "Only moderators change the room's settings.");
        }
        else
        {
            Change(change.Patch, null, () => ask.From.Tell(new ParticipantNotice.Done(ask.Request)), (code, message) => Refuse(ask, code, message));
        }
    }

    private void Change(
        RoomSettingsPatch patch, IReadOnlyList<Accounts.AccountId>? moderators, Action stored, Action<string, string> refused)
    {
        var (change, problem) = RoomSettingsCheck.Check(patch, settings, NowMs, moderators);
        if (change is null)
        {
            refused("bad-request", problem ?? "These settings are not possible.");
        }
        else if (string.IsNullOrEmpty(patch.Password))
        {
            Save(change with { PasswordHash = patch.Password }, stored, refused);
        }
        else
        {
            services.Passwords.HashAsync(patch.Password).PipeTo(
                Self,
                success: hash => new Hashed(hash is null ? null : change with { PasswordHash = hash }, stored, refused),
                failure: _ => new Hashed(null, stored, refused));
        }
    }

    private void OnHashed(Hashed it)
    {
        if (it.Change is null)
        {
            it.Refused("try-again", "The server is busy. Try again in a moment.");
        }
        else
        {
            Save(it.Change, it.Stored, it.Refused);
        }
    }

    private void OnGiveRole(RoomCommand.GiveRole it)
    {
        var ask = new Ask(it.Request, Sender);
        switch (meeting.GiveRole(it, NowMs))
        {
            case MeetingDecision.NotIn:
                TellLost();
                break;
            case MeetingDecision.Refused refused:
                Refuse(ask, refused.Code, refused.Message);
                break;
            case MeetingDecision.Accepted { Events: [MeetingEvent.RoleGiven given] }:
                Save(
                    new RoomRecordEvent.RoleGiven(given.AtMs, given.Person, given.Role),
                    () => ask.From.Tell(new ParticipantNotice.Done(ask.Request)),
                    (code, message) => Refuse(ask, code, message));
                break;
            default:
                Sender.Tell(new ParticipantNotice.Done(it.Request));
                break;
        }
    }

    private void OnEndMeeting(RoomCommand.EndMeeting it)
    {
        switch (meeting.EndMeeting(it))
        {
            case MeetingDecision.NotIn:
                TellLost();
                break;
            case MeetingDecision.Refused refused:
                Sender.Tell(new ParticipantNotice.Refused(it.Request, refused.Code, refused.Message));
                break;
            default:
                services.Live.Witness?.Moderated(name, meeting, it.Participant, "endMeeting", "");
                Sender.Tell(new ParticipantNotice.Done(it.Request));
                EndMeeting("meeting-ended", "A moderator ended the meeting for everyone.");
                break;
        }
    }

    private void EndMeeting(string code, string message)
    {
        foreach (var link in links.Values)
        {
            link.Entity.Tell(new RoomReply.NotIn(code, message, BridgeClosed: true));
        }

        Accept(meeting.EndAll());
    }

    private void PutOut(string participant, string code, string message)
    {
        TellOne(participant, new RoomReply.NotIn(code, message));
        Unlink(participant);
        foreach (var open in bridges.All)
        {
            services.Bridges.Tell(new BridgeCommand.CloseEndpoint(open.Key, participant));
        }

        Unseat(participant);
    }

    // To the bridge first: whatever becomes of the rest, nothing is forwarded any more.
    private void Silence(MeetingEvent.Muted muted)
    {
        if (!meeting.Members.TryGetValue(muted.Participant, out var member))
        {
            return;
        }

        var off = new DeviceState(true, true, true).With(muted.Device, false);
        foreach (var open in bridges.All)
        {
            services.Bridges.Tell(new BridgeCommand.SetMuted(
                open.Key, [.. member.Info.Sources.Where(source => SourceNumbers.IsMuted(source.Kind, off)).Select(source => source.Number)], []));
        }

        TellOne(muted.Participant, new RoomReply.Muted(muted.Device, muted.Locked, member.Control.Mark, muted.By));
    }

    private static void Refuse(Ask ask, string code, string message) =>
        ask.From.Tell(new ParticipantNotice.Refused(ask.Request, code, message));

    /// <summary>Who waits for a change.</summary>
    private sealed record Ask(string Request, IActorRef From);

    /// <summary>The change with its password hashed; null when there was no time to.</summary>
    private sealed record Hashed(RoomRecordEvent.SettingsChanged? Change, Action Stored, Action<string, string> Refused)
        : INoSerializationVerificationNeeded;
}
