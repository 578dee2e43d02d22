using Akka.Actor;
using Cluster.Actors.Accounts;
using Cluster.Actors.Ops;
using Cluster.Actors.Participants;
using Cluster.Actors.Tickets;
using Cluster.Web.Signalling.Protocol;
using Microsoft.Extensions.Logging;

namespace Cluster.Web.Signalling;

/// <summary>
/// The participant's correspondent for one WebSocket: the shell around <see cref="Connection"/> that gives it an
/// address, a clock and a hand on the socket.
/// </summary>
internal sealed class ConnectionActor : ReceiveActor
{
    /// <summary>How often deadlines are looked at; they are seconds.</summary>
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(250);

    private readonly IActorRef _participants;
    private readonly SocketWriter _writer;
    private readonly string _client;
    private readonly LiveClients _clients;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly JoinWatch _joins;
    private readonly ITimer _timer;
    private Connection _connection;
    private IActorRef _participant = ActorRefs.Nobody;

    public ConnectionActor(
        IActorRef participants, SocketWriter writer, SignallingSettings settings, AccountIdentity? account, SocketOrigin from, LiveClients clients, TimeProvider time, ILogger log,
        JoinWatch joins)
    {
        _participants = participants;
        _writer = writer;
        _client = from.Client;
        _clients = clients;
        _time = time;
        _log = log;
        _joins = joins;
        _connection = Connection.Opened(settings, time.GetUtcNow(), account, from.Address.ToString());
        var self = Self;
        _timer = time.CreateTimer(_ => self.Tell(TimePassed.Instance), null, s_tick, s_tick);

        Receive<ClientMessage>(message =>
        {
            _joins.Hear(message);
            Step(_connection.Hear(message, _time.GetUtcNow(), ParticipantId.New));
        });
        Receive<ParticipantNotice>(notice =>
        {
            if (notice is not (ParticipantNotice.Answered { Ticket: not null } or ParticipantNotice.Refused))
            {
                Watch(Sender);
            }

            Step(_connection.Notice(notice, _time.GetUtcNow()));
        });
        Receive<Terminated>(gone => gone.ActorRef.Equals(_participant), _ => Step(_connection.ParticipantLost(_time.GetUtcNow())));
        Receive<Terminated>(_ => { });
        Receive<TimePassed>(_ => Step(_connection.Tick(_time.GetUtcNow())));
        Receive<BridgeDoubt>(doubt => Step(_connection.Doubt(doubt.Concerns)));
        Receive<NodeStopping>(_ => Step(_connection.NodeStopping()));
        Receive<SocketLost>(_ => Context.Stop(Self));
    }

    /// <summary>The socket is closed or lost.</summary>
    public sealed record SocketLost
    {
        public static readonly SocketLost Instance = new();
    }

    /// <summary>The node stops.</summary>
    public sealed record NodeStopping
    {
        public static readonly NodeStopping Instance = new();
    }

    private sealed record TimePassed
    {
        public static readonly TimePassed Instance = new();
    }

    protected override void PostStop()
    {
        _timer.Dispose();
        _joins.Gone();
        _clients.Remove(_connection.Key, this);
        if (_connection.HasParticipant)
        {
            _participants.Tell(new ParticipantCommand.ConnectionLost(_connection.Key), Self);
        }

        base.PostStop();
    }

    /// <summary>A fault in here must not leave a client waiting on a socket nobody serves.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        _writer.Close(CloseReason.TryAgain);
        base.PreRestart(reason, message);
    }

    // Inside and while waiting nothing else would tell that the participant's node is lost.
    private void Watch(IActorRef participant)
    {
        if (!participant.Equals(_participant) && !participant.IsNobody() && !participant.Equals(Context.System.DeadLetters))
        {
            Context.Unwatch(_participant);
            _participant = participant;
            Context.Watch(participant);
        }
    }

    private void Step(ConnectionStep step)
    {
        var before = _connection;
        _connection = step.Next;
        foreach (var effect in step.Effects)
        {
            switch (effect)
            {
                case ConnectionEffect.Reply reply:
                    _joins.Say(reply.Message);
                    _writer.Send(reply.Message);
                    break;
                case ConnectionEffect.Ask ask:
                    _participants.Tell(_joins.Ask(ask.Command), Self);
                    break;
                case ConnectionEffect.Present present:
                    Context.ActorSelection(TicketedOffer.Office).Tell(present.Offer, Self);
                    break;
                case ConnectionEffect.Inquire inquire:
                    Context.ActorSelection(TicketedOffer.Office).Tell(new DoubtInquiry(inquire.Ticket), Self);
                    break;
                case ConnectionEffect.Close close:
                    _writer.Close(close.Reason);
                    break;
            }
        }

        if (before.Stage != _connection.Stage)
        {
            if (_connection.Stage == ConnectionStage.Inside)
            {
                _clients.Put(_connection.Key, _client, this);
            }

            SignallingLog.StageChanged(_log, _connection.Stage, _connection.Key.Room, _connection.Key.Participant);
        }
    }
}
