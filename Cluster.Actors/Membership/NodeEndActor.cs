using System.Globalization;
using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;

namespace Cluster.Actors.Membership;

/// <summary>Notices on this node that it was given up, by itself or by others, and finds the words for it.</summary>
internal sealed class NodeEndActor : ReceiveActor
{
    /// <summary>How every such sentence ends.</summary>
    public const string Restart = "What it held goes on there; it ends now, so that nothing is decided twice, and wants to be started again.";

    private readonly Dictionary<Address, DateTime> lostAt = [];
    private readonly AkkaCluster cluster = AkkaCluster.Get(Context.System);
    private readonly NodeEnd end;
    private readonly TimeProvider time;
    private string decided = "";

    public NodeEndActor(NodeEnd end, TimeProvider time)
    {
        (this.end, this.time) = (end, time);
        Receive<ClusterEvent.UnreachableMember>(it => lostAt.TryAdd(it.Member.Address, time.GetUtcNow().UtcDateTime));
        Receive<ClusterEvent.ReachableMember>(it => lostAt.Remove(it.Member.Address));
        Receive<ClusterEvent.MemberDowned>(it => it.Member.UniqueAddress == cluster.SelfUniqueAddress, _ => end.Because(Words()));
        Receive<ClusterEvent.MemberRemoved>(it => lostAt.Remove(it.Member.Address));
        Receive<SplitDecision>(it => decided = $" {it.Words}");
        Receive<ThisActorSystemQuarantinedEvent>(it => end.Because(
            $"The node at {NodeWords.Of(it.RemoteAddress)} refuses this one: the cluster gave it up while it could not be heard. {Restart}"));
        ReceiveAny(_ => { });
    }

    protected override void PreStart()
    {
        cluster.Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
            typeof(ClusterEvent.IReachabilityEvent), typeof(ClusterEvent.MemberDowned), typeof(ClusterEvent.MemberRemoved));
        Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
        Context.System.EventStream.Subscribe(Self, typeof(SplitDecision));
    }

    protected override void PostStop()
    {
        cluster.Unsubscribe(Self);
        Context.System.EventStream.Unsubscribe(Self);
    }

    private string Words()
    {
        var lost = lostAt.OrderBy(it => it.Value).Select(it => string.Create(CultureInfo.InvariantCulture, $"{NodeWords.Of(it.Key)} since {it.Value:HH:mm:ss}")).ToArray();
        return lost.Length == 0
            ? $"The other nodes of the cluster gave this one up, because they did not hear it. {Restart}"
            : $"This node does not hear {string.Join(", ", lost)}, and is not with those that go on.{decided} {Restart}";
    }
}
