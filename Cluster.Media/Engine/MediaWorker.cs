using System.Collections.Concurrent;
using System.Net;
using Cluster.Media.Dtls;
using Cluster.Media.Engine.NodeRelays;
using Cluster.Media.Forwarding;
using Cluster.Media.Net;
using Microsoft.Extensions.Logging;

namespace Cluster.Media.Engine;

/// <summary>
/// One media thread: it owns a UDP port, the bridges on it and everything in them, so that nothing on the packet path is
/// shared or locked. Commands come in through a queue that wakes it; events go out through the bridges.
/// </summary>
internal sealed partial class MediaWorker : IDisposable
{
    private const int TickMs = 10;
    private const int IdleWaitMs = 1_000;
    private const int CommandsPerTurnMax = 64;
    private const long LingerUs = 500_000;

    // From this many datagrams out in a tick, packets are gathered: below it the processor is idle, and sooner is better.
    private const int BusyPacketsPerTick = 200;

    private readonly UdpPort _port;
    private readonly Thread _thread;
    private readonly ILogger _logger;
    private readonly ConcurrentQueue<Action<MediaWorker>> _commands = new();
    private readonly Dictionary<long, Bridge> _bridges = [];
    private readonly EndpointTable _table = new();
    private readonly StunQueries _queries = new();
    private readonly Demux _demux;
    private readonly Shield _shield;
    private readonly MediaSettings _settings;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopping;
    private int _bridgesAssigned;
    private long _packetsIn;
    private long _bytesIn;
    private long _nextTickUs;
    private long _sentAtTick;
    private bool _isBusy;

    /// <summary>Opens the worker's port; <see cref="Start"/> begins its thread.</summary>
    public MediaWorker(int index, int port, MediaSettings settings, IDtlsServer dtls, ILogger logger, Func<int, ILogger, UdpPort> openPort)
    {
        Index = index;
        _settings = settings;
        _logger = logger;
        _port = openPort(port, logger);
        _nodes = new NodeRelayTable(Drops);
        _demux = new Demux(_port, _table, dtls, Drops, _queries, _nodes, Post);
        _shield = new Shield(_port, _table, _nodes, Drops, settings.StrangersPerSecondMax);
        _thread = new Thread(Run) { Name = $"media-{index}", IsBackground = true };
    }

    /// <summary>Its place among the workers.</summary>
    public int Index { get; }

    /// <summary>Its UDP port.</summary>
    public int Port => _port.Number;

    /// <summary>What it dropped.</summary>
    public DropCounters Drops { get; } = new();

    /// <summary>Bridges it was given, those on their way to it included.</summary>
    public int BridgesAssigned => Volatile.Read(ref _bridgesAssigned);

    /// <summary>Endpoints it owns; written by its thread only.</summary>
    public int EndpointCount => _table.Count;

    /// <summary>Datagrams and bytes in, datagrams and bytes out, since start.</summary>
    public (long PacketsIn, long BytesIn, long PacketsOut, long BytesOut) Traffic =>
        (Volatile.Read(ref _packetsIn), Volatile.Read(ref _bytesIn), _port.PacketsSent, _port.BytesSent);

    /// <summary>Datagrams the kernel dropped before they reached this worker, and how often it was told to for a flood.</summary>
    public (long KernelDrops, long Shields) Floods => (_shield.KernelDrops, _shield.Raised);

    /// <summary>What it did beside forwarding.</summary>
    public WorkCounters Work => Drops.Work;

    /// <summary>Commands that wait for its next turn.</summary>
    public int CommandsWaiting => _commands.Count;

    /// <summary>How long its turns kept datagrams.</summary>
    public TurnDelays Delays { get; } = new();

    /// <summary>Bytes its thread has allocated, as of its last tick.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>System calls that sent, and datagrams that the system did not take.</summary>
    public (long Runs, long Failures) Sending => (_port.RunsSent, _port.SendFailures);

    /// <summary>Begins.</summary>
    public void Start() => _thread.Start();

    /// <summary>Runs a command on the worker's thread. From any thread.</summary>
    public void Post(Action<MediaWorker> command)
    {
        if (!_stopped.Task.IsCompleted)
        {
            _commands.Enqueue(command);
            _port.Wake();
        }
    }

