using Akka.Persistence;

namespace Cluster.Actors.Storage;

/// <summary>
/// Reads one history that is empty, once, when the node has started: the journal then has its tables, its connections
/// and its compiled queries, and the first person to open a room does not wait the second that takes.
/// </summary>
internal sealed class StoreWarmUp : ReceivePersistentActor
{
    public StoreWarmUp()
    {
        Recover<RecoveryCompleted>(_ => Context.Stop(Self));
        CommandAny(_ => { });
    }

    /// <inheritdoc/>
    public override string PersistenceId => "warm-up";
}
