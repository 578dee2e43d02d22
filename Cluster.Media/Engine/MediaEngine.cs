using System.Diagnostics;
using System.Collections.Concurrent;
using System.Net;
using Cluster.Media.Dtls;
using Cluster.Media.Engine;
using Cluster.Media.Engine.Dumps;
using Cluster.Media.Ice;
using Cluster.Media.Net;
using Microsoft.Extensions.Logging;

namespace Cluster.Media;

/// <summary>This node's media plane in this process: the workers, the certificate, and the way in for commands.</summary>
public sealed class MediaEngine : IRunningMediaPlane
{
    /// <summary>What an offer for a bridge is told that is closed or was never there.</summary>
    internal static readonly NegotiationResult.Refused BridgeUnknown =
        new("bridge-unknown", "This meeting's bridge is not here any more. Try again.");

    private readonly MediaSettings _settings;
    private readonly IDtlsServer _dtls;
    private readonly string _fingerprint;
    private readonly MediaWorker[] _workers;
    private readonly MediaMetrics _metrics;
    private readonly EndpointDumps _dumps;
    private readonly IReadOnlyList<IPAddress> _addresses;
    private readonly CancellationTokenSource _stop = new();
    private int _disposed;
    private volatile Reachability _reach;
    private PublicAddress? _asking;
    private Task _asked = Task.CompletedTask;
    private readonly ConcurrentDictionary<BridgeId, BridgeFront> _bridges = new();
    private readonly Lock _opening = new();
    private long _lastBridge;

    private MediaEngine(MediaSettings settings, IDtlsServer dtls, MediaWorker[] workers, DateTimeOffset startedAt, ILogger logger)
    {
        _settings = settings;
        _dtls = dtls;
        _workers = workers;
        _dumps = new EndpointDumps(settings, logger);
        _metrics = new MediaMetrics(Read, () => new MediaLife(startedAt, 0));
        _addresses = settings.Addresses.Count > 0 ? settings.Addresses : LocalAddresses.Detect(includeLoopback: true);
        _fingerprint = dtls.Fingerprint;
        _reach = Reach([.. workers.Select(_ => (IReadOnlyList<IPEndPoint>)[])], settings.Addresses.Count > 0 ? AddressOrigin.Set : AddressOrigin.Detected);
    }

    /// <inheritdoc/>
    public MediaPlaneInfo Info => _reach.Info;

    /// <inheritdoc/>
    public Task AddressesKnown => _asking?.First ?? Task.CompletedTask;

    /// <summary>
    /// Opens the ports and starts the workers. Throws <see cref="MediaStartException"/> with one sentence when a port
    /// can't be had.
    /// </summary>
    public static MediaEngine Start(MediaSettings settings, TimeProvider time, ILoggerFactory loggers) =>
        Start(settings, time, loggers, openPort: null);

    /// <summary>The same with ports of the caller's choice, and with a DTLS server of his, which it disposes of.</summary>
    internal static MediaEngine Start(
        MediaSettings settings, TimeProvider time, ILoggerFactory loggers, Func<int, ILogger, UdpPort>? openPort, IDtlsServer? dtls = null)
    {
        var logger = loggers.CreateLogger<MediaEngine>();
        openPort ??= (number, log) => UdpPort.Open(number, settings.Segmentation, log);
        dtls ??= new DtlsServer(DtlsIdentity.Create(time), settings.HandshakesMax, logger);
        var workers = new List<MediaWorker>();
        try
        {
            for (var i = 0; i < settings.WorkerCount; i++)
            {
                workers.Add(new MediaWorker(i, settings.Port == 0 ? 0 : settings.Port + i, settings, dtls, logger, openPort));
            }
        }
        catch
        {
            workers.ForEach(worker => worker.Dispose());
            dtls.Dispose();
            throw;
        }

        var engine = new MediaEngine(settings, dtls, [.. workers], time.GetUtcNow(), logger);
        workers.ForEach(worker => worker.Start());
        engine.AskForAddress(time, logger);
        return engine;
    }

    /// <summary>Runs a handshake in memory, so that the first participant does not wait for the code to be compiled.</summary>
    public void WarmUp() => _dtls.WarmUp();

    /// <inheritdoc/>
    public IReadOnlyList<BridgeInfo> ListBridges() => [.. _bridges.Select(entry => new BridgeInfo(entry.Key, entry.Value.Label))];

