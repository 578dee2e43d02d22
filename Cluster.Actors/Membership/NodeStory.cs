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
internal sealed class NodeStory : MembershipWatcher, IWithTimers
{
    private const int RoomsNamedMax = 5;

    // Meetings come up within seconds of each other; with the last of them the story is over.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    // As long as a third one may take that is started with the second.
    private static readonly TimeSpan Formed = TimeSpan.FromSeconds(15);

    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly Dictionary<Address, Silence> silent = [];
    private readonly List<string> takenUp = [];
    private readonly MembershipSettings settings;
    private readonly TimeProvider time;
    private readonly MediaNodes nodes;
    private (string Nodes, long HeardAt)? lost;
    private long takenUpAt;
    private string why = "";
    private bool saidTwo;

    public NodeStory(MembershipSettings settings, TimeProvider time, MediaNodes nodes)
        : base(typeof(SplitDecision), typeof(MeetingTakenUp))
    {
        (this.settings, this.time, this.nodes) = (settings, time, nodes);
        Receive<ClusterEvent.UnreachableMember>(it => OnSilent(it.Member));
        Receive<ClusterEvent.ReachableMember>(it => OnHeard(it.Member));
        Receive<ClusterEvent.MemberDowned>(it => OnGivenUp(it.Member));
        Receive<ClusterEvent.MemberRemoved>(it => OnGone(it.Member));
        Receive<SplitDecision>(it => why = it.Words);
        Receive<MeetingTakenUp>(OnTakenUp);
        Receive<EndOfStory>(_ => Conclude());
        Receive<ClusterEvent.MemberUp>(_ => Timers.StartSingleTimer(LookAtSize.Instance, LookAtSize.Instance, Formed));
        Receive<LookAtSize>(_ => OnSize());
        ReceiveAny(_ => { });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    // Two have no larger part: who goes on is the database's word.
    private void OnSize()
    {
        var isTwo = Cluster.State.Members.Count == 2;
        if (isTwo && !saidTwo)
        {
            log.Warning(
                "This cluster has two nodes: when they do not hear each other, the database says which goes on. Let it run on a third machine: "
                + "with it on one of the two, the loss of that machine ends the other node, too. With three nodes any one may be lost");
        }

        saidTwo = isTwo;
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
        if (member.UniqueAddress == Cluster.SelfUniqueAddress || !silent.TryGetValue(member.Address, out var since))
        {
            return;
        }

        var leader = Cluster.State.Leader;
        var by = leader == Cluster.SelfAddress ? "this node" : leader is null ? "another node" : $"node {NodeWords.Of(leader)}";
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

    private sealed record LookAtSize
    {
        public static readonly LookAtSize Instance = new();
    }

    private sealed record EndOfStory
    {
        public static readonly EndOfStory Instance = new();
    }
}
