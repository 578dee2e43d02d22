using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Event;
using Cluster.Actors.Bridges;
using Cluster.Actors.Limits;
using Cluster.Actors.Membership;
using Cluster.Actors.Ops;
using Cluster.Actors.Placement;

namespace Cluster.Actors.Draining;

/// <summary>
/// Empties its node of media: 1. it takes the turn, for one node drains at a time; 2. the node's media takes no new bridges; 3. again and again
/// it looks which bridges are on the node, and asks their rooms to go elsewhere, which move their people make before break;
/// 4. with none left it is drained, and gives the turn back. One on each node.
/// </summary>
internal sealed class NodeDrainActor : ReceiveActor
{
    /// <summary>Its name below <c>/user</c>; never changes.</summary>
    public const string Name = "drain";

    private static readonly TimeSpan Takt = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Keeping = TimeSpan.FromSeconds(4);

    private readonly NodeDrainServices services;
    private readonly ActorTimer<Alarm> timer;
    private readonly string self;
    private BridgesToGo bridges = BridgesToGo.None;
    private DrainStage stage;
    private long sinceMs;
    private bool beginning;

    public NodeDrainActor(NodeDrainServices services)
    {
        this.services = services;
        self = AkkaCluster.Get(Context.System).SelfAddress.ToString();
        timer = new ActorTimer<Alarm>(services.Time, Self);
        Receive<DrainCommand.Begin>(OnBegin);
        Receive<DrainCommand.End>(_ => OnEnd());
        Receive<DrainCommand.Look>(_ => Sender.Tell(State));
        Receive<Turn>(OnTurn);
        Receive<Kept>(_ => { });
        Receive<CurrentShardRegionState>(OnBridges);
        Receive<BridgeLeaves>(it => bridges = bridges.Hear(it));
        Receive<ActorTimer<Alarm>.Rang>(rang => timer.IsDue(rang), OnAlarm);
        Receive<ActorTimer<Alarm>.Rang>(_ => { });
    }

    private enum Alarm
    {
        Look,
        Keep,
    }

    private static string NodeName => NodeWords.Of(AkkaCluster.Get(Context.System).SelfAddress);

    private DrainReply.State State => new(new NodeDrain(stage, sinceMs, bridges.Left.Count, bridges.Participants, bridges.Gone));

    protected override void PostStop() => timer.Stop();

    private void OnBegin(DrainCommand.Begin it)
    {
        if (it.IsLeaving && stage != DrainStage.Serving)
        {
            Sender.Tell(State);
            return;
        }

        if (it.IsLeaving && (services.Nodes.LoadOf(self)?.Bridges ?? 0) == 0)
        {
            // Nothing to give away: nobody's turn is needed for that.
            services.Media?.Tell(new MediaNodeCommand.SetDraining(true), Self);
            (stage, sinceMs) = (DrainStage.Drained, services.Time.GetUtcNow().ToUnixTimeMilliseconds());
            Sender.Tell(State);
            return;
        }

        var up = AkkaCluster.Get(Context.System).State.Members.Where(member => member.Status == MemberStatus.Up).Select(member => member.Address.ToString()).ToHashSet();
        if (DrainRules.Refuse(stage, self, up, services.Nodes.Known) is { } refused)
        {
            Sender.Tell(refused);
        }
        else if (beginning)
        {
            Sender.Tell(new DrainReply.Refused("already-draining", "This node drains already."));
        }
        else
        {
            // Step 1.
            beginning = true;
            var from = Sender;
            services.Turn.TakeAsync().PipeTo(Self, success: mine => new Turn(from, mine), failure: error => new Turn(from, false, error));
        }
    }