    /// <inheritdoc/>
    public BridgeId? OpenBridge(Action<MediaEvent> events, string label = "")
    {
        lock (_opening)
        {
            var id = new BridgeId(_lastBridge + 1);
            return OpenBridge(id, events, label) ? id : null;
        }
    }

    /// <summary>The same under an id of the caller's choice, higher than any before; false: there are as many as may be.</summary>
    internal bool OpenBridge(BridgeId id, Action<MediaEvent> events, string label)
    {
        lock (_opening)
        {
            if (_bridges.Count >= _settings.BridgesMax)
            {
                return false;
            }

            // A bridge counts as an endpoint to come: or those opened at once would all go to one worker.
            var front = new BridgeFront(id, LeastLoaded([])!, _settings, events, LeastLoaded) { Label = label };
            front.Open();
            _lastBridge = id.Number;
            _bridges[id] = front;
            return true;
        }
    }

    /// <inheritdoc/>
    public void CloseBridge(BridgeId bridge)
    {
        if (_bridges.TryRemove(bridge, out var front))
        {
            front.Close();
        }
    }

    /// <inheritdoc/>
    public Task<NegotiationResult> NegotiateAsync(EndpointOffer offer)
    {
        if (!_bridges.TryGetValue(offer.Endpoint.Bridge, out var front))
        {
            return Task.FromResult<NegotiationResult>(BridgeUnknown);
        }

        if (OfferAdmission.Check(offer, _settings, out var parsed) is { } refused)
        {
            return Task.FromResult<NegotiationResult>(refused);
        }

        if (front.TryAdmit(offer.Endpoint.Number) is not var (negotiation, worker))
        {
            return Task.FromResult<NegotiationResult>(
                new NegotiationResult.Refused("bridge-full", "This meeting's bridge has no place left."));
        }

        // Held up to the hand-over, so that answers reach the worker in the order they were made in.
        lock (negotiation)
        {
            var (sdp, result) = negotiation.Answer(offer, parsed, _fingerprint, _reach.Candidates[worker.Index]);
            return worker.AskAsync<NegotiationResult>(
                owner => owner.Apply(result) ? new NegotiationResult.Answered(sdp) : BridgeUnknown,
                BridgeUnknown);
        }
    }

    /// <inheritdoc/>
    public void CloseEndpoint(EndpointId endpoint)
    {
        if (_bridges.TryGetValue(endpoint.Bridge, out var front))
        {
            front.CloseEndpoint(endpoint.Number);
        }
    }

    /// <inheritdoc/>
    public void SetView(EndpointId endpoint, IReadOnlyList<ViewEntry> view)
    {
        var bounded = view.Count > _settings.SlotsPerEndpointMax ? [.. view.Take(_settings.SlotsPerEndpointMax)] : view;
        if (_bridges.TryGetValue(endpoint.Bridge, out var front))
        {
            front.PostTo(endpoint.Number, owner =>
            {
                if (owner.FindEndpoint(endpoint) is { } found)
                {
                    found.SetView(bounded);
                    found.Bridge.Place(found);
                }
            });
        }
    }

    /// <inheritdoc/>
    public void SetSourceMuted(BridgeId bridge, SourceNumber source, bool muted)
    {
        if (_bridges.TryGetValue(bridge, out var front))
        {
            front.PostToAll(owner => owner.FindBridge(bridge.Number)?.SetMuted(source, muted));
        }
    }

    /// <inheritdoc/>
    public Task<IPEndPoint?> FindRelayPlaceAsync(BridgeId bridge) => Task.FromResult(
        _bridges.TryGetValue(bridge, out var front) && Info.RelayAddress is { } address ? new IPEndPoint(address, front.First.Port) : null);

    /// <inheritdoc/>
    public async Task<bool> OpenRelayAsync(BridgeId bridge, RelayOpening opening)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(opening.Sending.IsWhole && opening.Receiving.IsWhole, false, nameof(opening));
        return _bridges.TryGetValue(bridge, out var front)
            && await front.First.AskAsync(owner => owner.OpenNodeRelay(bridge.Number, opening), whenStopped: false).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void CloseRelay(BridgeId bridge, long relay)
    {
        if (_bridges.TryGetValue(bridge, out var front))
        {
            front.First.Post(owner => owner.CloseNodeRelay(bridge.Number, relay));
        }
    }

