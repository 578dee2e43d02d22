using System.Collections.Concurrent;

namespace Cluster.Media.Engine;

/// <summary>A bridge as callers' threads see it: where it is, and its endpoints' negotiations.</summary>
internal sealed class BridgeFront(MediaWorker worker, int endpointsMax)
{
    private readonly ConcurrentDictionary<long, EndpointNegotiation> _negotiations = new();
    private readonly Lock _admission = new();

    /// <summary>The worker that owns the bridge.</summary>
    public MediaWorker Worker { get; } = worker;

    /// <summary>The negotiation of an endpoint, begun when there is none; null: the bridge is full.</summary>
    public EndpointNegotiation? TryAdmit(long endpoint)
    {
        if (_negotiations.TryGetValue(endpoint, out var known))
        {
            return known;
        }

        lock (_admission)
        {
            return _negotiations.Count < endpointsMax ? _negotiations.GetOrAdd(endpoint, static _ => new EndpointNegotiation()) : null;
        }
    }

    /// <summary>An endpoint is closed by its owner.</summary>
    public void Forget(long endpoint) => _negotiations.TryRemove(endpoint, out _);
}