    private void OnTurn(Turn it)
    {
        beginning = false;
        if (!it.IsMine)
        {
            it.From.Tell(it.Error is null
                ? new DrainReply.Refused("drain-underway", "Another node drains now: one at a time.")
                : new DrainReply.Refused("storage-unavailable", "The database does not answer: try again in a moment."));
            return;
        }

        // Step 2.
        (stage, sinceMs, bridges) = (DrainStage.Draining, services.Time.GetUtcNow().ToUnixTimeMilliseconds(), BridgesToGo.None);
        services.Media?.Tell(new MediaNodeCommand.SetDraining(true), Self);
        timer.Start(Alarm.Keep, Keeping);
        services.Events.Add("node-draining", subject: NodeName);
        Look();
        it.From.Tell(State);
    }

    private void OnEnd()
    {
        if (stage == DrainStage.Serving)
        {
            Sender.Tell(new DrainReply.Refused("not-draining", "This node is not being drained."));
            return;
        }

        GiveBack();
        (stage, sinceMs, bridges) = (DrainStage.Serving, 0, BridgesToGo.None);
        timer.Cancel(Alarm.Look);
        services.Media?.Tell(new MediaNodeCommand.SetDraining(false), Self);
        services.Events.Add("node-serving", subject: NodeName);
        Sender.Tell(State);
    }

    private void OnAlarm(ActorTimer<Alarm>.Rang rang)
    {
        if (rang.Alarm == Alarm.Look)
        {
            Look();
        }
        else
        {
            services.Turn.TakeAsync().PipeTo(Self, success: _ => Kept.Instance, failure: _ => Kept.Instance);
            timer.Start(Alarm.Keep, Keeping);
        }
    }

    // Step 3. Also once it is drained: a room that had not heard of it may open one more.
    private void Look()
    {
        if (services.Bridges is { } region)
        {
            region.Tell(GetShardRegionState.Instance);
            timer.Start(Alarm.Look, Takt);
        }
        else
        {
            Finish();
        }
    }

    private void OnBridges(CurrentShardRegionState it)
    {
        if (stage == DrainStage.Serving)
        {
            return;
        }

        HashSet<BridgeKey> there = [];
        foreach (var entity in it.Shards.SelectMany(shard => shard.EntityIds))
        {
            if (BridgeKey.TryParse(entity, out var key))
            {
                there.Add(key);
            }
        }

        bridges = bridges.See(there);
        foreach (var bridge in there)
        {
            services.Rooms.Tell(new LeaveBridge(bridge.Room, bridge, self), Self);
        }

        foreach (var stray in bridges.Stray)
        {
            services.Bridges?.Tell(new BridgeCommand.Close(stray));
        }

        if (there.Count == 0 && stage == DrainStage.Draining)
        {
            Finish();
        }
    }

    // Step 4.
    private void Finish()
    {
        stage = DrainStage.Drained;
        GiveBack();
        services.Events.Add("node-drained", subject: NodeName);
        Context.GetLogger().Info("Node {Node} is drained: {Bridges} bridges have gone", self, bridges.Gone);
    }

    private void GiveBack()
    {
        if (timer.IsRunning(Alarm.Keep))
        {
            timer.Cancel(Alarm.Keep);
            services.Turn.GiveBackAsync().PipeTo(Self, success: () => Kept.Instance, failure: _ => Kept.Instance);
        }
    }

    private sealed record Turn(IActorRef From, bool IsMine, Exception? Error = null) : INoSerializationVerificationNeeded;

    private sealed record Kept : INoSerializationVerificationNeeded
    {
        public static readonly Kept Instance = new();
    }
}

/// <summary>What a <see cref="NodeDrainActor"/> needs from its surroundings.</summary>
/// <param name="Rooms">The region of rooms.</param>
/// <param name="Bridges">This node's region of bridges; null: it has no media.</param>
/// <param name="Media">This node's <see cref="MediaNodeActor"/>; null: it has no media.</param>
internal sealed record NodeDrainServices(TimeProvider Time, MediaNodes Nodes, IDrainTurn Turn, IActorRef Rooms, IActorRef? Bridges, ICanTell? Media, ClusterEvents Events);
