using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.SBR;

namespace Cluster.Actors.Membership;

/// <summary>Gives nodes up by the engine's own resolver, in a way that lets it decide more than once.</summary>
/// <remarks>Made by the engine, by its class's name.</remarks>
public sealed class DowningProvider(ActorSystem system, AkkaCluster cluster) : IDowningProvider
{
    private readonly SplitBrainResolverProvider resolver = new(system, cluster);

    /// <inheritdoc/>
    public TimeSpan DownRemovalMargin => resolver.DownRemovalMargin;

    /// <inheritdoc/>
    public Props DowningActorProps => Props.Create(() => new ResolverActor(resolver));
}

/// <summary>
/// Keeps one resolver of the engine's, and puts a new one in its place after each decision: once it has asked for a lease, and has the
/// answer, the engine's waits for another answer for ever and hears nothing else.
/// </summary>
internal sealed class ResolverActor : ReceiveActor, IWithTimers
{
    // The old one acts on its answer first.
    private static readonly TimeSpan Handover = TimeSpan.FromMilliseconds(500);

    private readonly SplitBrainResolverProvider provider;
    private IActorRef resolver = ActorRefs.Nobody;

    public ResolverActor(SplitBrainResolverProvider provider)
    {
        this.provider = provider;
        Receive<SplitDecision>(_ => Timers.StartSingleTimer(Renew.Instance, Renew.Instance, Handover));
        Receive<Renew>(_ => Context.Stop(resolver));
        Receive<Terminated>(_ => Start());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(SplitDecision));
        Start();
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    private void Start() => resolver = Context.Watch(Context.ActorOf(provider.DowningActorProps));

    private sealed record Renew
    {
        public static readonly Renew Instance = new();
    }
}
