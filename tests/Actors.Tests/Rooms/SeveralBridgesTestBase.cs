using Akka.Actor;
using Akka.TestKit;
using Cluster.Actors.Bridges;
using Cluster.Actors.Placement;

namespace Actors.Tests.Rooms;

/// <summary>A room whose bridges are on three nodes, which answer for them.</summary>
public abstract class SeveralBridgesTestBase : RoomActorTestBase
{
    private protected static readonly string[] Nodes = ["akka://parley@10.0.0.1:1", "akka://parley@10.0.0.2:1", "akka://parley@10.0.0.3:1"];

    private volatile bool hearsRelays = true;

    protected SeveralBridgesTestBase()
    {
        Bridges.IgnoreNoMessages();
        Bridges.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            switch (message)
            {
                case BridgeCommand.Prepare it:
                    sender.Tell(new BridgeReady(it.Bridge, Nodes[it.Bridge.Shard]));
                    break;
                case BridgeCommand.FindRelayPlace it:
                    sender.Tell(new BridgeRelayPlace(it.Bridge, $"10.0.0.{it.Bridge.Shard}:10000", 1));
                    break;
                case BridgeCommand.Relay it when HearsRelays:
                    sender.Tell(new BridgeRelayed(it.Bridge, it.Peer, it.Generation, Done: true));
                    break;
            }

            return AutoPilot.KeepRunning;
        }));
    }

    /// <summary>Places bridges on all of them, in any order.</summary>
    internal BridgePlacement Placement { get; } = new(
        OneNode.Settings.BridgeShards,
        _ => [.. Nodes.Select(node => new NodeLoad(node, false, 0, 0, 0, 0, 0))],
        (node, _) => Task.FromResult<int?>(Array.IndexOf(Nodes, node)));

    /// <summary>Whether bridges say that they have their relays.</summary>
    protected bool HearsRelays
    {
        get => hearsRelays;
        set => hearsRelays = value;
    }
}
