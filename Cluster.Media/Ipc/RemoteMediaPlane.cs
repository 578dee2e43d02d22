using System.Collections.Concurrent;
using System.Net;
using Cluster.Media.Dtls;
using Cluster.Media.Engine;
using Microsoft.Extensions.Logging;

namespace Cluster.Media.Ipc;

/// <summary>
/// A media plane in a process of its own, which no garbage of the control plane's can stop. When that process ends by itself,
/// or says nothing any more, every bridge is lost, which their owners are told, and another one is started.
/// </summary>
public sealed partial class RemoteMediaPlane : IRunningMediaPlane
{
    /// <summary>What an offer is told that no media plane answers.</summary>
    internal static readonly NegotiationResult.Refused TryAgain = new("try-again", "The media server is starting. Try again.");

    /// <summary>What a dump is told that can't be gone on with.</summary>
    internal static readonly DumpResult.Refused DumpBroken = new("dump-broken", "The media process ended or failed, and the dump with it. Try again.");

    private static readonly TimeSpan s_answerPatience = TimeSpan.FromSeconds(30);

    private readonly MediaSettings _settings;
    private readonly Func<IMediaProcess> _launch;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly MediaMetrics _metrics;
    private readonly DtlsServer _dtls;
    private readonly ConcurrentDictionary<BridgeId, OpenedBridge> _bridges = new();
    private readonly TaskCompletionSource _addressesKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private volatile MediaPlaneInfo _info = null!;
    private volatile MediaReadings _readings = MediaReadings.None;
    private volatile MediaLife _life;
    private volatile MediaLink _link;
    private Task _supervising = Task.CompletedTask;
    private long _lastBridge;
    private int _disposed;

    private RemoteMediaPlane(MediaSettings settings, Func<IMediaProcess> launch, TimeProvider time, ILogger logger)
    {
        _settings = settings;
        _launch = launch;
        _time = time;
        _life = new MediaLife(time.GetUtcNow(), 0);
        _logger = logger;
        _dtls = new DtlsServer(DtlsIdentity.Create(time), settings.HandshakesMax, logger);
        _link = new MediaLink(OnReport, _dtls);
        _metrics = new MediaMetrics(() => _readings, () => _life);
    }

    /// <inheritdoc/>
    public MediaPlaneInfo Info => _info;

    /// <inheritdoc/>
    public Task AddressesKnown => _addressesKnown.Task;

    /// <summary>
    /// Starts the process and waits until it has its ports. Throws <see cref="MediaStartException"/> with one sentence when it
    /// can't be started or can't have them.
    /// </summary>
    public static async Task<RemoteMediaPlane> StartAsync(
        MediaSettings settings, Func<IMediaProcess> launch, TimeProvider time, ILoggerFactory loggers)
    {
        var plane = new RemoteMediaPlane(settings, launch, time, loggers.CreateLogger<RemoteMediaPlane>());
        var process = launch();
        if (await plane.AttachAsync(process).ConfigureAwait(false) is { } refusal)
        {
            await process.DisposeAsync().ConfigureAwait(false);
            plane.Release();
            throw new MediaStartException(refusal);
        }

        plane._supervising = plane.SuperviseAsync(process);
        _ = Task.Run(plane._dtls.WarmUp);
        return plane;
    }

