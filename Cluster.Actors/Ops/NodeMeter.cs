using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using Akka.Actor;
using Akka.Cluster;
using Cluster.Actors.Forming;
using Cluster.Actors.Membership;
using Cluster.Actors.Placement;
using Cluster.Actors.Rooms;
using Microsoft.Extensions.Hosting;

namespace Cluster.Actors.Ops;

/// <summary>
/// What a node is, what it has and how it sees the cluster, as metrics of the meter <c>Parley.Node</c> (docs/metrics.md). All are read
/// when somebody asks, from what is kept anyway.
/// </summary>
internal sealed class NodeMeter(ActorsSettings settings, ActorSystem system, LiveRooms rooms, LiveShards shards, MediaNodes nodes) : IHostedService, IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Parley.Node";

    private const string Silent = "unreachable";

    private static readonly (MemberStatus Status, string Word)[] States =
    [
        (MemberStatus.Joining, "joining"), (MemberStatus.WeaklyUp, "weakly-up"), (MemberStatus.Up, "up"), (MemberStatus.Leaving, "leaving"),
        (MemberStatus.Exiting, "exiting"), (MemberStatus.Down, "down"),
    ];

    private static readonly double StartedAtS = new DateTimeOffset(System.Diagnostics.Process.GetCurrentProcess().StartTime).ToUnixTimeMilliseconds() / 1_000.0;

    private readonly Meter meter = new(MeterName);

    private AkkaCluster Own => AkkaCluster.Get(system);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Gauge("parley.build.info", null, "The program; always 1", () =>
            [new(1, Tag("version", ClusterProtocol.Program), Tag("runtime", RuntimeInformation.FrameworkDescription))]);
        Gauge("parley.node.info", null, "The node; always 1", () =>
            [new(1, Tag("node", NodeWords.Of(Own.SelfAddress)), Tag("region", settings.NodeRegion), Tag("roles", string.Join(',', settings.Roles.Select(NodeRoles.NameOf))))]);
        Gauge("parley.node.draining", null, "1 while the node is being emptied or is empty, else 0", () => [new(nodes.IsDraining(Own.SelfAddress.ToString()) ? 1 : 0)]);
        Gauge("parley.cluster.members", "{node}", "Nodes of the cluster as this one sees them; one that is not heard counts as unreachable, whatever it was", Members);
        Gauge("parley.shards", "{shard}", "Shards that live on this node", () => shards.Counts.Select(it => new Measurement<int>(it.Value, Tag("region", it.Key))));
        Gauge("parley.rooms", "{room}", "Rooms in this node's memory", () => [new(rooms.Names(int.MaxValue).Count)]);
        Gauge("parley.meetings", "{meeting}", "Of these, rooms that somebody is in", () => [new(rooms.Count().Meetings)]);
        Gauge("parley.participants", "{participant}", "People in them, and people who wait to be let in", () =>
        {
            var counted = rooms.Count();
            return [new(counted.Participants, Tag("state", "in")), new(counted.Waiting, Tag("state", "waiting"))];
        });
        meter.CreateObservableGauge("process.start.time", () => StartedAtS, "s", "When this process began, Unix time");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private IEnumerable<Measurement<int>> Members()
    {
        var state = Own.State;
        var silent = state.Unreachable;
        var heard = state.Members.Where(member => !silent.Contains(member)).CountBy(member => member.Status).ToDictionary();
        return
        [
            .. States.Select(it => new Measurement<int>(heard.GetValueOrDefault(it.Status), Tag("state", it.Word))),
            new Measurement<int>(silent.Count, Tag("state", Silent)),
        ];
    }

    private void Gauge(string name, string? unit, string description, Func<IEnumerable<Measurement<int>>> read) =>
        meter.CreateObservableGauge(name, read, unit, description);
}