    /// <inheritdoc/>
    public MediaCounters ReadCounters()
    {
        var drops = new Dictionary<string, long>();
        long packetsIn = 0, bytesIn = 0, packetsOut = 0, bytesOut = 0, endpoints = 0;
        foreach (var worker in _workers)
        {
            worker.Drops.AddTo(drops);
            drops["kernel"] = drops.GetValueOrDefault("kernel") + worker.Floods.KernelDrops;
            var traffic = worker.Traffic;
            packetsIn += traffic.PacketsIn;
            bytesIn += traffic.BytesIn;
            packetsOut += traffic.PacketsOut;
            bytesOut += traffic.BytesOut;
            endpoints += worker.EndpointCount;
        }

        return new MediaCounters(packetsIn, packetsOut, bytesIn, bytesOut, _bridges.Count, endpoints, drops) { At = Stopwatch.GetElapsedTime(0) };
    }

    /// <summary>Everything that is counted, worker by worker.</summary>
    internal MediaReadings Read() => new([.. _workers.Select(WorkerReading.Of)], ReadCounters(), _dtls.HandshakesInFlight);

    /// <summary>What the workers' threads have allocated since they began, bytes.</summary>
    internal async Task<long> ReadAllocatedAsync() =>
        (await Task.WhenAll(_workers.Select(worker => worker.AskAsync(static _ => GC.GetAllocatedBytesForCurrentThread(), 0))).ConfigureAwait(false)).Sum();

    /// <inheritdoc/>
    public async Task<BridgeSnapshot?> ReadBridgeAsync(BridgeId bridge)
    {
        if (!_bridges.TryGetValue(bridge, out var front))
        {
            return null;
        }

        var parts = await Task.WhenAll(front.Workers.Select(worker => worker.AskAsync(
            owner => owner.FindBridge(bridge.Number) is { } found
                ? (Part: found.Snapshot(owner.Index), Endpoints: found.Endpoints.Values.Select(endpoint => Forwarding.Snapshots.Of(endpoint, MediaClock.NowUs)).ToArray())
                : default,
            default))).ConfigureAwait(false);
        var open = parts.Where(part => part.Part is not null).ToArray();
        return open.Length == 0 ? null : new BridgeSnapshot(
            bridge, [.. open.SelectMany(part => part.Endpoints)], [.. open.Select(part => part.Part)]);
    }

    /// <inheritdoc/>
    public async Task<DumpResult> DumpAsync(EndpointId endpoint, DumpRequest request, Stream file, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _stop.Token);
        var worker = _bridges.TryGetValue(endpoint.Bridge, out var front) ? front.WorkerOf(endpoint.Number) : null;
        return await _dumps.RunAsync(endpoint, worker, request, file, either.Token).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _metrics.Dispose();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _asked.ConfigureAwait(false);
        foreach (var worker in _workers)
        {
            worker.Dispose();
        }

        _dtls.Dispose();
        _stop.Dispose();
    }

    private MediaWorker? LeastLoaded(IEnumerable<MediaWorker> but) =>
        _workers.Except(but).MinBy(candidate => candidate.EndpointCount + candidate.BridgesAssigned);

    private void AskForAddress(TimeProvider time, ILogger logger)
    {
        if (_settings.StunServer.Length > 0 && _settings.Addresses.Count == 0)
        {
            _asking = new PublicAddress(_settings, _workers, time, logger);
            _asked = _asking.RunAsync(outer => _reach = Reach(outer, AddressOrigin.Stun), _stop.Token);
        }
    }

    /// <summary>Each worker's candidates: what others see first, then the machine's own, for clients beside it.</summary>
    private Reachability Reach(IReadOnlyList<IPEndPoint>[] outer, AddressOrigin origin)
    {
        IReadOnlyList<IPEndPoint>[] candidates =
            [.. _workers.Select((worker, i) => outer[i].Concat(_addresses.Select(address => new IPEndPoint(address, worker.Port))).Distinct().ToArray())];
        return new Reachability(candidates, new MediaPlaneInfo([.. candidates.SelectMany(list => list)], _fingerprint, _workers.Length, origin, _settings.RelayAddress ?? (_addresses.Count > 0 ? _addresses[0] : null)));
    }

    /// <summary>Where clients are sent, swapped as a whole.</summary>
    private sealed record Reachability(IReadOnlyList<IPEndPoint>[] Candidates, MediaPlaneInfo Info);
}