    /// <inheritdoc/>
    public BridgeId? OpenBridge(Action<MediaEvent> events, string label = "")
    {
        lock (_gate)
        {
            if (_bridges.Count >= _settings.BridgesMax)
            {
                return null;
            }

            var id = new BridgeId(++_lastBridge);
            _bridges[id] = new OpenedBridge(events, label);
            _link.Send(new MediaCommand.OpenBridge(id, label));
            return id;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<BridgeInfo> ListBridges() => [.. _bridges.Select(entry => new BridgeInfo(entry.Key, entry.Value.Label))];

    /// <inheritdoc/>
    public void CloseBridge(BridgeId bridge)
    {
        if (_bridges.TryRemove(bridge, out _))
        {
            _link.Send(new MediaCommand.CloseBridge(bridge));
        }
    }

    /// <inheritdoc/>
    public async Task<NegotiationResult> NegotiateAsync(EndpointOffer offer)
    {
        if (!_bridges.ContainsKey(offer.Endpoint.Bridge))
        {
            return MediaEngine.BridgeUnknown;
        }

        // Nothing that long is sent to the other process to be refused there.
        if (offer.Sdp.Length > _settings.SdpBytesMax)
        {
            return OfferAdmission.Check(offer, _settings, out _)!;
        }

        var report = await _link.AskAsync(call => new MediaCommand.Negotiate(call, offer), s_answerPatience).ConfigureAwait(false);
        return (report as MediaReport.Negotiated)?.Result ?? TryAgain;
    }

    /// <inheritdoc/>
    public void CloseEndpoint(EndpointId endpoint) => SendTo(endpoint.Bridge, new MediaCommand.CloseEndpoint(endpoint));

    /// <inheritdoc/>
    public void SetView(EndpointId endpoint, IReadOnlyList<ViewEntry> view) => SendTo(endpoint.Bridge, new MediaCommand.SetView(
        endpoint, view.Count > _settings.SlotsPerEndpointMax ? [.. view.Take(_settings.SlotsPerEndpointMax)] : view));

    /// <inheritdoc/>
    public void SetSourceMuted(BridgeId bridge, SourceNumber source, bool muted) => SendTo(bridge, new MediaCommand.SetSourceMuted(bridge, source, muted));

    /// <inheritdoc/>
    public async Task<IPEndPoint?> FindRelayPlaceAsync(BridgeId bridge) => !_bridges.ContainsKey(bridge) ? null
        : (await _link.AskAsync(call => new MediaCommand.FindRelayPlace(call, bridge), s_answerPatience).ConfigureAwait(false) as MediaReport.RelayPlaceFound)?.Place;

    /// <inheritdoc/>
    public async Task<bool> OpenRelayAsync(BridgeId bridge, RelayOpening opening)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(opening.Sending.IsWhole && opening.Receiving.IsWhole, false, nameof(opening));
        return _bridges.ContainsKey(bridge)
            && await _link.AskAsync(call => new MediaCommand.OpenRelay(call, bridge, opening), s_answerPatience).ConfigureAwait(false)
                is MediaReport.RelayOpened { Done: true };
    }

    /// <inheritdoc/>
    public void CloseRelay(BridgeId bridge, long relay) => SendTo(bridge, new MediaCommand.CloseRelay(bridge, relay));

    /// <inheritdoc/>
    public MediaCounters ReadCounters() => _readings.Counters;

    /// <inheritdoc/>
    public async Task<BridgeSnapshot?> ReadBridgeAsync(BridgeId bridge) => !_bridges.ContainsKey(bridge) ? null
        : (await _link.AskAsync(call => new MediaCommand.ReadBridge(call, bridge), s_answerPatience).ConfigureAwait(false) as MediaReport.BridgeRead)?.State;

    /// <inheritdoc/>
    public async Task<DumpResult> DumpAsync(EndpointId endpoint, DumpRequest request, Stream file, CancellationToken stop) =>
        await _link.DumpAsync(endpoint, request, file, stop).ConfigureAwait(false) ?? DumpBroken;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await _supervising.ConfigureAwait(false);
        Release();
        _addressesKnown.TrySetResult();
    }

    private void Release()
    {
        _metrics.Dispose();
        _dtls.Dispose();
        _stop.Dispose();
    }

    private void SendTo(BridgeId bridge, MediaCommand command)
    {
        if (_bridges.ContainsKey(bridge))
        {
            _link.Send(command);
        }
    }

    private void OnReport(MediaReport report)
    {
        switch (report)
        {
            case MediaReport.Happened { Event: var happened } when _bridges.TryGetValue(happened.Bridge, out var bridge):
                bridge.Events(happened);
                break;
            case MediaReport.Read read:
                (_readings, _info) = (read.Readings, read.Info);
                if (read.AddressesKnown)
                {
                    _addressesKnown.TrySetResult();
                }

                break;
        }
    }

    private sealed record OpenedBridge(Action<MediaEvent> Events, string Label);
}
