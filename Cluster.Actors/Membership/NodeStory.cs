using System.Globalization;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Cluster.Actors.Placement;

namespace Cluster.Actors.Membership;

/// <summary>A meeting runs on this node again that another node had; published on the event stream.</summary>
internal sealed record MeetingTakenUp(string Room);

/// <summary>
/// Tells the log in words what becomes of a node that is not heard any more: since when, who decided, what it carried, what runs here
/// now and after how long.
/// </summary>
internal sealed class NodeStory : ReceiveActor, IWithTimers
{
    private const int RoomsNamedMax = 5;

    // Meetings come up within seconds of each other; with the last of them the story is over.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly AkkaCluster cluster = AkkaCluster.Get(Context.System);
    private readonly Dictionary<Address, Silence> silent = [];
    private readonly List<string> takenUp = [];
    private readonly MembershipSettings settings;
    private readonly TimeProvider time;
    private readonly MediaNodes nodes;
    private (string Nodes, long HeardAt)? lost;
    private long takenUpAt;
    private string why = "";

    public NodeStory(MembershipSettings settings, TimeProvider time, MediaNodes nodes)
    {
        (this.settings, this.time, this.nodes) = (settings, time, nodes);
        Receive<ClusterEvent.UnreachableMember>(it => OnSilent(it.Member));
        Receive<ClusterEvent.ReachableMember>(it => OnHeard(it.Member));
        Receive<ClusterEvent.MemberDowned>(it => OnGivenUp(it.Member));
        Receive<ClusterEvent.MemberRemoved>(it => OnGone(it.Member));
        Receive<SplitDecision>(it => why = it.Words);
        Receive<MeetingTakenUp>(OnTakenUp);
        Receive<EndOfStory>(_ => Conclude());
        ReceiveAny(_ => { });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        cluster.Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
            typeof(ClusterEvent.IReachabilityEvent), typeof(ClusterEvent.MemberDowned), typeof(ClusterEvent.MemberRemoved));
        Context.System.EventStream.Subscribe(Self, typeof(SplitDecision));
        Context.System.EventStream.Subscribe(Self, typeof(MeetingTakenUp));
    }

    protected override void PostStop()
    {
        cluster.Unsubscribe(Self);
        Context.System.EventStream.Unsubscribe(Self);
    }

    private void OnSilent(Member member)
    {
        if (!silent.TryAdd(member.Address, new Silence(time.GetTimestamp() - (long)(settings.HeartbeatPause.TotalSeconds * time.TimestampFrequency))))
        {
            return;
        }

        log.Warning("Node {0} has not been heard for {1}; if that stays so for {2} it is given up", NodeWords.Of(member.Address), S(settings.HeartbeatPause), S(settings.StableAfter));
    }

    private void OnHeard(Member member)
    {
        if (silent.Remove(member.Address, out var since))
        {
            log.Warning("Node {0} is heard again, after {1}; nothing was lost", NodeWords.Of(member.Address), S(time.GetElapsedTime(since.HeardAt)));
        }
    }

    private void OnGivenUp(Member member)
    {
        if (member.UniqueAddress == cluster.SelfUniqueAddress || !silent.TryGetValue(member.Address, out var since))
        {
            return;
        }

        var leader = cluster.State.Leader;
        var by = leader == cluster.SelfAddress ? "this node" : leader is null ? "another node" : $"node {NodeWords.Of(leader)}";
        var carried = nodes.LoadOf(member.Address.ToString()) is { } load ? $"{Count(load.Bridges, "bridge")} with {Count(load.Endpoints, "participant")}" : "no bridges";
        log.Warning(
            "Node {0} is given up by {1}, {2} after it was last heard. {3} It carried {4}",
            NodeWords.Of(member.Address), by, S(time.GetElapsedTime(since.HeardAt)), why, carried);
        why = "";
    }

    private void OnGone(Member member)
    {
        if (!silent.Remove(member.Address, out var since))
        {
            return;
        }

        var name = NodeWords.Of(member.Address);
        log.Warning("Node {0} is out of the cluster {1} after it was last heard; its meetings begin elsewhere", name, S(time.GetElapsedTime(since.HeardAt)));
        lost = lost is { } other ? ($"{other.Nodes}, {name}", other.HeardAt) : (name, since.HeardAt);
        Timers.StartSingleTimer(EndOfStory.Instance, EndOfStory.Instance, Quiet + Quiet);
    }

    private void OnTakenUp(MeetingTakenUp it)
    {
        if (lost is not null)
        {
            takenUp.Add(it.Room);
            takenUpAt = time.GetTimestamp();
            Timers.StartSingleTimer(EndOfStory.Instance, EndOfStory.Instance, Quiet);
        }
    }

    private void Conclude()
    {
        if (lost is not { } gone)
        {
            return;
        }

        if (takenUp.Count == 0)
        {
            log.Warning("Of what node {0} held no meeting came to this node", gone.Nodes);
        }
        else
        {
            log.Warning(
                "Of what node {0} held {1} on this node now ({2}), the last of them {3} after the node was last heard",
                gone.Nodes, takenUp.Count == 1 ? "one meeting runs" : $"{takenUp.Count} meetings run",
                string.Join(", ", takenUp.Take(RoomsNamedMax)) + (takenUp.Count > RoomsNamedMax ? ", …" : ""), S(time.GetElapsedTime(gone.HeardAt, takenUpAt)));
        }

        lost = null;
        takenUp.Clear();
    }

    private static string S(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s");

    private static string Count(long count, string of) => $"{count} {of}{(count == 1 ? "" : "s")}";

    private readonly record struct Silence(long HeardAt);

    private sealed record EndOfStory
    {
        public static readonly EndOfStory Instance = new();
    }
}
