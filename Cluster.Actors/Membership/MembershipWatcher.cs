using Akka.Actor;
using Akka.Cluster;

namespace Cluster.Actors.Membership;

/// <summary>An actor that hears who comes, who is not heard any more, who is given up and who is gone, beginning with how it is.</summary>
internal abstract class MembershipWatcher : ReceiveActor
{
    private readonly Type[] also;

    /// <param name="also">What it hears of the event stream, too.</param>
    protected MembershipWatcher(params Type[] also) => this.also = also;

    /// <summary>The cluster as this node sees it.</summary>
    protected AkkaCluster Cluster { get; } = AkkaCluster.Get(Context.System);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Cluster.Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
            typeof(ClusterEvent.IReachabilityEvent), typeof(ClusterEvent.IMemberEvent));
        foreach (var type in also)
        {
            Context.System.EventStream.Subscribe(Self, type);
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        Cluster.Unsubscribe(Self);
        Context.System.EventStream.Unsubscribe(Self);
    }
}
