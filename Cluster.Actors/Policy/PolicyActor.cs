using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;
using Akka.Persistence;

namespace Cluster.Actors.Policy;

/// <summary>
/// Keeps the policy's changes in the journal: one in the whole cluster. It tells every node what it stored, and answers
/// those that start. It stops when the database fails and is started anew by its back-off supervisor.
/// </summary>
internal sealed class PolicyActor : ReceivePersistentActor
{
    /// <summary>Where changes are published to all nodes.</summary>
    public const string Topic = "server-policy";

    private readonly TimeProvider time;
    private readonly IActorRef mediator;
    private PolicyRecord record = PolicyRecord.Empty;

    /// <param name="mediator">Publishes to the other nodes.</param>
    public PolicyActor(TimeProvider time, IActorRef mediator)
    {
        this.time = time;
        this.mediator = mediator;
        Recover<PolicyEvent>(happened => record = record.Apply(happened));
        Recover<RecoveryCompleted>(_ => Publish());
        Command<PolicyCommand.Get>(_ => Sender.Tell(record));
        Command<PolicyCommand.Set>(set => Store(set.Key, nowMs => new PolicyEvent.Changed(nowMs, set.Key, set.Value)));
        Command<PolicyCommand.Reset>(reset => Store(reset.Key, nowMs => new PolicyEvent.Reset(nowMs, reset.Key)));
    }

    /// <inheritdoc/>
    public override string PersistenceId => "policy";

    /// <summary>What is answered while the database does not.</summary>
    public static PolicyReply.Refused Unavailable => new("storage-unavailable", "The database does not answer: nothing was changed.");

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        Log.Error(cause, "The policy could not be stored");
        Sender.Tell(Unavailable);
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        Log.Error(cause, "A change of the policy was rejected");
        Sender.Tell(Unavailable);
        Context.Stop(Self);
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        Log.Error(reason, "The policy could not be read");

    private void Store(string key, Func<long, PolicyEvent> happening)
    {
        if (PolicyKeys.Find(key) is null)
        {
            Sender.Tell(new PolicyReply.Refused("setting-unknown", $"There is no setting {key}. There are: {PolicyKeys.Names}."));
            return;
        }

        Persist(happening(time.GetUtcNow().ToUnixTimeMilliseconds()), happened =>
        {
            record = record.Apply(happened);
            Sender.Tell(record);
            Publish();
        });
    }

    private void Publish() => mediator.Tell(new Publish(Topic, record));
}
