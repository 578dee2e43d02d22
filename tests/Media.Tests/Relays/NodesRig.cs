using System.Net;
using Cluster.Media.Tests.Engine;
using Xunit;

namespace Cluster.Media.Tests.Relays;

/// <summary>A room on two nodes: two engines on real UDP on loopback, each with a bridge, and a relay between over two wires.</summary>
internal sealed class NodesRig : IAsyncDisposable
{
    private const long RelayNumber = 7;

    private readonly RelaySecret[] _secrets = [RelaySecret.Make(), RelaySecret.Make()];
    private long _generation;

    private NodesRig(params EngineRig[] nodes) => Nodes = nodes;

    public EngineRig[] Nodes { get; }

    public EngineRig this[int node] => Nodes[node];

    /// <summary>The wires: number n leads to node n.</summary>
    public RelayWire[] Wires { get; private set; } = [];

    public static async Task<NodesRig> StartAsync(MediaSettings? first = null, MediaSettings? second = null)
    {
        var rig = new NodesRig(new EngineRig(first), new EngineRig(second, firstNumber: 100));
        var places = await Task.WhenAll(rig.Nodes.Select(node => node.Plane.FindRelayPlaceAsync(node.Bridge)));
        rig.Wires = [.. places.Select(place => new RelayWire(place!))];
        await rig.OpenAsync();
        await Task.WhenAll(rig.Nodes.Select(node => node.NextEventAsync<MediaEvent.RelayHeard>(heard => heard.Relay == RelayNumber)));
        return rig;
    }

    /// <summary>Opens both ends, or opens them anew under other secrets.</summary>
    public async Task OpenAsync()
    {
        _generation++;
        for (var node = 0; node < 2; node++)
        {
            var opening = new RelayOpening(
                RelayNumber, _generation, Wires[1 - node].Place, _secrets[1 - node], _secrets[node], PeerLeads: node == 1);
            Assert.True(await Nodes[node].Plane.OpenRelayAsync(Nodes[node].Bridge, opening));
        }
    }

    public Task RenewAsync()
    {
        (_secrets[0], _secrets[1]) = (RelaySecret.Make(), RelaySecret.Make());
        return OpenAsync();
    }

    public void Close(int node) => Nodes[node].Plane.CloseRelay(Nodes[node].Bridge, RelayNumber);

    /// <summary>The relay as the first part of a node's bridge has it.</summary>
    public async Task<RelaySnapshot> RelayOfAsync(int node) =>
        Assert.Single((await Nodes[node].Plane.ReadBridgeAsync(Nodes[node].Bridge))!.Parts[0].Relays, relay => relay.ToNode);

    /// <summary>Clients of a node with slots for three voices and <paramref name="pictures"/> pictures.</summary>
    public async Task<MediaClient[]> JoinAsync(int node, int count, int pictures = 4)
    {
        var clients = new MediaClient[count];
        for (var i = 0; i < count; i++)
        {
            clients[i] = Nodes[node].Client();
            clients[i].Lines.AddRange(EngineRig.UsualLines(clients[i].Number));
            clients[i].Lines.AddRange([new("4", null, SlotUse.Speech), new("5", null, SlotUse.Speech)]);
            clients[i].Lines.AddRange(Enumerable.Range(6, pictures - 1).Select(mid => new OfferLine($"{mid}", null, SlotUse.Video)));
            await Nodes[node].NegotiateAsync(clients[i]);
            await Nodes[node].ConnectAsync(clients[i]);
        }

        return clients;
    }

    public void View(int node, MediaClient viewer, params MediaClient[] seen) => Nodes[node].Plane.SetView(
        new EndpointId(Nodes[node].Bridge, viewer.Number), [.. seen.Select(other => new ViewEntry(new SourceNumber(other.Lines[1].Number), 720))]);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        foreach (var wire in Wires)
        {
            await wire.DisposeAsync();
        }
    }
}
