using Akka.Actor;
using Akka.Cluster;
using Cluster.Actors.Serialization;

namespace Cluster.Actors.Forming;

/// <summary>Answers nodes that want to join: whether there is a cluster here, and whether they fit into it.</summary>
internal sealed class DoorActor : ReceiveActor
{
    /// <summary>Its name below <c>/user</c> on every node.</summary>
    public const string Name = "door";

    public DoorActor(Knock own)
    {
        var cluster = AkkaCluster.Get(Context.System);
        Receive<Knock>(knock => Sender.Tell(new DoorAnswer(
            cluster.SelfMember.Status == MemberStatus.Up,
            ClusterProtocol.Compare(knock, own, NodeAddress.Show(cluster.SelfAddress)))));
    }
}
