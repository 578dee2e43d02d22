using System.Collections.Concurrent;

namespace Cluster.Media.Engine;

/// <summary>A bridge as callers' threads see it: where it is, and its endpoints' negotiations.</summary>
internal sealed class BridgeFront(MediaWorker worker)
{
    /// <summary>The worker that owns the bridge.</summary>
    public MediaWorker Worker { get; } = worker;

    /// <summary>Negotiations by endpoint number.</summary>
    public ConcurrentDictionary<long, EndpointNegotiation> Negotiations { get; } = new();
}
