using System.Data.Common;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Coordination;
using Akka.Event;

namespace Cluster.Actors.Membership;

/// <summary>
/// What the engine's resolver asks before it gives nodes up. The larger part of the cluster goes on and the smaller one ends, without a
/// word from the database, which may be away; of two equal parts the one goes on that takes the lease in the database first. With two
/// nodes that is every split.
/// </summary>
/// <remarks>Made by the engine, by its class's name.</remarks>
public sealed class SplitLease : Lease
{
    /// <summary>The row's name.</summary>
    private const string Name = "split";

    // So long the other part has to find out that it was second, beyond all clocks and waits; then the lease is anybody's again.
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private readonly ExtendedActorSystem system;
    private readonly LeaseTable? table;
    private readonly string owner;

    /// <summary>As the engine makes it.</summary>
    public SplitLease(LeaseSettings settings, ExtendedActorSystem system)
        : base(settings)
    {
        this.system = system;
        table = system.Settings.Setup.Get<SplitLeaseSetup>() is { HasValue: true } setup ? setup.Value.Table : null;
        owner = AkkaCluster.Get(system).SelfUniqueAddress.ToString()!;
    }

    /// <inheritdoc/>
    public override bool CheckLease() => false;

    /// <inheritdoc/>
    public override Task<bool> Acquire(Action<Exception> leaseLostCallback) => Acquire();

    /// <inheritdoc/>
    public override Task<bool> Release() => Task.FromResult(true);

    /// <inheritdoc/>
    public override async Task<bool> Acquire()
    {
        var view = SplitView.Of(AkkaCluster.Get(system).State);
        var decision = view.ThisGoesOn switch
        {
            true => new SplitDecision(true, $"{view.Here} of {view.Here + view.There} nodes are here."),
            false => new SplitDecision(false, $"Only {view.Here} of {view.Here + view.There} nodes are here."),
            null => await AskAsync($"Of {view.Here + view.There} nodes {view.Here} are here, so the database decides").ConfigureAwait(false),
        };
        system.EventStream.Publish(decision);
        return decision.GoesOn;
    }

    private async Task<SplitDecision> AskAsync(string equal)
    {
        if (table is null)
        {
            return new SplitDecision(false, $"{equal}, and there is none that nodes share.");
        }

        try
        {
            return await table.TakeAsync(Name, owner, s_lifetime).WaitAsync(s_patience).ConfigureAwait(false) is { } epoch
                ? new SplitDecision(true, $"{equal}: it says this side (decision {epoch}).")
                : new SplitDecision(false, $"{equal}: it says the other side.");
        }
        catch (Exception cause) when (cause is DbException or TimeoutException)
        {
            Logging.GetLogger(system, this).Warning(cause, "The database did not say which side goes on");
            return new SplitDecision(false, $"{equal}, which does not answer ({cause.Message.TrimEnd('.')}).");
        }
    }
}

/// <summary>Where <see cref="SplitLease"/> finds the database.</summary>
internal sealed class SplitLeaseSetup(LeaseTable table) : Setup
{
    public LeaseTable Table => table;
}
