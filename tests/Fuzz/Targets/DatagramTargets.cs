using System.Net;
using Cluster.Media;
using Cluster.Media.Dtls;
using Cluster.Media.Engine;
using Cluster.Media.Engine.NodeRelays;
using Cluster.Media.Forwarding;
using Cluster.Media.Ice;
using Cluster.Media.Net;
using Cluster.Media.Sdp;
using Fuzz.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fuzz.Targets;

/// <summary>A datagram as the worker takes it: each is counted once or answered.</summary>
internal abstract class DatagramTarget : FuzzTarget
{
    protected static readonly NetAddress Stranger = NetAddress.From(new IPEndPoint(IPAddress.Parse("203.0.113.9"), 9_999));
    protected static readonly NetAddress Known = NetAddress.From(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 5_000));

    private static readonly SilentPort Port = new();
    private readonly DropCounters _drops = new();
    private readonly Dictionary<string, long> _totals = [];
    private readonly Demux _demux;

    protected DatagramTarget()
    {
        var table = new EndpointTable();
        var session = new NegotiatedSession("remote", "remotepasswordremotepw", "AA", []);
        var transport = new EndpointTransport(Port, _drops, new IceCredentials("evtjabcd", "VOkJxbRl1RmTxUk/WvJxBt12"), session, 0);
        var endpoint = new Endpoint(new Bridge(new BridgeId(1), _drops, _ => { }), 1, transport);
        table.Add(endpoint);
        transport.Validate(Known, default, nominates: true, 0, out _, out _);
        table.Bind(Known, endpoint);
        // Without a handshake to give: each has a thread, and a target of its own.
        var dtls = new DtlsServer(DtlsIdentity.Create(TimeProvider.System), 0, NullLogger.Instance);
        _demux = new Demux(Port, table, dtls, _drops, new StunQueries(), new NodeRelayTable(_drops), _ => { });
        _drops.AddTo(_totals);
    }

    public override IReadOnlyList<byte[]> Dictionary { get; } =
        [.. StunPieces.List, .. DtlsPieces.List, [0x80, 0x60], [0x80, 200], [0xB0], [0x00, 0x06, 0x00, 0x0F, .. "evtjabcd:remote"u8, 0]];

    public override int InputBytesMax => 4_000;

    public override int Run(Span<byte> input)
    {
        var before = Count();
        Port.Sent = 0;
        _demux.Receive(new Datagram(input, From, default, 1_000));
        var counted = Count() - before;
        Require(counted + Port.Sent == 1 || (counted == 0 && Port.Sent == 0 && IsForNobody(input)), "it was neither counted once nor answered once");
        return (int)counted + (Port.Sent * 2) + (input.IsEmpty ? 0 : input[0] >> 2 << 4);
    }

    /// <summary>Where the datagrams come from.</summary>
    protected abstract NetAddress From { get; }

    /// <summary>Indications keep a path alive: they are nothing to count, and nothing to answer.</summary>
    private static bool IsForNobody(ReadOnlySpan<byte> input) =>
        StunMessage.TryParse(input, out var message) && message.Type == StunType.BindingIndication;

    private long Count()
    {
        _drops.AddTo(_totals);
        var sum = 0L;
        foreach (var (_, count) in _totals)
        {
            sum += count;
        }

        foreach (var name in _totals.Keys)
        {
            _totals[name] = 0;
        }

        return sum;
    }
}

/// <summary>From an address nobody has validated: nothing is allocated, and without the right password nothing is answered.</summary>
internal sealed class StrangerTarget : DatagramTarget
{
    public override string Name => "datagram-stranger";

    protected override NetAddress From => Stranger;
}

/// <summary>From the address of an endpoint that has shaken no hands; where it would begin to, there is no handshake to give.</summary>
internal sealed class NeighbourTarget : DatagramTarget
{
    public override string Name => "datagram-neighbour";

    protected override NetAddress From => Known;

    // What a handshake is made of, which is thrown away when there is none to give.
    public override long? AllocatedBytesMax(int inputBytes) => 16_384;
}
