namespace Cluster.Media.Engine;

/// <summary>
/// A bridge as callers' threads see it: its parts, each on a worker of its own, and which of them has which endpoint. A
/// bridge begins with one part; when that has so many endpoints, a further one opens on another worker, with relays to all
/// the others, and closes with its last endpoint.
/// </summary>
/// <param name="id">The bridge.</param>
/// <param name="first">The worker of its first part, which lasts as long as the bridge.</param>
/// <param name="settings">Its bounds.</param>
/// <param name="events">Told what happens.</param>
/// <param name="leastLoaded">The worker to open a further part on, other than those given; null: there is none.</param>
internal sealed class BridgeFront(
    BridgeId id, MediaWorker first, MediaSettings settings, Action<MediaEvent> events, Func<IEnumerable<MediaWorker>, MediaWorker?> leastLoaded)
{
    private readonly Dictionary<long, Place> _places = [];
    private readonly List<Part> _parts = [];
    private readonly Lock _gate = new();
    private int _lastPart = -1;
    private bool _closed;

    /// <summary>The workers that carry it, the first part's first.</summary>
    public MediaWorker[] Workers
    {
        get
        {
            lock (_gate)
            {
                return [.. _parts.Select(part => part.Worker)];
            }
        }
    }

    /// <summary>What its owner calls it.</summary>
    public string Label { get; init; } = "";

    /// <summary>Opens its first part.</summary>
    public void Open()
    {
        lock (_gate)
        {
            OpenPart(first);
        }
    }

    /// <summary>The negotiation of an endpoint and the worker of its part, begun when there is none; null: the bridge is full.</summary>
    public (EndpointNegotiation Negotiation, MediaWorker Worker)? TryAdmit(long endpoint)
    {
        lock (_gate)
        {
            if (!_places.TryGetValue(endpoint, out var place))
            {
                if (_places.Count >= settings.EndpointsPerBridgeMax || PartForOneMore() is not { } part)
                {
                    return null;
                }

                part.Endpoints++;
                place = new Place(new EndpointNegotiation(), part);
                _places.Add(endpoint, place);
            }

            return (place.Negotiation, place.Part.Worker);
        }
    }

    /// <summary>The worker that has an endpoint; null: none.</summary>
    public MediaWorker? WorkerOf(long endpoint)
    {
        lock (_gate)
        {
            return _places.GetValueOrDefault(endpoint)?.Part.Worker;
        }
    }

    /// <summary>Runs a command on the worker that has an endpoint.</summary>
    public void PostTo(long endpoint, Action<MediaWorker> command)
    {
        lock (_gate)
        {
            if (_places.TryGetValue(endpoint, out var place))
            {
                place.Part.Worker.Post(command);
            }
        }
    }

    /// <summary>Runs a command on every worker of the bridge.</summary>
    public void PostToAll(Action<MediaWorker> command)
    {
        foreach (var worker in Workers)
        {
            worker.Post(command);
        }
    }

    /// <summary>The worker of its first part, which has the relays to other nodes.</summary>
    public MediaWorker First => first;

    /// <summary>An endpoint is closed by its owner; a further part closes with its last one.</summary>
    public void CloseEndpoint(long number)
    {
        var endpoint = new EndpointId(id, number);
        lock (_gate)
        {
            if (!_places.Remove(number, out var place))
            {
                // Closed while it was being negotiated: wherever it was made after all.
                _parts.ForEach(part => part.Worker.Post(owner => owner.CloseEndpoint(endpoint)));
                return;
            }

            place.Part.Worker.Post(owner => owner.CloseEndpoint(endpoint));
            if (--place.Part.Endpoints == 0 && place.Part.Number > 0)
            {
                ClosePart(place.Part);
            }
        }
    }

    /// <summary>Closes all its parts.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var part in _parts)
            {
                part.Worker.AssignBridge(-1);
                part.Worker.Post(owner => owner.CloseBridge(id.Number));
            }

            _parts.Clear();
        }
    }

    /// <summary>The first part with room; else a further one; else, when every worker has one, the emptiest.</summary>
    private Part? PartForOneMore() =>
        _closed ? null
        : _parts.Find(part => part.Endpoints < settings.EndpointsPerWorker)
            ?? (leastLoaded(_parts.Select(part => part.Worker)) is { } worker ? OpenPart(worker) : _parts.MinBy(part => part.Endpoints));

    private Part OpenPart(MediaWorker worker)
    {
        var part = new Part(worker, ++_lastPart);
        worker.AssignBridge(1);
        worker.Post(owner => owner.OpenBridge(id, events, part.Number));
        foreach (var other in _parts)
        {
            var there = new RelayRing(settings.RelayBytesMax);
            var back = new RelayRing(settings.RelayBytesMax);
            worker.Post(owner => owner.OpenRelay(id.Number, other.Number, there, back, other.Worker));
            other.Worker.Post(owner => owner.OpenRelay(id.Number, part.Number, back, there, worker));
        }

        _parts.Add(part);
        return part;
    }

    private void ClosePart(Part part)
    {
        _parts.Remove(part);
        part.Worker.AssignBridge(-1);
        part.Worker.Post(owner => owner.CloseBridge(id.Number));
        foreach (var other in _parts)
        {
            other.Worker.Post(owner => owner.CloseRelay(id.Number, part.Number));
        }
    }

    private sealed class Part(MediaWorker worker, int number)
    {
        public MediaWorker Worker { get; } = worker;

        public int Number { get; } = number;

        public int Endpoints { get; set; }
    }

    private sealed record Place(EndpointNegotiation Negotiation, Part Part);
}
