using Cluster.Media.Engine.NodeRelays;
using Cluster.Media.Forwarding.Relays;
using Cluster.Media.Net;

namespace Cluster.Media.Engine;

/// <summary>The worker's side of rooms that several workers, or several nodes, carry.</summary>
internal sealed partial class MediaWorker
{
    private readonly RelayExchange _relays = new();
    private readonly NodeRelayTable _nodes;

    private bool HasRelays => !_relays.IsEmpty || _nodes.Count > 0;

    /// <summary>Ends the worker's wait. From any thread.</summary>
    public void Wake() => _port.Wake();

    /// <summary>Another part of a bridge opens: what it sends comes in <paramref name="incoming"/>, what it is sent goes into <paramref name="outgoing"/>.</summary>
    public void OpenRelay(long bridge, int peer, RelayRing incoming, RelayRing outgoing, MediaWorker peerWorker)
    {
        if (_bridges.TryGetValue(bridge, out var found))
        {
            _relays.Open(found.Mesh.Open(peer, outgoing, CacheLimitsOf(_settings)), incoming, peerWorker);
        }
    }

    /// <summary>Another part of a bridge closes.</summary>
    public void CloseRelay(long bridge, int peer)
    {
        if (_bridges.TryGetValue(bridge, out var found) && Find(found, RelayReach.Part, peer) is { } relay)
        {
            CloseRelay(found, relay);
        }
    }

    /// <summary>Opens a relay to another node, or renews the one of that number; false: the bridge is closed, has as many as may be, or the id is another's.</summary>
    public bool OpenNodeRelay(long bridge, RelayOpening opening)
    {
        if (!_bridges.TryGetValue(bridge, out var found))
        {
            return false;
        }

        var known = Find(found, RelayReach.Node, opening.Relay) is { } open ? _nodes.Find(open) : null;
        if (known is not null && opening.Generation <= known.Generation)
        {
            return true;
        }

        if ((_nodes.Contains(opening.Receiving.Id) && known?.Id != opening.Receiving.Id)
            || (known is null && found.Mesh.Relays.Count(relay => relay.Reach == RelayReach.Node) >= _settings.RelaysPerBridgeMax))
        {
            return false;
        }

        if (known is not null)
        {
            _nodes.Remove(known);
            known.Renew(opening, MediaClock.NowUs);
        }
        else
        {
            var link = new NodeLink(_port, Work, opening.Sending, opening.Peer);
            var relay = found.Mesh.OpenToNode(opening.Relay, link, CacheLimitsOf(_settings), opening.PeerLeads);
            known = new NodeRelay(found, link, relay, opening, MediaClock.NowUs);
        }

        _nodes.Add(known);
        return true;
    }

    /// <summary>Closes a relay to another node.</summary>
    public void CloseNodeRelay(long bridge, long number)
    {
        if (_bridges.TryGetValue(bridge, out var found) && Find(found, RelayReach.Node, number) is { } relay)
        {
            CloseRelay(found, relay);
        }
    }

    private static Relay? Find(Forwarding.Bridge bridge, RelayReach reach, long peer) =>
        bridge.Mesh.Relays.FirstOrDefault(relay => relay.Reach == reach && relay.Peer == peer);

    private void CloseRelay(Forwarding.Bridge bridge, Relay relay)
    {
        if (_nodes.Find(relay) is { } node)
        {
            // Its last words go out before what seals them.
            bridge.Mesh.Close(relay);
            _nodes.Remove(node);
            node.Dispose();
            return;
        }

        _relays.Close(relay);
        bridge.Mesh.Close(relay);
    }

    private void ReceiveRelayed()
    {
        if (_relays.IsEmpty)
        {
            return;
        }

        try
        {
            if (_relays.Receive(MediaClock.NowUs))
            {
                Wake();
            }
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            LogFailure(problem, Index, "relay");
            Wake();
        }
    }

    private void FlushRelays()
    {
        if (!HasRelays)
        {
            return;
        }

        var nowUs = MediaClock.NowUs;
        foreach (var bridge in _bridges.Values)
        {
            bridge.Mesh.Flush(nowUs);
        }

        _relays.WakePeers();
    }
}
