using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;
using Akka.Remote.Transport;
using Cluster.Actors;

namespace Actors.Tests.Support;

/// <summary>
/// Several control planes in one process, as one cluster over loopback, on one database: a file that all of them open.
/// Between any two the network can be cut, so that neither hears of the other.
/// </summary>
internal sealed class SeveralNodes : IAsyncDisposable
{
    private const string Cuttable = """
        akka.remote.dot-netty.tcp.applied-adapters = ["trttl"]
        """;

    private readonly TemporaryDirectory directory = new();
    private readonly List<OneNode> nodes = [];
    private readonly Func<int, ActorsSettings> settingsOf;

    private SeveralNodes(Func<int, ActorsSettings> settingsOf) => this.settingsOf = settingsOf;

    public IReadOnlyList<OneNode> All => nodes;

    public OneNode this[int number] => nodes[number];

    /// <summary>Starts so many, one after another, so that the first is the oldest; returns when all are up.</summary>
    /// <param name="settingsOf">A node's settings by its number, from 0; database, port and seeds are added.</param>
    public static async Task<SeveralNodes> StartAsync(int count, Func<int, ActorsSettings>? settingsOf = null)
    {
        var nodes = new SeveralNodes(settingsOf ?? (_ => OneNode.Settings));
        while (nodes.nodes.Count < count)
        {
            await nodes.JoinAsync();
        }

        return nodes;
    }

    /// <summary>One more; returns when all see it and its regions answer.</summary>
    public async Task<OneNode> JoinAsync()
    {
        var node = await OneNode.StartAsync(
            settingsOf(nodes.Count) with
            {
                Store = new StoreSettings { SqlitePath = directory.File("parley.db") },
                SeedNodes = nodes.Count == 0 ? [] : [$"{nodes[0].Cluster.SelfAddress.Host}:{nodes[0].Cluster.SelfAddress.Port}"],
            },
            hocon: Cuttable);
        nodes.Add(node);
        await Until.TrueAsync($"{nodes.Count} nodes to be up", () => nodes.All(each => Up(each) == nodes.Count));
        Assert.All((await node.Health.CheckAsync(TimeSpan.FromSeconds(20))).Values, Assert.True);
        return node;
    }

    /// <summary>Members that this node sees up, itself among them.</summary>
    public static int Up(OneNode node) => node.Cluster.State.Members.Count(member => member.Status == MemberStatus.Up);

    /// <summary>From now on these are silent to all others and hear none of them.</summary>
    public Task IsolateAsync(params OneNode[] side) =>
        Task.WhenAll(from one in side from other in nodes.Except(side) select SetAsync(one, other, Blackhole.Instance));

    /// <summary>The network is whole again.</summary>
    public Task HealAsync() =>
        Task.WhenAll(from one in nodes from other in nodes where one != other select SetAsync(one, other, Unthrottled.Instance));

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
        directory.Dispose();
    }

    private static async Task SetAsync(OneNode one, OneNode other, ThrottleMode mode)
    {
        foreach (var (from, to) in new[] { (one, other), (other, one) })
        {
            if (!from.System.WhenTerminated.IsCompleted)
            {
                await ((IRemoteActorRefProvider)((ExtendedActorSystem)from.System).Provider).Transport.ManagementCommand(
                    new SetThrottle(to.Cluster.SelfAddress, ThrottleTransportAdapter.Direction.Both, mode));
            }
        }
    }
}
