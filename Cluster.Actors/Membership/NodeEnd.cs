namespace Cluster.Actors.Membership;

/// <summary>Completes when this node is no longer of the cluster although nobody asked it to stop, with a sentence that says why.</summary>
public sealed class NodeEnd
{
    private readonly TaskCompletionSource<string> reason = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Why; the first reason is the one that counts.</summary>
    public Task<string> Reason => reason.Task;

    /// <summary>How many nodes there are that could take over, as far as this one knows; 1: it is alone.</summary>
    public Func<int> Members { get; internal set; } = static () => 1;

    internal void Because(string sentence) => reason.TrySetResult(sentence);
}
