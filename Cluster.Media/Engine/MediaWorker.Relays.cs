using Cluster.Media.Forwarding.Relays;
using Cluster.Media.Net;

namespace Cluster.Media.Engine;

/// <summary>The worker's side of rooms that several workers carry.</summary>
internal sealed partial class MediaWorker
{
    private readonly RelayExchange _relays = new();

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
        if (_bridges.TryGetValue(bridge, out var found) && found.Mesh.Relays.FirstOrDefault(relay => relay.Peer == peer) is { } relay)
        {
            CloseRelay(found, relay);
        }
    }

    private void CloseRelay(Forwarding.Bridge bridge, Relay relay)
    {
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
        if (_relays.IsEmpty)
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
