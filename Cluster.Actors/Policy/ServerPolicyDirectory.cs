using Akka.Actor;

namespace Cluster.Actors.Policy;

/// <summary>The server's policy for the edge and the command line: what holds now, and changing it on all nodes at once.</summary>
public sealed class ServerPolicyDirectory
{
    private const int ValueCharsMax = 64;

    private readonly PolicyView view;
    private readonly ServerPolicy configured;
    private readonly Func<IActorRef> keeper;
    private readonly TimeSpan patience;

    /// <param name="keeper">The way to the one who keeps the policy; it is there once the node has started.</param>
    /// <param name="patience">For one answer.</param>
    internal ServerPolicyDirectory(PolicyView view, ServerPolicy configured, Func<IActorRef> keeper, TimeSpan patience)
    {
        this.view = view;
        this.configured = configured;
        this.keeper = keeper;
        this.patience = patience;
    }

    /// <summary>What this node knows to hold now; the configuration's values in the moment after a start in which it knows nothing yet.</summary>
    public ServerPolicy Current => view.Current;

    /// <summary>What holds, waiting a moment after a start until this node knows.</summary>
    public async Task<ServerPolicy> GetAsync()
    {
        await KnownAsync(patience).ConfigureAwait(false);
        return view.Current;
    }

    /// <summary>Every setting with its value and where that comes from.</summary>
    public async Task<IReadOnlyList<PolicySetting>> ListAsync()
    {
        await KnownAsync(patience).ConfigureAwait(false);
        return PolicyKeys.List(configured, view.Record);
    }

    /// <summary>
    /// Whether this node knows what was changed at run time, waiting for it at most so long: until it does, the
    /// configuration's values stand in for it.
    /// </summary>
    public async Task<bool> KnownAsync(TimeSpan patience)
    {
        if (!view.IsKnown)
        {
            await Task.WhenAny(view.First, Task.Delay(patience)).ConfigureAwait(false);
        }

        return view.IsKnown;
    }

    /// <summary>Changes a setting; answered once it is stored. Other nodes follow within milliseconds.</summary>
    public Task<PolicyReply> SetAsync(string key, string value)
    {
        var text = value?.Trim() ?? "";
        if (PolicyKeys.Find(key) is not { } known)
        {
            return Task.FromResult<PolicyReply>(Unknown(key));
        }

        return text.Length > ValueCharsMax || known.Set(configured, text) is not { } changed
            ? Task.FromResult<PolicyReply>(new PolicyReply.Refused("bad-request", $"{known.Name} must be {known.Wanted}."))
            : AskAsync(known, new PolicyCommand.Set(known.Name, known.Get(changed)));
    }

    /// <summary>Back to the configuration's value.</summary>
    public Task<PolicyReply> ResetAsync(string key) => PolicyKeys.Find(key) is { } known
        ? AskAsync(known, new PolicyCommand.Reset(known.Name))
        : Task.FromResult<PolicyReply>(Unknown(key));

    private static PolicyReply.Refused Unknown(string key) => new PolicyReply.Refused(
        "setting-unknown", $"There is no setting {(key.Length > ValueCharsMax ? "of that name" : key)} that can be changed while running. There are: {PolicyKeys.Names}.");

    private async Task<PolicyReply> AskAsync(PolicyKey key, PolicyCommand command)
    {
        try
        {
            var answer = await keeper().Ask<object>(command, patience).ConfigureAwait(false);
            if (answer is not PolicyRecord record)
            {
                return answer as PolicyReply ?? PolicyActor.Unavailable;
            }

            // Whoever changed it reads it back at once, on this node too.
            view.TryTake(configured.With(record), record);
            return new PolicyReply.Changed(PolicyKeys.List(configured, record).Single(setting => setting.Key == key.Name));
        }
        catch (AskTimeoutException)
        {
            return new PolicyReply.Refused("storage-unavailable", "The database does not answer: the change may be lost.");
        }
    }
}
