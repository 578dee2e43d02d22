using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Cluster.Media.Dtls;
using Cluster.Media.Net;
using Cluster.Media.Srtp;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Cluster.Media.Tests.Engine;

/// <summary>The engine on real UDP on loopback with one bridge, and clients to join it.</summary>
internal sealed class EngineRig : IAsyncDisposable
{
    private static readonly DtlsIdentity ClientIdentity = DtlsIdentity.Create(TimeProvider.System);

    private readonly Channel<MediaEvent> _events = Channel.CreateUnbounded<MediaEvent>();
    private readonly ConcurrentDictionary<(BridgeId, long), Channel<bool>> _connections = new();
    private readonly List<MediaClient> _clients = [];
    private long _lastNumber;

    public EngineRig(MediaSettings? settings = null, Func<int, ILogger, UdpPort>? openPort = null, long firstNumber = 1)
    {
        _lastNumber = firstNumber - 1;
        // Where no test says otherwise, all of strangers' datagrams reach the worker, which counts them by reason.
        var given = settings ?? new MediaSettings { StrangersPerSecondMax = 10_000_000 };
        var complete = given with { Port = 0, Workers = Math.Max(given.Workers, 1), Addresses = [IPAddress.Loopback, IPAddress.IPv6Loopback] };
        Plane = MediaEngine.Start(complete, TimeProvider.System, NullLoggerFactory.Instance, openPort);
        Bridge = OpenBridge();
    }

    /// <summary>The same with another media plane than an engine of its own.</summary>
    public EngineRig(IRunningMediaPlane plane)
    {
        Plane = plane;
        Bridge = OpenBridge();
    }

    public IRunningMediaPlane Plane { get; }

    public MediaEngine Engine => (MediaEngine)Plane;

    public BridgeId Bridge { get; }

    public ChannelReader<MediaEvent> Events => _events.Reader;

    public BridgeId OpenBridge()
    {
        var bridge = Plane.OpenBridge(happened =>
        {
            if (happened is MediaEvent.EndpointConnected connected)
            {
                Connections((connected.Bridge, connected.Endpoint)).Writer.TryWrite(true);
            }

            _events.Writer.TryWrite(happened);
        });
        Assert.NotNull(bridge);
        return bridge.Value;
    }

    /// <summary>A client with these m-lines, not yet known to the engine.</summary>
    public MediaClient Client(IPAddress? local = null, SrtpProfile[]? profiles = null, DtlsIdentity? identity = null)
    {
        var client = new MediaClient(
            identity ?? ClientIdentity,
            Interlocked.Increment(ref _lastNumber),
            local ?? IPAddress.Loopback,
            profiles ?? [SrtpProfile.AeadAes128Gcm, SrtpProfile.Aes128CmHmacSha1_80]);
        lock (_clients)
        {
            _clients.Add(client);
        }

        return client;
    }

    /// <summary>A client that sends sound and picture and has slots for both, connected.</summary>
    public async Task<MediaClient> JoinAsync(IPAddress? local = null, SrtpProfile[]? profiles = null, BridgeId? bridge = null)
    {
        var client = Client(local, profiles);
        client.Lines.AddRange(UsualLines(client.Number));
        await NegotiateAsync(client, bridge);
        await ConnectAsync(client, bridge);
        return client;
    }

    /// <summary>
    /// Connects to the answer's candidate, or to <paramref name="to"/>, and waits until the engine knows it too: a client is
    /// done with the handshake a moment before the server is.
    /// </summary>
    public async Task ConnectAsync(MediaClient client, BridgeId? bridge = null, IPEndPoint? to = null)
    {
        await client.ConnectAsync(to ?? CandidateFor(client));
        await Connections((bridge ?? Bridge, client.Number)).Reader.ReadAsync().AsTask().WaitAsync(MediaClient.Patience);
    }

    /// <summary>Sound and picture out, a slot of each in.</summary>
    public static OfferLine[] UsualLines(long number) =>
    [
        new("0", SourceKind.Microphone, null, (uint)(number * 10)),
        new("1", SourceKind.Camera, null, (uint)((number * 10) + 1)),
        new("2", null, SlotUse.Speech),
        new("3", null, SlotUse.Video),
    ];

    /// <summary>Offers and takes the answer.</summary>
    public async Task NegotiateAsync(MediaClient client, BridgeId? bridge = null) =>
        client.Take(Assert.IsType<NegotiationResult.Answered>(await OfferAsync(client, bridge)).Sdp);

    public Task<NegotiationResult> OfferAsync(MediaClient client, BridgeId? bridge = null) =>
        Plane.NegotiateAsync(client.Offer(bridge ?? Bridge)).WaitAsync(MediaClient.Patience);

    /// <summary>The answer's candidate of the client's own family.</summary>
    public static IPEndPoint CandidateFor(MediaClient client) =>
        client.Answer.Candidates.First(candidate => candidate.AddressFamily == client.LocalEndPoint.AddressFamily);

    /// <summary>The next event of a kind; the others are passed over.</summary>
    public async Task<T> NextEventAsync<T>(Func<T, bool>? matches = null)
        where T : MediaEvent
    {
        using var late = new CancellationTokenSource(MediaClient.Patience);
        while (true)
        {
            if (await _events.Reader.ReadAsync(late.Token) is T wanted && matches?.Invoke(wanted) != false)
            {
                return wanted;
            }
        }
    }

    /// <summary>Reads <paramref name="client"/>'s packets until one matches.</summary>
    public static async Task<ReceivedRtp> NextPacketAsync(MediaClient client, Func<ReceivedRtp, bool> matches)
    {
        using var late = new CancellationTokenSource(MediaClient.Patience);
        while (true)
        {
            var packet = await client.Packets.ReadAsync(late.Token);
            if (matches(packet))
            {
                return packet;
            }
        }
    }

    /// <summary>How often a datagram was dropped for a reason, as operators read it.</summary>
    public long Dropped(string reason) => Plane.ReadCounters().Drops[reason];

    /// <summary>What was dropped in between, without the reasons nothing was dropped for.</summary>
    public Dictionary<string, long> DropsSince(MediaCounters before) => Plane.ReadCounters().Drops
        .Select(entry => (entry.Key, Count: entry.Value - before.Drops[entry.Key]))
        .Where(entry => entry.Count > 0)
        .ToDictionary(entry => entry.Key, entry => entry.Count);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        await Plane.DisposeAsync();
    }

    private Channel<bool> Connections((BridgeId, long) endpoint) =>
        _connections.GetOrAdd(endpoint, static _ => Channel.CreateUnbounded<bool>());
}
