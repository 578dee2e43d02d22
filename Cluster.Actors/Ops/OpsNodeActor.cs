using System.Globalization;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Cluster.Actors.Forming;
using Cluster.Actors.Placement;
using Cluster.Actors.Rooms;
using Cluster.Actors.Sharding;
using Cluster.Media;

namespace Cluster.Actors.Ops;

/// <summary>
/// Tells other nodes how this one is: its load, its rooms, its shards, what happened. It looks at its shards often only while
/// somebody asks.
/// </summary>
internal sealed class OpsNodeActor : ReceiveActor, IWithTimers
{
    /// <summary>Its name below <c>/user</c> on every node.</summary>
    public const string Name = "ops-node";

    /// <summary>Events in one report.</summary>
    public const int EventsAtOnce = 100;

    // Together they stay below the transport's limit of a message.
    private const int RoomsAtOnce = 300;
    private const int ShardsAtOnce = 600;
    private const int EndpointsAtOnce = 8;
    private const int ClientsAtOnce = 200;
    private static readonly TimeSpan Takt = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Asked = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(10);

    private readonly string life = Guid.NewGuid().ToString("N");
    private readonly OpsNodeServices services;
    private readonly LoadMeter meter;
    private readonly ChangeTable<ShardLine> shards = new();
    private readonly long startedAtMs;
    private MediaCounters counters;
    private long countedAt;
    private long askedAt;
    private long lookedAt;
    private NodeFacts facts;

    public OpsNodeActor(OpsNodeServices services)
    {
        this.services = services;
        meter = new LoadMeter(services.Media, services.Time, services.Processor, services.Settings.BridgesMax);
        counters = services.Media.ReadCounters();
        countedAt = services.Time.GetTimestamp();
        startedAtMs = NowMs;
        facts = Measure();
        Receive<AskNode>(OnAsk);
        Receive<AskMedia>(it => ReadMediaAsync(it).PipeTo(Sender));
        Receive<Look>(_ => OnLook());
        Receive<Stats>(OnStats);
        Receive<Status.Failure>(_ => { });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private long NowMs => services.Time.GetUtcNow().ToUnixTimeMilliseconds();

    protected override void PreStart() => Timers.StartPeriodicTimer(Look.Instance, Look.Instance, TimeSpan.Zero, Takt);

    private void OnAsk(AskNode ask)
    {
        askedAt = services.Time.GetTimestamp();
        var known = ask.Life == life;
        if (services.Time.GetElapsedTime(countedAt) > TimeSpan.FromMilliseconds(900))
        {
            facts = Measure();
        }

        Sender.Tell(new NodeReport(
            life,
            facts,
            services.Live.Changes(known ? ask.Rooms : 0, RoomsAtOnce),
            shards.Since(known ? ask.Shards : 0, ShardsAtOnce),
            services.Events.Since(known ? ask.Events : 0, EventsAtOnce, withOwn: false)));
    }

    private NodeFacts Measure()
    {
        var (now, at) = (services.Media.ReadCounters(), services.Time.GetTimestamp());
        var seconds = Math.Max(0.001, services.Time.GetElapsedTime(countedAt, at).TotalSeconds);
        var load = meter.Read();
        var measured = new NodeFacts(
            ClusterProtocol.Program, services.Settings.NodeRegion, startedAtMs, Environment.WorkingSet, load.CpuPermille, load.Permille, load.PacketsPerSecond,
            Rate(now.BytesIn - counters.BytesIn), Rate(now.BytesOut - counters.BytesOut), load.Endpoints, load.Bridges,
            services.Nodes.IsDraining(AkkaCluster.Get(Context.System).SelfAddress.ToString()));
        (counters, countedAt) = (now, at);
        return measured;

        long Rate(long bytes) => Math.Max(0, (long)(bytes * 8 / seconds));
    }

    private async Task<MediaReport> ReadMediaAsync(AskMedia ask)
    {
        List<OpsBridge> bridges = [];
        List<OpsEndpoint> endpoints = [];
        foreach (var (bridge, _) in services.Media.ListBridges().Where(bridge => bridge.Label == ask.Room))
        {
            if (await services.Media.ReadBridgeAsync(bridge).ConfigureAwait(false) is { } snapshot)
            {
                bridges.Add(new OpsBridge(bridge.Number, snapshot.Endpoints.Count));
                endpoints.AddRange(snapshot.Endpoints.Select(endpoint => OpsMedia.Show(bridge, endpoint)));
            }
        }

        return new MediaReport(
            bridges,
            [.. endpoints.Skip(ask.Skip).Take(EndpointsAtOnce)],
            endpoints.Count <= ask.Skip + EndpointsAtOnce,
            ask.Skip == 0 ? services.Clients.In(ask.Room, ClientsAtOnce) : null);
    }

    private void OnLook()
    {
        var often = askedAt != 0 && services.Time.GetElapsedTime(askedAt) < Asked;
        if (!often && lookedAt != 0 && services.Time.GetElapsedTime(lookedAt) < Seldom)
        {
            return;
        }

        lookedAt = services.Time.GetTimestamp();
        Ask("room", services.Rooms);
        Ask("bridge", services.Bridges);
        Ask("account", services.Accounts);

        void Ask(string region, IActorRef at) => at.Ask<ShardRegionStats>(GetShardRegionStats.Instance, Seldom).PipeTo(
            Self, success: stats => new Stats(region, stats.Stats.ToDictionary(shard => int.Parse(shard.Key, CultureInfo.InvariantCulture), shard => shard.Value)));
    }

    private void OnStats(Stats it)
    {
        if (it.Region == "room")
        {
            // The region holds rooms and those in them; each is counted by itself.
            var inThem = services.Live.CountBy(room => ShardFunction.ShardOf(room, services.Settings.RoomShards));
            Take("room", it.Shards.ToDictionary(shard => shard.Key, shard => inThem.GetValueOrDefault(shard.Key).Rooms));
            Take("participant", it.Shards.ToDictionary(shard => shard.Key, shard => inThem.GetValueOrDefault(shard.Key).Participants));
        }
        else
        {
            Take(it.Region, it.Shards);
        }
    }

    private void Take(string region, Dictionary<int, int> here)
    {
        services.Shards.Put(region, here.Count);
        foreach (var (shard, entities) in here)
        {
            var sinceMs = shards.TryGet($"{region}/{shard}", out var known) ? known!.SinceMs : NowMs;
            shards.Put($"{region}/{shard}", new ShardLine(region, shard, entities, sinceMs));
        }

        foreach (var name in shards.Names.Where(name => name.StartsWith($"{region}/", StringComparison.Ordinal)))
        {
            if (!here.ContainsKey(int.Parse(name.AsSpan(region.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture)))
            {
                shards.Remove(name);
            }
        }
    }

    private sealed record Stats(string Region, Dictionary<int, int> Shards) : INoSerializationVerificationNeeded;

    private sealed record Look : INoSerializationVerificationNeeded
    {
        public static readonly Look Instance = new();
    }
}

/// <summary>What it needs of its node.</summary>
internal sealed record OpsNodeServices(
    ActorsSettings Settings, TimeProvider Time, IMediaPlane Media, ProcessorClock Processor, MediaNodes Nodes, LiveRooms Live, LiveShards Shards, LiveClients Clients, ClusterEvents Events,
    IActorRef Rooms, IActorRef Bridges, IActorRef Accounts);
