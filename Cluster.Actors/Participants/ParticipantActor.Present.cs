using Akka.Actor;
using Cluster.Actors.Bridges;
using Cluster.Actors.Limits;
using Cluster.Actors.Meetings;
using Cluster.Actors.Rooms;
using Cluster.Actors.Text;
using Cluster.Media;

namespace Cluster.Actors.Participants;

/// <content>In the meeting: the client's wishes go to room and bridge, and what those say goes to the client.</content>
internal sealed partial class ParticipantActor
{
    private const int PictureHeightMax = 4320;

    // A client that was told where to go has a socket there within some round trips.
    private static readonly TimeSpan ComingBack = TimeSpan.FromSeconds(2);

    private IReadOnlyList<SourceInfo> sources = [];
    private bool mediaConnected;
    private string? resuming;

    private void Present()
    {
        ReceiveTickets();
        ReceiveMoving();
        Receive<ParticipantCommand.Resume>(OnResume);
        Receive<ParticipantCommand.ConnectionLost>(it => OnLost(Sender, it.ComesBack));
        Receive<Terminated>(it => OnLost(it.ActorRef));
        Receive<ParticipantCommand>(command => Sender.Equals(connection), OnCommand);
        Receive<ParticipantCommand>(command =>
            Refuse(Sender, RequestOf(command), "not-allowed", "This connection was replaced by a newer one."));
        Receive<RoomReply.Viewed>(_ => timer.IsRunning(Alarm.Returning), OnCameBack);
        Receive<RoomReply.Viewed>(OnLooked);
        Receive<RoomReply.NotIn>(it => it.Code is "expired" or "node-stopping", _ => ComeBack());
        Receive<RoomReply.NotIn>(it => End(it.Code, it.Message, it.BridgeClosed));
        Receive<ParticipantNotice.Refused>(it => it.Request == "return" && coming is not null, OnNotTakenBack);
        Receive<RoomReply.Muted>(OnMuted);
        Receive<RoomReply.Unlocked>(OnUnlocked);
        Receive<RoomReply.SharingChanged>(OnSharingChanged);
        Receive<RoomReply.Admitted>(_ => { });
        Receive<ParticipantNotice>(PassOn);
        Receive<BridgeReply.Answered>(OnAnswered);
        Receive<BridgeReply.Refused>(it => Refuse(connection, it.Request, it.Code, it.Message));
        Receive<BridgeNotice.EndpointConnected>(_ => OnMedia(true, null));
        Receive<BridgeNotice.EndpointLost>(OnEndpointLost);
        ReceiveEnd();
    }

    private void OnCommand(ParticipantCommand command)
    {
        switch (command)
        {
            case ParticipantCommand.Renegotiate it:
                Renegotiate(it);
                break;
            case ParticipantCommand.View it:
                SetView(it);
                break;
            case ParticipantCommand.SetDevices { Devices: { } wanted, Mark: var mark }:
                SetDevices(wanted, mark);
                break;
            case ParticipantCommand.Moved it:
                OnMoved(it);
                break;
            case ParticipantCommand.Say it:
                Say(it);
                break;
            case ParticipantCommand.RaiseHand it:
                handRaisedAtMs = it.Raised ? handRaisedAtMs ?? services.Time.GetUtcNow().ToUnixTimeMilliseconds() : null;
                services.Rooms.Tell(new RoomCommand.RaiseHand(room, key.Participant, it.Raised));
                break;
            case ParticipantCommand.Rename it when PlainText.Line(it.Name, settings.NameChars) is { } name:
                services.Rooms.Tell(new RoomCommand.Rename(room, key.Participant, it.Request, name));
                break;
            case ParticipantCommand.Rename it:
                Refuse(connection, it.Request, "bad-request", $"A name has 1 to {settings.NameChars} characters.");
                break;
            case ParticipantCommand.ChangeRoom { Patch: not null } it:
                services.Rooms.Tell(new RoomCommand.Change(room, key.Participant, it.Request, it.Patch));
                break;
            case ParticipantCommand.Mute or ParticipantCommand.Unlock or ParticipantCommand.Remove or ParticipantCommand.GiveRole
                or ParticipantCommand.EndMeeting:
                Moderate(command);
                break;
            case ParticipantCommand.Leave:
                End("left", "You left.");
                break;
            default:
                Refuse(connection, RequestOf(command), "bad-request", "This is not possible now.");
                break;
        }
    }

    private void Renegotiate(ParticipantCommand.Renegotiate it)
    {
        if (OfferCheck.Problem(it.Media, settings) is { } problem)
        {
            Refuse(connection, it.Request, "bad-request", problem);
        }
        else if (bridge is { } open)
        {
            services.Bridges.Tell(new BridgeCommand.Negotiate(
                open, key.Participant, it.Request, it.Media.Sdp, OfferCheck.Bind(it.Media, firstSource, control.Devices), it.Media.Slots));
        }
    }

