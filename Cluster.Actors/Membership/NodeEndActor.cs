using System.Globalization;
using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;

namespace Cluster.Actors.Membership;

/// <summary>Notices on this node that it was given up, by itself or by others, and finds the words for it.</summary>
internal sealed class NodeEndActor : MembershipWatcher
{
    /// <summary>How every such sentence ends.</summary>
    public const string Restart = "What it held goes on there; it ends now, so that nothing is decided twice, and wants to be started again.";

    private readonly Dictionary<Address, DateTime> lostAt = [];
    private readonly NodeEnd end;
    private readonly TimeProvider time;
    private string decided = "";

    public NodeEndActor(NodeEnd end, TimeProvider time)
        : base(typeof(ThisActorSystemQuarantinedEvent), typeof(SplitDecision))
    {
        (this.end, this.time) = (end, time);
        Receive<ClusterEvent.UnreachableMember>(it => lostAt.TryAdd(it.Member.Address, time.GetUtcNow().UtcDateTime));
        Receive<ClusterEvent.ReachableMember>(it => lostAt.Remove(it.Member.Address));
        Receive<ClusterEvent.MemberDowned>(it => it.Member.UniqueAddress == Cluster.SelfUniqueAddress, _ => end.Because(Words()));
        Receive<ClusterEvent.MemberRemoved>(it => lostAt.Remove(it.Member.Address));
        Receive<SplitDecision>(it => decided = $" {it.Words}");
        Receive<ThisActorSystemQuarantinedEvent>(it => end.Because(
            $"The node at {NodeWords.Of(it.RemoteAddress)} refuses this one: the cluster gave it up while it could not be heard. {Restart}"));
        ReceiveAny(_ => { });
    }

    private string Words()
    {
        var lost = lostAt.OrderBy(it => it.Value).Select(it => string.Create(CultureInfo.InvariantCulture, $"{NodeWords.Of(it.Key)} since {it.Value:HH:mm:ss}")).ToArray();
        return lost.Length == 0
            ? $"The other nodes of the cluster gave this one up, because they did not hear it. {Restart}"
            : $"This node does not hear {string.Join(", ", lost)}, and is not with those that go on.{decided} {Restart}";
    }
}
