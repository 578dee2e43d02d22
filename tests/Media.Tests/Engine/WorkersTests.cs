using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Cluster.Media.Tests.Engine;

public sealed class WorkersTests
{
    [Fact]
    public async Task Bridges_are_spread_and_answers_name_their_worker_s_port()
    {
        await using var rig = new EngineRig(new MediaSettings { Workers = 2 });
        var bridges = new List<BridgeId> { rig.Bridge };
        for (var i = 0; i < 5; i++)
        {
            bridges.Add(rig.OpenBridge());
        }

        var workers = await Task.WhenAll(bridges.Select(bridge => WorkerOfAsync(rig, bridge)));
        Assert.Equal([3, 3], workers.GroupBy(worker => worker).OrderBy(group => group.Key).Select(group => group.Count()));
        var ports = rig.Engine.Info.Candidates.Select(candidate => candidate.Port).Distinct().ToArray();
        Assert.Equal(2, ports.Length);
        foreach (var (bridge, worker) in bridges.Zip(workers).Take(2))
        {
            var ann = await rig.JoinAsync(bridge: bridge);
            var bob = await rig.JoinAsync(bridge: bridge);
            Assert.All(ann.Answer.Candidates, candidate => Assert.Equal(ports[worker], candidate.Port));
            await ConnectTests.AssertHeardAsync(ann, bob);
        }

        // Endpoints weigh as bridges do: the emptier worker is next.
        await rig.JoinAsync(bridge: bridges[Array.IndexOf(workers, 0)]);
        Assert.Equal(1, await WorkerOfAsync(rig, rig.OpenBridge()));
    }

    [Fact]
    public async Task Workers_take_ports_in_a_row_and_a_taken_one_is_said_in_a_sentence()
    {
        var first = FreePair();
        var settings = new MediaSettings { Port = first, Workers = 2 };
        await using (var engine = MediaEngine.Start(settings, TimeProvider.System, NullLoggerFactory.Instance))
        {
            Assert.Equal([first, first + 1], engine.Info.Candidates.Select(candidate => candidate.Port).Distinct().Order());
            var taken = Assert.Throws<MediaStartException>(
                () => MediaEngine.Start(settings with { Port = first - 1 }, TimeProvider.System, NullLoggerFactory.Instance));
            Assert.Contains($"{first}", taken.Message, StringComparison.Ordinal);
        }

        // The refused start gave the port before it back, and the ended engine its own.
        using var probe = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
        probe.Bind(new IPEndPoint(IPAddress.IPv6Any, first - 1));
        using var second = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
        second.Bind(new IPEndPoint(IPAddress.IPv6Any, first + 1));
    }

    private static async Task<int> WorkerOfAsync(EngineRig rig, BridgeId bridge) =>
        Assert.Single((await rig.Engine.ReadBridgeAsync(bridge))!.Parts).Worker;

    /// <summary>The second of four neighbouring ports that are free now.</summary>
    private static int FreePair()
    {
        for (var candidate = 27_400; candidate < 27_600; candidate += 4)
        {
            var sockets = new List<Socket>();
            try
            {
                for (var i = 0; i < 4; i++)
                {
                    sockets.Add(new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp));
                    sockets[i].Bind(new IPEndPoint(IPAddress.IPv6Any, candidate + i));
                }

                return candidate + 1;
            }
            catch (SocketException)
            {
                // Taken: the next four.
                continue;
            }
            finally
            {
                sockets.ForEach(socket => socket.Dispose());
            }
        }

        throw new InvalidOperationException("No four neighbouring UDP ports are free between 27,400 and 27,600.");
    }
}
