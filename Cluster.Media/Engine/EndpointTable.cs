using System.Runtime.InteropServices;
using Cluster.Media.Forwarding;
using Cluster.Media.Net;

namespace Cluster.Media.Engine;

/// <summary>A worker's endpoints, by ICE user fragment (for checks) and by validated address (for everything else).</summary>
internal sealed class EndpointTable
{
    /// <summary>Characters of our user fragments; eight, so that one is a 64-bit key.</summary>
    public const int FragmentBytes = 8;

    private const long SweepIntervalUs = 500_000;

    private readonly Dictionary<ulong, Endpoint> _byFragment = [];
    private readonly Dictionary<NetAddress, Endpoint> _byAddress = [];
    private readonly List<Endpoint> _expired = [];
    private long _nextSweepUs;

    /// <summary>The validated addresses.</summary>
    public Dictionary<NetAddress, Endpoint>.KeyCollection Addresses => _byAddress.Keys;

    /// <summary>Our user fragments, eight characters each, as numbers.</summary>
    public Dictionary<ulong, Endpoint>.KeyCollection Fragments => _byFragment.Keys;

    /// <summary>Another number whenever either of these is another.</summary>
    public long KeyChanges { get; private set; }

    /// <summary>How many there are.</summary>
    public int Count => _byFragment.Count;

    /// <summary>An endpoint came.</summary>
    public void Add(Endpoint endpoint)
    {
        _byFragment.Add(Key(endpoint.Transport.ExpectedUsername.Span), endpoint);
        KeyChanges++;
    }

    /// <summary>An endpoint goes.</summary>
    public void Remove(Endpoint endpoint)
    {
        _byFragment.Remove(Key(endpoint.Transport.ExpectedUsername.Span));
        KeyChanges++;
        foreach (var address in endpoint.Transport.Addresses)
        {
            Unbind(address, endpoint);
        }
    }

    /// <summary>An address is an endpoint's: the last valid check decides whose.</summary>
    public void Bind(in NetAddress address, Endpoint endpoint)
    {
        _byAddress[address] = endpoint;
        KeyChanges++;
    }

    /// <summary>An address is this endpoint's no longer; nothing happens when it is another's by now.</summary>
    public void Unbind(in NetAddress address, Endpoint endpoint)
    {
        if (_byAddress.TryGetValue(address, out var holder) && ReferenceEquals(holder, endpoint))
        {
            _byAddress.Remove(address);
            KeyChanges++;
        }
    }

    /// <summary>The endpoint a STUN user name means; null: none.</summary>
    public Endpoint? ByUsername(ReadOnlySpan<byte> username) =>
        username.Length > FragmentBytes && _byFragment.TryGetValue(Key(username), out var endpoint)
            && username.SequenceEqual(endpoint.Transport.ExpectedUsername.Span)
            ? endpoint
            : null;

    /// <summary>The endpoint that an address was validated for; null: none.</summary>
    public Endpoint? ByAddress(in NetAddress address) => _byAddress.GetValueOrDefault(address);

    /// <summary>Endpoints that have lost consent or never connected, looked for twice a second.</summary>
    public IReadOnlyList<Endpoint> TakeExpired(long nowUs, long consentUs, long connectUs)
    {
        _expired.Clear();
        if (nowUs < _nextSweepUs)
        {
            return _expired;
        }

        _nextSweepUs = nowUs + SweepIntervalUs;
        foreach (var endpoint in _byFragment.Values)
        {
            var transport = endpoint.Transport;
            if (transport.CanSend ? nowUs - transport.LastCheckUs > consentUs : nowUs - transport.OpenedUs > connectUs)
            {
                _expired.Add(endpoint);
            }
        }

        return _expired;
    }

    private static ulong Key(ReadOnlySpan<byte> username) => MemoryMarshal.Read<ulong>(username);
}
