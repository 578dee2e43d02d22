using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.PublishSubscribe;

namespace Cluster.Actors.Placement;

/// <summary>Keeps <see cref="MediaNodes"/>: hears what media nodes say, and who can be reached.</summary>
internal sealed class MediaNodesActor : ReceiveActor
{
    private readonly IActorRef mediator;

    public MediaNodesActor(MediaNodes nodes, IActorRef mediator)
    {
        this.mediator = mediator;
        Receive<NodeLoad>(nodes.Take);
        Receive<ClusterEvent.MemberUp>(it =>
        {
            if (NodeRegion.Of(it.Member.Roles) is { } region)
            {
                nodes.SetRegion(AddressOf(it.Member), region);
            }
        });
        Receive<ClusterEvent.UnreachableMember>(it => nodes.SetReachable(AddressOf(it.Member), false));
        Receive<ClusterEvent.ReachableMember>(it => nodes.SetReachable(AddressOf(it.Member), true));
        Receive<ClusterEvent.MemberRemoved>(it => nodes.Remove(AddressOf(it.Member)));
        ReceiveAny(_ => { });
    }

    protected override void PreStart()
    {
        mediator.Tell(new Subscribe(MediaNodeActor.Topic, Self));
        AkkaCluster.Get(Context.System).Subscribe(
            Self,
            ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
            typeof(ClusterEvent.IReachabilityEvent),
            typeof(ClusterEvent.MemberUp),
            typeof(ClusterEvent.MemberRemoved));
    }

    protected override void PostStop() => AkkaCluster.Get(Context.System).Unsubscribe(Self);

    private static string AddressOf(Member member) => member.Address.ToString();
}
