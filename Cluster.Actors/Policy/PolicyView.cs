namespace Cluster.Actors.Policy;

/// <summary>The policy as this node knows it: written by its mirror alone, read by everyone without a lock.</summary>
internal sealed class PolicyView(ServerPolicy configured)
{
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Known known = new(configured, PolicyRecord.Empty, IsKnown: false);

    /// <summary>What holds; the configuration's values before anything is known.</summary>
    public ServerPolicy Current => known.Policy;

    /// <summary>What was changed at run time.</summary>
    public PolicyRecord Record => known.Record;

    /// <summary>Whether the one who keeps it was heard.</summary>
    public bool IsKnown => known.IsKnown;

    /// <summary>Completes when it is known.</summary>
    public Task First => first.Task;

    /// <summary>Takes what is newer than what is known; whether it was.</summary>
    public bool TryTake(ServerPolicy policy, PolicyRecord record)
    {
        if (known.IsKnown && record.Version <= known.Record.Version)
        {
            return false;
        }

        known = new Known(policy, record, IsKnown: true);
        first.TrySetResult();
        return true;
    }

    private sealed record Known(ServerPolicy Policy, PolicyRecord Record, bool IsKnown);
}
