using Akka.Actor;
using Akka.Cluster;
using Cluster.Actors.Storage;
using Microsoft.Extensions.Hosting;

namespace Cluster.Actors.Forming;

/// <summary>
/// Takes this node into its cluster, or makes one where there is none. Two that start at once cannot make two: who makes
/// one does so under a lock in the database, and asks everybody once more when it has it.
/// </summary>
/// <remarks>
/// 1. Who may be there is read: seeds, DNS, and nodes at work on the database. 2. Each is asked whether it is in a cluster
/// and whether this node fits. 3. A refusal ends the start. 4. One that is in a cluster lets this node in. 5. With none,
/// and with nobody at work who does not answer, a node that is among those named makes the cluster. 6. Else it goes on
/// from 1, until time is up and it says why.
/// </remarks>
internal sealed class ClusterJoining(
    ActorSystem system, ActorsSettings settings, ParleyStore store, SecretTable secrets, NodeResolver resolver, TimeProvider time) : IHostedService, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(2);

    private readonly AkkaCluster cluster = AkkaCluster.Get(system);
    private readonly string nodeId = settings.Forming.NodeId.Length > 0 ? settings.Forming.NodeId : Guid.NewGuid().ToString("N");
    private readonly ContactProbe probe = new(settings.Forming.Certificate);
    private readonly CancellationTokenSource stopping = new();
    private NodeTable? nodes;
    private Task saying = Task.CompletedTask;

    private string Own => NodeAddress.Show(cluster.SelfAddress);

    /// <inheritdoc/>
    /// <exception cref="ClusterJoinException">It is in no cluster.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var own = await DescribeAsync().ConfigureAwait(false);
        system.ActorOf(Props.Create(() => new DoorActor(own)), DoorActor.Name);
        nodes = settings.Store.Kind == StoreKind.Postgresql ? new NodeTable(store.OpenAsync, time) : null;
        await FindAsync(own, new ContactList(settings, Own, nodeId, nodes, resolver), cancellationToken).ConfigureAwait(false);
        if (nodes is not null)
        {
            await nodes.SayAsync(nodeId, Own).ConfigureAwait(false);
            saying = Task.Run(SayAsync, CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await saying.ConfigureAwait(false);
        try
        {
            await (nodes?.RemoveAsync(nodeId) ?? Task.CompletedTask).ConfigureAwait(false);
        }
        catch (System.Data.Common.DbException)
        {
            // Its row is soon too old to count.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stopping.Dispose();

    private async Task FindAsync(Knock own, ContactList list, CancellationToken cancellation)
    {
        var givesUpAt = DateTime.UtcNow + settings.Forming.JoinTimeout;
        while (true)
        {
            // Step 1
            var contacts = await list.ReadAsync().ConfigureAwait(false);
            // Steps 2 to 4
            var answers = await AskAsync(contacts, own).ConfigureAwait(false);
            if (await LetInAsync(contacts, answers, cancellation).ConfigureAwait(false)
                // Step 5
                || (MayMake(contacts, answers) && await MakeAsync(own, list, cancellation).ConfigureAwait(false)))
            {
                return;
            }

            // Step 6
            if (DateTime.UtcNow > givesUpAt)
            {
                throw new ClusterJoinException(JoinWords.GivenUp(settings, Own, contacts, answers));
            }

            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<ContactAnswer>> AskAsync(Contacts contacts, Knock own) =>
        await Task.WhenAll(contacts.Others.Select(address => AskAsync(address, own))).ConfigureAwait(false);

    private async Task<ContactAnswer> AskAsync(string address, Knock own)
    {
        if (await probe.FailsAsync(address).ConfigureAwait(false) is { } why)
        {
            return new ContactAnswer(address, false, null, why);
        }

        try
        {
            var door = system.ActorSelection(new RootActorPath(NodeAddress.Of(cluster, address)) / "user" / DoorActor.Name);
            var answer = await door.Ask<DoorAnswer>(own, AnswerPatience).ConfigureAwait(false);
            return new ContactAnswer(address, answer.IsFormed, answer.Refusal, null);
        }
        catch (AskTimeoutException)
        {
            return new ContactAnswer(address, false, null, "what listens there does not answer as a node");
        }
    }

    private async Task<bool> LetInAsync(Contacts contacts, IReadOnlyList<ContactAnswer> answers, CancellationToken cancellation)
    {
        if (answers.FirstOrDefault(answer => answer.Refusal is not null) is { } refused)
        {
            throw new ClusterJoinException(refused.Refusal!);
        }

        if (answers.FirstOrDefault(answer => answer.IsFormed) is not { } formed)
        {
            return false;
        }

        if (contacts.AtWork.Contains(formed.Address) && settings is { NodePort: 0, SeedNodes.Count: 0, Forming.DnsName: "" })
        {
            throw new ClusterJoinException(JoinWords.DatabaseInUse(formed.Address));
        }

        await UpAsync(NodeAddress.Of(cluster, formed.Address), cancellation).ConfigureAwait(false);
        return true;
    }

    private static bool MayMake(Contacts contacts, IReadOnlyList<ContactAnswer> answers) =>
        contacts.IncludesThis && answers.All(answer => answer.Unreachable is null || !contacts.AtWork.Contains(answer.Address));

    private async Task<bool> MakeAsync(Knock own, ContactList list, CancellationToken cancellation)
    {
        var made = false;
        await store.AloneAsync(async () =>
        {
            var contacts = await list.ReadAsync().ConfigureAwait(false);
            var answers = await AskAsync(contacts, own).ConfigureAwait(false);
            if (MayMake(contacts, answers) && answers.All(answer => answer is { IsFormed: false, Refusal: null }))
            {
                await UpAsync(cluster.SelfAddress, cancellation).ConfigureAwait(false);
                await (nodes?.SayAsync(nodeId, Own) ?? Task.CompletedTask).ConfigureAwait(false);
                made = true;
            }
        }).ConfigureAwait(false);
        return made;
    }

    private async Task UpAsync(Address through, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(settings.Forming.UpTimeout);
        try
        {
            await cluster.JoinAsync(through, patience.Token).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is ClusterJoinFailedException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new ClusterJoinException(JoinWords.NotUp(NodeAddress.Show(through), settings.Forming.UpTimeout), cause);
        }
    }

    private async Task<Knock> DescribeAsync()
    {
        await secrets.AddAsync("cluster", "database", Guid.NewGuid().ToString("N")).ConfigureAwait(false);
        var database = await secrets.GetAsync("cluster", "database").ConfigureAwait(false);
        return new Knock(
            settings.SystemName, settings.Forming.Protocol, ClusterProtocol.Program, settings.RoomShards, settings.BridgeShards, settings.AccountShards, database?.Value ?? "");
    }

    private async Task SayAsync()
    {
        using var tick = new PeriodicTimer(NodeTable.Interval);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await tick.WaitForNextTickAsync(stopping.Token).ConfigureAwait(false);
                await nodes!.SayAsync(nodeId, Own).ConfigureAwait(false);
            }
            catch (Exception cause) when (cause is OperationCanceledException or System.Data.Common.DbException)
            {
                // Stopping, or the database is away, of which others speak: it is said again in a moment.
            }
        }
    }
}
