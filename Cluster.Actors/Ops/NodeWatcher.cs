using Akka.Cluster;
using Cluster.Actors.Membership;

namespace Cluster.Actors.Ops;

/// <summary>Makes events of what becomes of nodes, as this node sees it.</summary>
internal sealed class NodeWatcher : MembershipWatcher
{
    public NodeWatcher(ClusterEvents events)
    {
        Receive<ClusterEvent.MemberUp>(it => Say("node-joined", it.Member));
        Receive<ClusterEvent.UnreachableMember>(it => Say("node-silent", it.Member));
        Receive<ClusterEvent.ReachableMember>(it => Say("node-heard", it.Member));
        Receive<ClusterEvent.MemberDowned>(it => Say("node-given-up", it.Member));
        Receive<ClusterEvent.MemberLeft>(it => Say("node-leaving", it.Member));
        Receive<ClusterEvent.MemberRemoved>(it => Say("node-gone", it.Member));
        ReceiveAny(_ => { });

        void Say(string kind, Member member) => events.Add(kind, subject: NodeWords.Of(member.Address), own: true);
    }
}
