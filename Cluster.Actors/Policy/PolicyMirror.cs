using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Cluster.Actors.Limits;

namespace Cluster.Actors.Policy;

/// <summary>
/// What this node knows of the policy: asks for it until it knows, hears of every change, and tells the node's rooms at
/// once. It asks again now and then, for a word that was lost on its way between nodes.
/// </summary>
internal sealed class PolicyMirror : ReceiveActor
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AskNowAndThen = TimeSpan.FromSeconds(30);

    private readonly IActorRef keeper;
    private readonly IActorRef mediator;
    private readonly ServerPolicy configured;
    private readonly PolicyView view;
    private readonly ActorTimer<Alarm> timer;
    private readonly HashSet<IActorRef> watchers = [];
    private long told = -1;

    /// <param name="keeper">The way to the one who keeps the policy.</param>
    /// <param name="mediator">Where changes are published.</param>
    /// <param name="view">Where the node reads what is known.</param>
    public PolicyMirror(IActorRef keeper, IActorRef mediator, ServerPolicy configured, PolicyView view, TimeProvider time)
    {
        this.keeper = keeper;
        this.mediator = mediator;
        this.configured = configured;
        this.view = view;
        timer = new ActorTimer<Alarm>(time, Self);
        Receive<PolicyRecord>(OnRecord);
        Receive<Watch>(_ => OnWatch());
        Receive<Terminated>(gone => watchers.Remove(gone.ActorRef));
        Receive<ActorTimer<Alarm>.Rang>(rang => timer.IsDue(rang), _ => Ask());
        Receive<ActorTimer<Alarm>.Rang>(_ => { });
        ReceiveAny(_ => { });
    }

    private enum Alarm
    {
        Ask,
    }

    /// <summary>From a room: tell me, now and whenever it changes.</summary>
    internal sealed record Watch : INoSerializationVerificationNeeded;

    /// <summary>To a room: this holds now.</summary>
    internal sealed record Known(ServerPolicy Policy) : INoSerializationVerificationNeeded;

    protected override void PreStart()
    {
        mediator.Tell(new Subscribe(PolicyActor.Topic, Self));
        Ask();
    }

    protected override void PostStop() => timer.Stop();

    private void Ask()
    {
        keeper.Tell(new PolicyCommand.Get());
        timer.Start(Alarm.Ask, view.IsKnown ? AskNowAndThen : AskAgain);
    }

    private void OnRecord(PolicyRecord record)
    {
        // The directory may have taken it into the view before: whether the rooms were told is another question.
        view.TryTake(configured.With(record), record);
        if (record.Version > told)
        {
            told = record.Version;
            foreach (var watcher in watchers)
            {
                watcher.Tell(new Known(view.Current));
            }
        }
    }

    private void OnWatch()
    {
        if (watchers.Add(Sender))
        {
            Context.Watch(Sender);
        }

        if (view.IsKnown)
        {
            Sender.Tell(new Known(view.Current));
        }
    }
}
