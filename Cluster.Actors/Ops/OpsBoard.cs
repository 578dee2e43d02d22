using System.Runtime.CompilerServices;
using System.Text.Json;
using Akka.Actor;
using Akka.Cluster;
using Cluster.Actors.Membership;
using Cluster.Actors.Sharding;
using Microsoft.Extensions.Hosting;

namespace Cluster.Actors.Ops;

/// <summary>
/// Follows the cluster for whoever watches it through this node: asks every node once a second, once for all watchers, and
/// not at all while nobody watches. Who is there and who is silent is shown four times a second, whether or not all have answered.
/// Steps have numbers, so that a watcher who comes back gets what it missed, or all anew.
/// </summary>
public sealed class OpsBoard : BackgroundService
{
    private const int StepsKept = 60;
    private const int AsksAtOnceMax = 100;
    private static readonly TimeSpan Takt = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ActorSystem system;
    private readonly ClusterEvents own;
    private readonly TimeProvider time;
    private readonly OpsPicture picture;
    private readonly string life = Guid.NewGuid().ToString("N")[..8];
    private readonly Dictionary<Address, (string Life, long Rooms, long Shards, long Events)> known = [];
    private readonly LinkedList<Step> steps = [];
    private readonly Lock gate = new();
    private readonly SemaphoreSlim wake = new(0, 1);
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Step? snapshot;
    private long number;
    private long watchedAt;
    private long ownSeen;

    internal OpsBoard(ActorSystem system, ActorsSettings settings, ClusterEvents own, TimeProvider time)
    {
        (this.system, this.own, this.time) = (system, own, time);
        picture = new OpsPicture(room => ShardFunction.ShardOf(room, settings.RoomShards));
    }

    /// <summary>
    /// The stream's steps as JSON, each with its id: first all there is or, where <paramref name="after"/> is an id that is still
    /// known, what came after it; then what changes, about once a second. A null is a sign of life.
    /// </summary>
    public async IAsyncEnumerable<(string Id, ReadOnlyMemory<byte> Json)?> WatchAsync(string after, [EnumeratorCancellation] CancellationToken cancel)
    {
        Watch();
        await ReadyAsync(cancel).ConfigureAwait(false);
        var at = NumberOf(after);
        while (!cancel.IsCancellationRequested)
        {
            Watch();
            var (some, changed) = After(at);
            foreach (var step in some)
            {
                at = step.Number;
                yield return (step.Id, step.Json);
            }

            if (some.Count == 0)
            {
                yield return null;
            }

            await Task.WhenAny(changed, Task.Delay(Takt * 5, time, cancel)).ConfigureAwait(false);
        }
    }

    /// <summary>All there is now.</summary>
    public async Task<OpsStep> ReadAsync(CancellationToken cancel)
    {
        Watch();
        await ReadyAsync(cancel).ConfigureAwait(false);
        lock (gate)
        {
            return snapshot!.Value;
        }
    }

    /// <summary>What each node has of a meeting, at most so many endpoints of each.</summary>
    public async Task<IReadOnlyList<OpsMeetingPart>> ReadMeetingAsync(string room, int most)
    {
        var members = AkkaCluster.Get(system).State.Members.Where(member => member.Status == MemberStatus.Up);
        return await Task.WhenAll(members.Select(member => ReadMeetingAsync(member.Address, room, most))).ConfigureAwait(false);
    }