    private void OnAnswered(BridgeReply.Answered it)
    {
        sources = it.Sources;
        connection.Tell(new ParticipantNotice.Answered(it.Request, it.Sdp, it.Sources));
        services.Rooms.Tell(new RoomCommand.Publish(room, key.Participant, [.. it.Sources.Select(source => source.Kind)]));

        // A device may have been switched while the offer was under way, before the bridge knew the source.
        Mute();
    }

    private void SetView(ParticipantCommand.View it)
    {
        if (it.Wanted is null || it.Wanted.Count > settings.ViewMax || it.Wanted.Any(wanted => wanted is null or { Source: 0 } or { Height: < 1 }))
        {
            Refuse(connection, "", "bad-request", $"A view has at most {settings.ViewMax} pictures, each of a source and a height.");
        }
        else if (bridge is { } open)
        {
            List<WantedPicture> wanted = [.. it.Wanted.Select(one => one with { Height = Math.Min(one.Height, PictureHeightMax) })];
            services.Bridges.Tell(new BridgeCommand.SetView(open, key.Participant, wanted));
            if (arriving is { } next)
            {
                services.Bridges.Tell(new BridgeCommand.SetView(next, key.Participant, wanted));
            }
        }
    }

    private void Say(ParticipantCommand.Say it)
    {
        if (PlainText.Lines(it.Text, settings.ChatLineChars) is not { } text)
        {
            Refuse(connection, it.Request, "bad-request", $"A line of chat has 1 to {settings.ChatLineChars} characters.");
        }
        else if (chatRate.TryPass(services.Time.GetUtcNow()) is not { } counted)
        {
            Refuse(connection, it.Request, "too-many-attempts", "That is a lot of lines. Wait a moment.");
        }
        else
        {
            chatRate = counted;
            services.Rooms.Tell(new RoomCommand.Say(room, key.Participant, it.Request, text, it.To));
        }
    }

    private void OnResume(ParticipantCommand.Resume it)
    {
        if (!token.Matches(it.ResumeToken))
        {
            Refuse(Sender, it.Request, "resume-unknown", "This session is over. Join again.");
            return;
        }

        if (!connection.Equals(Sender))
        {
            connection.Tell(new ParticipantNotice.Ended("replaced", "This session goes on in a newer connection."));
            Connect(Sender);
        }

        if (timer.IsRunning(Alarm.Grace))
        {
            timer.Cancel(Alarm.Grace);
            if (timer.IsRunning(Alarm.Unseen))
            {
                timer.Cancel(Alarm.Unseen);
            }
            else
            {
                services.Rooms.Tell(new RoomCommand.SetPresence(room, key.Participant, Presence.Present));
            }
        }

        resuming = it.Request;
        services.Rooms.Tell(new RoomCommand.Look(room, key.Participant, it.Request, it.ChatSeen));
    }

    private void OnLooked(RoomReply.Viewed it)
    {
        if (it.Request == resuming)
        {
            resuming = null;
            connection.Tell(JoinedNotice(it.Request, it.View, null, resumed: true));
            TellMove();
        }
    }

    // The database may be gone for a moment; what was refused for good ends here.
    private void OnNotTakenBack(ParticipantNotice.Refused it)
    {
        if (it.Code is not ("storage-unavailable" or "try-again"))
        {
            timer.Cancel(Alarm.Returning);
            End(it.Code == "removed" ? it.Code : "expired", it.Message);
        }
    }

    private void OnLost(IActorRef who, bool comesBack = false)
    {
        if (who.Equals(connection) && !timer.IsRunning(Alarm.Grace))
        {
            resuming = null;
            timer.Start(Alarm.Grace, settings.ResumeGrace);
            if (comesBack)
            {
                timer.Start(Alarm.Unseen, ComingBack);
            }
            else
            {
                ShowReconnecting();
            }
        }
    }

    private void ShowReconnecting() => services.Rooms.Tell(new RoomCommand.SetPresence(room, key.Participant, Presence.Reconnecting));

    // Until a resuming client has its picture of the meeting, changes to it are in that picture already.
    private void PassOn(ParticipantNotice notice)
    {
        var part = notice is ParticipantNotice.RosterChanged or ParticipantNotice.SpeakersChanged
            or ParticipantNotice.Said or ParticipantNotice.RoomChanged;
        if (resuming is null || !part)
        {
            connection.Tell(notice);
        }
    }

    // Of a bridge that it has left already it is no news; and where the meeting has another by now, the next offer goes there.
    private void OnEndpointLost(BridgeNotice.EndpointLost it)
    {
        if (it.Bridge is { } lost && lost != bridge)
        {
            return;
        }

        if (tickets is { } known && known.On != bridge)
        {
            bridge = known.On;
            inUse = null;
        }

        OnMedia(false, it.Reason);
    }

    private void OnMedia(bool connected, string? reason)
    {
        mediaConnected = connected;
        connection.Tell(new ParticipantNotice.MediaState(connected, reason));
    }
}
