using Cluster.Media.Forwarding;
using Cluster.Media.Forwarding.Relays;
using Cluster.Media.Net;

namespace Cluster.Media.Engine.NodeRelays;

/// <summary>A worker's relays to other nodes, by what stands at the beginning of their datagrams.</summary>
internal sealed class NodeRelayTable(DropCounters drops)
{
    private readonly Dictionary<uint, NodeRelay> _byId = [];
    private NetAddress _lastProven;

    /// <summary>How many there are.</summary>
    public int Count => _byId.Count;

    /// <summary>Another number whenever <see cref="Addresses"/> are others.</summary>
    public long KeyChanges { get; private set; }

    /// <summary>The addresses that datagrams come from, some twice.</summary>
    public IEnumerable<NetAddress> Addresses =>
        _byId.Values.SelectMany(static relay => new[] { relay.Peer, relay.Proven }).Where(static address => !address.IsNone);

    /// <summary>The relay that carries this one; null: none to another node.</summary>
    public NodeRelay? Find(Relay relay) => _byId.Values.FirstOrDefault(each => ReferenceEquals(each.Relay, relay));

    /// <summary>Whether an id is taken.</summary>
    public bool Contains(uint id) => _byId.ContainsKey(id);

    /// <summary>A relay opens, or is known by another id from now on.</summary>
    public void Add(NodeRelay relay)
    {
        _byId.Add(relay.Id, relay);
        KeyChanges++;
    }

    /// <summary>A relay closes, or is known by its id no longer.</summary>
    public void Remove(NodeRelay relay)
    {
        _byId.Remove(relay.Id);
        KeyChanges++;
    }

    /// <summary>Takes a datagram of this protocol.</summary>
    public void Receive(in Datagram datagram)
    {
        if (!RelayDatagram.TryParse(datagram.Bytes, out var id, out var sequence) || !_byId.TryGetValue(id, out var relay))
        {
            drops.Count(DropReason.RelayUnknown);
            return;
        }

        relay.Receive(datagram, sequence);
        if (!relay.Proven.Equals(_lastProven) && !relay.Proven.IsNone)
        {
            _lastProven = relay.Proven;
            KeyChanges++;
        }
    }

    /// <summary>What is due by the clock.</summary>
    public void Tick(long nowUs)
    {
        foreach (var relay in _byId.Values)
        {
            relay.Tick(nowUs);
        }
    }
}
