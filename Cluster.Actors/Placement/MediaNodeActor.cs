using System.Globalization;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;
using Cluster.Actors.Limits;

namespace Cluster.Actors.Placement;

/// <summary>
/// Speaks for the media plane of its node: tells all nodes how loaded it is, sees to it that bridge shards live here
/// before anybody needs one, and gives one to who opens a bridge. One on each node with the role <c>media</c>.
/// </summary>
internal sealed class MediaNodeActor : ReceiveActor
{
    /// <summary>Its name below <c>/user</c> on every media node.</summary>
    public const string Name = "media-node";

    /// <summary>Where loads are published to all nodes.</summary>
    public const string Topic = "media-nodes";

    // Every node hears every other: with many of them each speaks less often, and no node hears more than that a second.
    private const double HeardPerSecondMax = 50;

    private const int KeptMax = 8;
    private static readonly TimeSpan Takt = TimeSpan.FromSeconds(1);

    private readonly MediaNodeServices services;
    private readonly ActorTimer<Alarm> timer;
    private readonly LoadMeter meter;
    private readonly KeptShards shards;
    private readonly ShardClaims claims;
    private readonly string self;
    private IReadOnlyDictionary<int, int> owned = new Dictionary<int, int>();
    private Load measured;
    private bool isDraining;
    private bool isWarm;

    public MediaNodeActor(MediaNodeServices services)
    {
        this.services = services;
        self = AkkaCluster.Get(Context.System).SelfAddress.ToString();
        timer = new ActorTimer<Alarm>(services.Time, Self);
        meter = new LoadMeter(services.Media, services.Time, services.Processor, services.Settings.BridgesMax);
        shards = new KeptShards(services.Time);
        claims = new ShardClaims(services.Settings.BridgeShards, services.Time);
        Receive<MediaNodeCommand.GiveShard>(it => Sender.Tell(Give(it.IsStandby)));
        Receive<MediaNodeCommand.OfferShards>(it => Sender.Tell(new MediaNodeReply.Offered(shards.Offer(it.Max))));
        Receive<MediaNodeCommand.SetDraining>(it => OnDraining(it.IsDraining));
        Receive<ShardRegionStats>(OnStats);
        Receive<ShardAt>(OnShardAt);
        Receive<ActorTimer<Alarm>.Rang>(rang => timer.IsDue(rang), OnAlarm);
        Receive<ActorTimer<Alarm>.Rang>(_ => { });
    }

    private enum Alarm
    {
        Speak,
        Look,
    }

    // As many for each node as leave half of all shards for nodes that come later.
    private int Wanted => isDraining ? 0 : Math.Clamp(services.Settings.BridgeShards / (2 * Math.Max(1, services.Nodes.Known.Count)), 1, KeptMax);

    private NodeLoad Now => new(
        self, isDraining, Math.Min(1000, measured.Permille + (shards.Coming * MediaNodes.BridgePermille)),
        measured.CpuPermille, measured.PacketsPerSecond, measured.Endpoints, measured.Bridges);

    protected override void PreStart()
    {
        Speak();
        Look();
    }

    protected override void PostStop() => timer.Stop();

    private void OnAlarm(ActorTimer<Alarm>.Rang rang)
    {
        if (rang.Alarm == Alarm.Speak)
        {
            Speak();
        }
        else
        {
            Look();
        }
    }

    private void Speak()
    {
        measured = meter.Read();
        services.Nodes.Take(Now);
        services.Mediator.Tell(new Publish(Topic, Now));
        timer.Start(Alarm.Speak, Takt * Math.Max(1, services.Nodes.Known.Count / HeardPerSecondMax));
    }

    private void Look()
    {
        services.Bridges.Tell(GetShardRegionStats.Instance);
        timer.Start(Alarm.Look, Takt);
    }

    private void OnDraining(bool draining)
    {
        isDraining = draining;
        Context.GetLogger().Info("Node {Node} {Draining}", self, draining ? "takes no new bridges" : "takes new bridges again");
        Speak();
    }

    private void OnStats(ShardRegionStats stats)
    {
        owned = stats.Stats.ToDictionary(shard => int.Parse(shard.Key, CultureInfo.InvariantCulture), shard => shard.Value);
        shards.Take(owned, Wanted);
        WarmUp();
        Claim();
    }

    private void WarmUp()
    {
        if (isWarm || owned.Count == 0 || !services.Settings.WarmsUp)
        {
            return;
        }

        isWarm = true;
        var shard = owned.Keys.Min();
        Context.ActorOf(Props.Create(() => new MediaWarmUp(shard, services.Seal, services.Time)), "warm-up");
    }

    // A shard that is nowhere comes to whoever first sends something into it. Where all are somewhere, the allocation
    // strategy moves spare ones to the node with the fewest.
    private void Claim()
    {
        foreach (var shard in claims.Next(owned, Wanted - shards.Kept.Count))
        {
            services.Bridges.Tell(new ClaimShard(shard));
        }
    }

    private void OnShardAt(ShardAt it)
    {
        if (it.Node == self)
        {
            services.Bridges.Tell(GetShardRegionStats.Instance);
        }
        else
        {
            claims.IsElsewhere(it.Shard);
            Claim();
        }
    }

    private MediaNodeReply Give(bool standby)
    {
        if (isDraining)
        {
            return new MediaNodeReply.Refused("draining");
        }

        return shards.Give(standby) is { } shard ? new MediaNodeReply.Given(shard, Now) : new MediaNodeReply.Refused("no-shard");
    }
}