    private async Task<OpsMeetingPart> ReadMeetingAsync(Address node, string room, int most)
    {
        var actor = system.ActorSelection(new RootActorPath(node) / "user" / OpsNodeActor.Name);
        List<OpsEndpoint> endpoints = [];
        List<OpsClient> clients = [];
        IReadOnlyList<OpsBridge> bridges = [];
        try
        {
            for (var whole = false; !whole && endpoints.Count < most;)
            {
                var report = await actor.Ask<MediaReport>(new AskMedia(room, endpoints.Count), Patience).ConfigureAwait(false);
                (bridges, whole) = (report.Bridges, report.Whole);
                endpoints.AddRange(report.Endpoints);
                clients.AddRange(report.Clients ?? []);
            }
        }
        catch (AskTimeoutException)
        {
            // What it has said already is shown.
        }

        return new OpsMeetingPart(NodeWords.Of(node), bridges, endpoints, clients);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (IsWatched)
                {
                    await RefreshAsync(stoppingToken).ConfigureAwait(false);
                    await FollowMembersAsync(Task.Delay(Takt, time, stoppingToken), stoppingToken).ConfigureAwait(false);
                }
                else
                {
                    Rest();
                    await wake.WaitAsync(stoppingToken).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private bool IsWatched => Volatile.Read(ref watchedAt) is > 0 and var at && time.GetElapsedTime(at) < Watched;

    private void Watch()
    {
        var wasWatched = IsWatched;
        Volatile.Write(ref watchedAt, time.GetTimestamp());
        if (!wasWatched && wake.CurrentCount == 0)
        {
            try
            {
                wake.Release();
            }
            catch (SemaphoreFullException)
            {
                // Somebody else woke it in the same moment.
            }
        }
    }

    private async Task ReadyAsync(CancellationToken cancel)
    {
        while (true)
        {
            Task changed;
            lock (gate)
            {
                if (snapshot is not null)
                {
                    return;
                }

                changed = next.Task;
            }

            await changed.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    // What nobody followed is not known any more: the next watcher begins anew.
    private void Rest()
    {
        lock (gate)
        {
            snapshot = null;
            steps.Clear();
        }
    }

    // A node that was killed is silent before an answer that it owes has taken its time.
    private async Task FollowMembersAsync(Task meanwhile, CancellationToken cancel)
    {
        while (await Task.WhenAny(meanwhile, Task.Delay(Glance, time, cancel)).ConfigureAwait(false) != meanwhile)
        {
            cancel.ThrowIfCancellationRequested();
            ShowMembers();
            // The first that a watcher sees is whole. Nobody else writes it.
            if (snapshot is not null)
            {
                Publish();
            }
        }

        await meanwhile.ConfigureAwait(false);
    }

    private List<Member> ShowMembers()
    {
        var state = AkkaCluster.Get(system).State;
        var members = state.Members.OrderBy(member => member.Address.ToString(), StringComparer.Ordinal).ToList();
        picture.SetMembers(
            [.. members.Select(member => (NodeWords.Of(member.Address), StateOf(member, state.Unreachable.Contains(member)), (IReadOnlyList<string>)[.. RolesOf(member)]))], NowMs);
        return [.. members.Where(member => member.Status == MemberStatus.Up && !state.Unreachable.Contains(member))];
    }

    private async Task RefreshAsync(CancellationToken cancel)
    {
        var answers = Task.WhenAll(ShowMembers().Select(member => AskAsync(member.Address)));
        var askedAtMs = NowMs;
        await FollowMembersAsync(answers, cancel).ConfigureAwait(false);
        var cluster = AkkaCluster.Get(system);
        var there = cluster.State.Members.Select(member => member.Address).ToHashSet();
        foreach (var gone in known.Keys.Except(there).ToList())
        {
            known.Remove(gone);
        }

        // What one says that went meanwhile would stay: it is shown as empty already.
        foreach (var (address, at, reports) in (await answers.ConfigureAwait(false)).Where(answer => there.Contains(answer.Node)))
        {
            known[address] = at;
            foreach (var report in reports)
            {
                picture.Take(NodeWords.Of(address), report, askedAtMs);
            }
        }

        TakeOwn(NodeWords.Of(cluster.SelfAddress));
        Publish();
    }

    private void TakeOwn(string self)
    {
        var happened = own.Since(ownSeen, ClusterEvents.Remembered, withOwn: true);
        if (happened.Count > 0)
        {
            ownSeen = happened[^1].Number;
            picture.Take(self, [.. happened.Where(it => it.Own)]);
        }
    }

    private async Task<(Address Node, (string Life, long Rooms, long Shards, long Events) Known, IReadOnlyList<NodeReport> Reports)> AskAsync(Address node)
    {
        var actor = system.ActorSelection(new RootActorPath(node) / "user" / OpsNodeActor.Name);
        var (at, reports) = (known.GetValueOrDefault(node, ("", 0, 0, 0)), new List<NodeReport>());
        try
        {
            for (var asks = 0; asks < AsksAtOnceMax; asks++)
            {
                var report = await actor.Ask<NodeReport>(new AskNode(at.Item1, at.Item2, at.Item3, at.Item4), Patience).ConfigureAwait(false);
                // A node that was started again says all anew, whatever it says of it.
                reports.Add(report.Life == at.Item1 ? report : report with { Rooms = report.Rooms with { Anew = true }, Shards = report.Shards with { Anew = true } });
                at = (report.Life, report.Rooms.UpTo, report.Shards.UpTo, report.Events.Count > 0 ? report.Events[^1].Number : report.Life == at.Item1 ? at.Item4 : 0);
                if (report is { Rooms.Whole: true, Shards.Whole: true, Events.Count: < OpsNodeActor.EventsAtOnce })
                {
                    break;
                }
            }
        }
        catch (AskTimeoutException)
        {
            // It says the rest the next time, or is about to count as silent.
        }

        return (node, at, reports);
    }

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    private void Publish()
    {
        var nowMs = NowMs;
        lock (gate)
        {
            var id = $"{life}-{number + 1}";
            var changes = picture.Changes(id, nowMs);
            if (changes is null && snapshot is not null)
            {
                return;
            }

            number++;
            snapshot = new Step(number, picture.Snapshot(id, nowMs));
            if (changes is not null)
            {
                steps.AddLast(new Step(number, changes));
            }

            if (steps.Count > StepsKept)
            {
                steps.RemoveFirst();
            }

            var waiting = next;
            next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.TrySetResult();
        }
    }

    private (IReadOnlyList<Step> Steps, Task Changed) After(long at)
    {
        lock (gate)
        {
            // It rests for want of watchers, and is about to be woken by this one.
            if (snapshot is null || at == number)
            {
                return ([], next.Task);
            }

            return at > 0 && at < number && steps.First is { } oldest && oldest.Value.Number <= at + 1
                ? ([.. steps.Where(step => step.Number > at)], next.Task)
                : ([snapshot], next.Task);
        }
    }

    private long NumberOf(string id)
    {
        var parts = id.Split('-');
        return parts.Length == 2 && parts[0] == life && long.TryParse(parts[1], out var at) ? at : 0;
    }

    private static string StateOf(Member member, bool isSilent) => isSilent ? "silent" : member.Status switch
    {
        MemberStatus.Up => "up",
        MemberStatus.Joining or MemberStatus.WeaklyUp => "joining",
        _ => "leaving",
    };

    private static IEnumerable<string> RolesOf(Member member) => member.Roles.Where(role => Enum.TryParse<NodeRole>(role, ignoreCase: true, out _)).Order(StringComparer.Ordinal);

    /// <summary>A step, written once for all watchers and only if there is one.</summary>
    private sealed class Step(long number, OpsStep value)
    {
        private readonly Lazy<byte[]> json = new(() => JsonSerializer.SerializeToUtf8Bytes(value, OpsJson.Default.OpsStep));

        public long Number => number;

        public string Id => value.Id;

        public OpsStep Value => value;

        public ReadOnlyMemory<byte> Json => json.Value;
    }
}