    /// <summary>Asks something on the worker's thread, in the order of commands; <paramref name="whenStopped"/> is the answer of a worker that has ended. From any thread.</summary>
    public Task<T> AskAsync<T>(Func<MediaWorker, T> ask, T whenStopped)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(owner =>
        {
            try
            {
                done.SetResult(ask(owner));
            }
            catch (Exception problem)
            {
                // Whoever asked must not wait for ever; the worker logs it.
                done.SetException(problem);
                throw;
            }
        });
        return UnlessStopped(done.Task, whenStopped);
    }

    /// <summary>Asks a STUN server which address it sees this worker's port under; null: no answer. From any thread.</summary>
    public Task<IPEndPoint?> AskStunAsync(IPEndPoint server, TimeSpan patience, TimeProvider time, CancellationToken cancel) =>
        _queries.AskAsync(server, send => Post(owner => send(owner._port)), patience, time, cancel);

    /// <summary>Counts a bridge that is given to it (1) or taken from it (-1). From any thread.</summary>
    public void AssignBridge(int change) => Interlocked.Add(ref _bridgesAssigned, change);

    /// <summary>A bridge, or one more part of one, begins.</summary>
    public void OpenBridge(BridgeId id, Action<MediaEvent> events, int part) =>
        _bridges.Add(id.Number, new Bridge(id, Drops, events, part: part));

    /// <summary>A bridge ends with all its endpoints.</summary>
    public void CloseBridge(long number)
    {
        if (!_bridges.TryGetValue(number, out var bridge))
        {
            return;
        }

        foreach (var endpoint in bridge.Endpoints.Values.ToArray())
        {
            Close(endpoint);
        }

        foreach (var relay in bridge.Mesh.Relays.ToArray())
        {
            CloseRelay(bridge, relay);
        }

        _bridges.Remove(number);
    }

    /// <summary>The bridge; null when it is closed.</summary>
    public Bridge? FindBridge(long number) => _bridges.GetValueOrDefault(number);

    /// <summary>Applies a negotiation: makes the endpoint, replaces it, or changes it. False when its bridge is gone.</summary>
    public bool Apply(Negotiated negotiated)
    {
        if (!_bridges.TryGetValue(negotiated.Endpoint.Bridge.Number, out var bridge))
        {
            return false;
        }

        // A dump follows an endpoint that is replaced by itself.
        Forwarding.DatagramTap? tap = null;
        if (bridge.Endpoints.TryGetValue(negotiated.Endpoint.Number, out var endpoint)
            && endpoint.Transport.Credentials != negotiated.Credentials)
        {
            tap = endpoint.Transport.TakeTap();
            Close(endpoint);
            endpoint = null;
        }

        if (endpoint is null)
        {
            var transport = new EndpointTransport(_port, Drops, negotiated.Credentials, negotiated.Session, MediaClock.NowUs);
            endpoint = new Endpoint(bridge, negotiated.Endpoint.Number, transport);
            transport.KeepStreams(endpoint.Incoming.IsInUse);
            _ = tap is null || transport.TryTap(tap);
            bridge.Add(endpoint);
            _table.Add(endpoint);
        }

        endpoint.Label = negotiated.Label;
        endpoint.Apply(negotiated.Session, negotiated.Sources, negotiated.Slots, CacheLimitsOf(_settings));
        return true;
    }

    /// <summary>An endpoint ends, said by its owner.</summary>
    public void CloseEndpoint(EndpointId id)
    {
        if (FindEndpoint(id) is { } endpoint)
        {
            Close(endpoint);
        }
    }

    /// <summary>The endpoint; null when it is closed.</summary>
    public Endpoint? FindEndpoint(EndpointId id) => FindBridge(id.Bridge.Number)?.Endpoints.GetValueOrDefault(id.Number);

    /// <summary>Whether an endpoint is still one: what comes late from a handshake may be for one that has ended.</summary>
    public static bool Owns(Endpoint endpoint) =>
        endpoint.Bridge.Endpoints.TryGetValue(endpoint.Number, out var current) && ReferenceEquals(current, endpoint);

    /// <summary>An endpoint ended by itself: its owner is told.</summary>
    public void Lose(Endpoint endpoint, string reason)
    {
        if (!Owns(endpoint))
        {
            return;
        }

        Close(endpoint);
        endpoint.Bridge.Raise(new MediaEvent.EndpointLost(endpoint.Bridge.Id, endpoint.Number, reason));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping = true;
        _port.Wake();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _stopped.TrySetResult();

        _port.Dispose();
    }

    private static Rtp.CacheLimits CacheLimitsOf(MediaSettings settings) =>
        new((long)settings.CacheTime.TotalMicroseconds, settings.CacheBytesPerLayerMax);

    private void Close(Endpoint endpoint)
    {
        _table.Remove(endpoint);
        endpoint.Bridge.Remove(endpoint);
    }

    private async Task<T> UnlessStopped<T>(Task<T> answer, T whenStopped)
    {
        await Task.WhenAny(answer, _stopped.Task).ConfigureAwait(false);
        return answer.IsCompleted ? await answer.ConfigureAwait(false) : whenStopped;
    }

    /// <summary>wait → commands → receive and forward a batch → what other workers pass on → tick → flush → rest, when there is much to do.</summary>
    private void Run()
    {
        ThreadPlacement.Keep(_settings.Processors, Index, _logger);
        var batchUs = (long)_settings.BatchInterval.TotalMicroseconds;
        var hasRested = false;
        while (!_stopping)
        {
            if (!hasRested)
            {
                _port.Wait(_table.Count == 0 && !HasRelays ? IdleWaitMs : TickMs);
            }

            var startedUs = _port.Stamp();
            var packetsBefore = _packetsIn;
            RunCommands();
            ReceiveBatches();
            ReceiveRelayed();
            Tick();
            FlushRelays();
            _port.Flush();
            Delays.EndTurn();
            hasRested = false;
            if (_isBusy && _packetsIn > packetsBefore && startedUs + batchUs - MediaClock.NowUs is > 0 and var restUs)
            {
                // What comes meanwhile is received at once, without waiting for it, and leaves in runs.
                _port.Rest(restUs);
                hasRested = true;
            }
        }

        End();
    }

    /// <summary>Closes all bridges, and lets what their associations say on closing out, for a moment.</summary>
    private void End()
    {
        var untilUs = MediaClock.NowUs + (_table.Count == 0 ? 0 : LingerUs);
        foreach (var number in _bridges.Keys.ToArray())
        {
            CloseBridge(number);
        }

        while (MediaClock.NowUs < untilUs)
        {
            _port.Wait(TickMs);
            // One batch a turn: whoever keeps sending must not hold up the end.
            _ = _port.Receive();
            RunCommands();
            _port.Flush();
        }

        _stopped.TrySetResult();
    }

    private void RunCommands()
    {
        for (var i = 0; i < CommandsPerTurnMax && _commands.TryDequeue(out var command); i++)
        {
            try
            {
                command(this);
            }
            catch (Exception problem) when (problem is not OutOfMemoryException)
            {
                LogFailure(problem, Index, "command");
            }
        }

        if (!_commands.IsEmpty)
        {
            _port.Wake();
        }
    }

    private void ReceiveBatches()
    {
        bool mayHaveMore;
        long nowUs;
        do
        {
            mayHaveMore = _port.Receive();
            _port.Stamp();
            while (_port.TryNext(out var datagram))
            {
                _packetsIn++;
                Delays.Note(datagram.ArrivalUs);
                _bytesIn += datagram.Bytes.Length;
                try
                {
                    _demux.Receive(datagram);
                }
                catch (Exception problem) when (problem is not OutOfMemoryException)
                {
                    // A defect of ours, not a way of refusing input: it costs this datagram, not everybody's meetings.
                    LogFailure(problem, Index, "datagram");
                }
            }

            nowUs = MediaClock.NowUs;
            _shield.Look(nowUs);
        }
        while (mayHaveMore && nowUs < _nextTickUs);
    }

    private void Tick()
    {
        var nowUs = MediaClock.NowUs;
        if (nowUs < _nextTickUs)
        {
            return;
        }

        _nextTickUs = nowUs + (TickMs * 1_000);
        AllocatedBytes = GC.GetAllocatedBytesForCurrentThread();
        _isBusy = _port.PacketsSent - _sentAtTick >= BusyPacketsPerTick;
        _sentAtTick = _port.PacketsSent;
        foreach (var bridge in _bridges.Values)
        {
            try
            {
                bridge.Tick(nowUs);
            }
            catch (Exception problem) when (problem is not OutOfMemoryException)
            {
                LogFailure(problem, Index, "tick");
            }
        }

        _nodes.Tick(nowUs);
        foreach (var endpoint in _table.TakeExpired(
            nowUs, (long)_settings.ConsentTimeout.TotalMicroseconds, (long)_settings.ConnectTimeout.TotalMicroseconds))
        {
            Lose(endpoint, endpoint.Transport.CanSend ? "consent-expired" : "never-connected");
        }
    }

    [LoggerMessage(1001, LogLevel.Error, "Media worker {Worker} failed on a {What}")]
    private partial void LogFailure(Exception problem, int worker, string what);
}
