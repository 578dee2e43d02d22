using System.Diagnostics;
using Akka.Actor;
using Cluster.Actors.Bridges;
using Cluster.Actors.Meetings;
using Cluster.Actors.Rooms;
using Cluster.Actors.Security;
using Cluster.Actors.Telemetry;
using Cluster.Actors.Text;

namespace Cluster.Actors.Participants;

/// <content>
/// Coming in, one round trip for the client: 1. the room promises a place and numbers, perhaps only once a host is
/// there, for which a client waits as long as it likes; 2. the bridge answers the
/// offer; 3. the room lets it enter and shows the meeting; 4. the client gets all of it at once. Whatever fails on
/// the way gives the place back, and the others never saw anybody.
/// </content>
internal sealed partial class ParticipantActor
{
    // A client may say a little before it knows that it is in: its microphone, its view.
    private const int EarlyMax = 32;

    private readonly Queue<ParticipantCommand> early = new();
    private ParticipantCommand.Join? join;
    private BridgeKey? bridge;
    private uint firstSource;
    private ReturnToken returning = ReturnToken.Of(null);
    private BridgeReply.Answered? answer;
    private Activity? span;

    private void OnJoin(ParticipantCommand.Join command)
    {
        span = JoinTrace.Part("participant join", command.Trace, key.Participant);
        var displayName = PlainText.Line(command.Name, settings.NameChars);
        var problem = displayName is null
            ? $"A name has 1 to {settings.NameChars} characters."
            : command.Password?.Length > settings.PasswordChars
                ? $"A password has at most {settings.PasswordChars} characters."
                : OfferCheck.Problem(command.Media, settings);
        if (problem is not null || displayName is null || command.Devices is null)
        {
            Refuse(Sender, command.Request, "bad-request", problem ?? "A join says which devices are on.");
            span.Failed("bad-request");
            Stop();
            return;
        }

        Connect(Sender);
        join = command;
        stage = Stage.Joining;
        timer.Start(Alarm.Joining, settings.AdmissionTimeout);
        Become(Joining);

        // Step 1.
        returning = ReturnToken.Of(command.ReturnToken);
        services.Rooms.Tell(new RoomCommand.Admit(
            room, key.Participant, command.Request, displayName, command.Password, command.Devices,
            command.Account, returning.Hash, command.From, token.Hash,
            connection.Path.Address.HasLocalScope ? null : connection.Path.Address.ToString(), span?.Id));
    }

    private void Joining()
    {
        Receive<RoomReply.Waiting>(OnWaiting);
        Receive<RoomReply.Admitted>(OnAdmitted);
        Receive<BridgeReply.Answered>(OnFirstAnswer);
        Receive<RoomReply.Viewed>(OnEntered);
        Receive<ParticipantNotice.Refused>(refused => FailJoin(refused.Code, refused.Message));
        Receive<BridgeReply.Refused>(refused => FailJoin(refused.Code, refused.Message));
        Receive<RoomReply.NotIn>(it => FailJoin("try-again", it.Message));
        Receive<RoomReply.Tickets>(OnTickets);
        Receive<RoomReply.Muted>(OnMuted);
        Receive<RoomReply.Unlocked>(OnUnlocked);
        Receive<RoomReply.SharingChanged>(OnSharingChanged);
        Receive<BridgeNotice.EndpointConnected>(_ => mediaConnected = true);
        Receive<BridgeNotice.EndpointLost>(lost => FailJoin("try-again", $"The media path was lost ({lost.Reason})."));
        Receive<Terminated>(_ => OnLostWhileJoining());
        Receive<ParticipantCommand>(OnEarly);
        ReceiveEnd();
    }

    // The offer is kept: when the host comes it is answered, without anything from the client.
    private void OnWaiting(RoomReply.Waiting it)
    {
        if (bridge is null)
        {
            timer.Cancel(Alarm.Joining);
            connection.Tell(new ParticipantNotice.Waiting(it.Request, it.Code, it.Message));
        }
    }

    private void OnAdmitted(RoomReply.Admitted it)
    {
        if (bridge is not null || join is null)
        {
            return;
        }

        bridge = it.Bridge;
        firstSource = it.FirstSource;
        control = new DeviceControl(it.Devices, it.Locks, it.MayShare);
        timer.Start(Alarm.Joining, settings.AdmissionTimeout);

        // Step 2.
        services.Bridges.Tell(new BridgeCommand.Negotiate(
            it.Bridge, key.Participant, join.Request, join.Media.Sdp, OfferCheck.Bind(join.Media, firstSource, control.Devices), join.Media.Slots,
            span?.Id));
    }

    private void OnFirstAnswer(BridgeReply.Answered it)
    {
        answer = it;

        // Step 3.
        services.Rooms.Tell(new RoomCommand.Enter(room, key.Participant, it.Request, [.. it.Sources.Select(source => source.Kind)]));
    }

    private void OnEntered(RoomReply.Viewed it)
    {
        if (answer is null)
        {
            return;
        }

        // Step 4.
        var before = control.Devices;
        Enter(it);
        connection.Tell(JoinedNotice(it.Request, it.View, answer.Sdp, resumed: false));
        sources = answer.Sources;
        if (control.Devices != before)
        {
            Mute();
        }

        join = null;
        answer = null;
        span.Done();
        if (tickets is { } written)
        {
            OnTickets(written);
        }

        while (early.TryDequeue(out var command))
        {
            OnCommand(command);
        }
    }

    private void OnEarly(ParticipantCommand command)
    {
        switch (command)
        {
            case ParticipantCommand.Join again when Sender.Equals(connection) && again.Request == join?.Request:
                break;
            case ParticipantCommand.Leave when Sender.Equals(connection):
                End("left", "You left.");
                break;
            case ParticipantCommand.ConnectionLost when Sender.Equals(connection):
                OnLostWhileJoining();
                break;
            case not ParticipantCommand.Resume when Sender.Equals(connection) && early.Count < EarlyMax:
                early.Enqueue(command);
                break;
            default:
                Refuse(Sender, RequestOf(command), "try-again", "Still joining. Try again in a moment.");
                break;
        }
    }

    // Nobody holds the resume token yet, so nobody could come back.
    private void OnLostWhileJoining()
    {
        span.Failed("connection-lost");
        GiveUpPlace();
        Stop();
    }

    private void FailJoin(string code, string message)
    {
        Refuse(connection, join?.Request, code, message);
        span.Failed(code);
        GiveUpPlace();
        Stop();
    }

    private ParticipantNotice.Joined JoinedNotice(string request, MeetingView view, string? answerSdp, bool resumed) => new(
        request,
        resumed,
        key.Participant,
        token.Text,
        (int)settings.ResumeGrace.TotalMilliseconds,
        view.Room,
        view.StartedAtMs,
        view.Participants,
        view.Participants.FirstOrDefault(info => info.Id == key.Participant)?.Sources ?? [],
        answerSdp,
        view.Chat,
        view.Speakers,
        mediaConnected,
        returning.Text,
        control.Mark,
        view.Hosts,
        view.Settling);
}
