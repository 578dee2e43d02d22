using Akka.Actor;
using Akka.Cluster.Sharding;
using Cluster.Actors.Bridges;
using Cluster.Actors.Limits;
using Cluster.Actors.Meetings;
using Cluster.Actors.Rooms;
using Cluster.Actors.Security;
using Cluster.Actors.Sharding;
using Cluster.Actors.Telemetry;

namespace Cluster.Actors.Participants;

/// <summary>
/// One person's session in a room: it outlives the sockets that person comes with, and stands between them and the
/// room and bridge. It is <i>absent</i> until somebody joins, <i>joining</i> while room and bridge are asked,
/// <i>present</i> until it leaves, is put out or its grace period is over; then it stops.
/// </summary>
internal sealed partial class ParticipantActor : ReceiveActor
{
    private readonly ParticipantKey key;
    private readonly RoomName room;
    private readonly ParticipantServices services;
    private readonly ActorsSettings settings;
    private readonly ActorTimer<Alarm> timer;
    private ResumeToken token = ResumeToken.New();
    private IActorRef connection = ActorRefs.Nobody;
    private Stage stage = Stage.Absent;
    private RateWindow chatRate;

    public ParticipantActor(ParticipantKey key, RoomName room, ParticipantServices services)
    {
        this.key = key;
        this.room = room;
        this.services = services;
        settings = services.Settings;
        timer = new ActorTimer<Alarm>(services.Time, Self);
        chatRate = new RateWindow(settings.ChatRateLines, settings.ChatRateWindow);
        Absent();
    }

    private enum Stage
    {
        Absent,
        Joining,
        Present,
        Gone,
    }

    private enum Alarm
    {
        Joining,
        Grace,
        Returning,
        Leaving,
        Unseen,
    }

    // One that nobody joins as (it failed and was started anew) does not stay.
    protected override void PreStart() => timer.Start(Alarm.Joining, settings.AdmissionTimeout);

    // Without its own farewell it was stopped from above: its shard moves, its node stops, or it failed. Its place and its
    // media stay for it to be put together again; the room and the bridge know when that takes too long.
    protected override void PostStop()
    {
        timer.Stop();
        span.Failed("node-stopping");
        if (stage is Stage.Joining or Stage.Present)
        {
            connection.Tell(new ParticipantNotice.Ended("node-stopping", "This node is stopping. Come back."));
        }
    }

    private void Absent()
    {
        Receive<ParticipantCommand.Join>(OnJoin);
        Receive<ParticipantCommand.Resume>(it => it.Ticket is not null, Rebuild);
        Receive<ParticipantCommand>(command =>
        {
            Refuse(Sender, RequestOf(command), "resume-unknown", "This session is over. Join again.");
            Stop();
        });
        ReceiveEnd();
    }

    private void ReceiveEnd()
    {
        Receive<ActorTimer<Alarm>.Rang>(rang => timer.IsDue(rang), OnAlarm);
        Receive<ActorTimer<Alarm>.Rang>(_ => { });
        Receive<StopEntity>(_ => Context.Stop(Self));
    }

    private void OnAlarm(ActorTimer<Alarm>.Rang rang)
    {
        if (stage == Stage.Absent)
        {
            Stop();
        }
        else if (rang.Alarm == Alarm.Leaving)
        {
            CloseLeft();
        }
        else if (rang.Alarm == Alarm.Unseen)
        {
            ShowReconnecting();
        }
        else if (rang.Alarm == Alarm.Returning)
        {
            ComeBack();
        }
        else if (rang.Alarm == Alarm.Joining && coming is not null)
        {
            FailRebuild("try-again", "The room did not answer in time. Try again.");
        }
        else if (rang.Alarm == Alarm.Joining)
        {
            FailJoin("try-again", "The room did not answer in time. Try again.");
        }
        else
        {
            End("expired", "The connection was lost for too long. Join again.");
        }
    }

    private void End(string code, string message, bool bridgeClosed = false)
    {
        connection.Tell(new ParticipantNotice.Ended(code, message));
        bridge = bridgeClosed ? null : bridge;
        span.Failed(code);
        GiveUpPlace();
        Stop();
    }

    private void GiveUpPlace()
    {
        // The endpoint first: with the last participant the room closes the bridge, and a later word would start it anew.
        foreach (var open in Everywhere)
        {
            services.Bridges.Tell(new BridgeCommand.CloseEndpoint(open, key.Participant));
        }

        services.Rooms.Tell(new RoomCommand.Leave(room, key.Participant));
    }

    private void Stop()
    {
        stage = Stage.Gone;
        timer.Stop();
        Become(Gone);
        Context.Parent.Tell(new Passivate(StopEntity.Instance));
    }

    private void Gone()
    {
        Receive<ParticipantCommand>(command =>
            Refuse(Sender, RequestOf(command), "resume-unknown", "This session is over. Join again."));
        Receive<StopEntity>(_ => Context.Stop(Self));
        ReceiveAny(_ => { });
    }

    private void Connect(IActorRef to)
    {
        if (!connection.Equals(to))
        {
            Context.Unwatch(connection);
            connection = to;
            Context.Watch(to);
        }
    }

    private static void Refuse(IActorRef to, string? request, string code, string message)
    {
        if (request is not null)
        {
            to.Tell(new ParticipantNotice.Refused(request, code, message));
        }
    }

    // What has no request of its own is refused under an empty one; the end of a session needs no answer.
    private static string? RequestOf(ParticipantCommand command) => command switch
    {
        ParticipantCommand.Join it => it.Request,
        ParticipantCommand.Resume it => it.Request,
        ParticipantCommand.Renegotiate it => it.Request,
        ParticipantCommand.Say it => it.Request,
        ParticipantCommand.Rename it => it.Request,
        ParticipantCommand.Moved it => it.Request,
        ParticipantCommand.ChangeRoom it => it.Request,
        ParticipantCommand.Mute it => it.Request,
        ParticipantCommand.Unlock it => it.Request,
        ParticipantCommand.Remove it => it.Request,
        ParticipantCommand.GiveRole it => it.Request,
        ParticipantCommand.EndMeeting it => it.Request,
        ParticipantCommand.Leave or ParticipantCommand.ConnectionLost => null,
        _ => "",
    };
}
