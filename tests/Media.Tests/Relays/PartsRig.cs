using Cluster.Media.Engine;
using Cluster.Media.Forwarding;
using Cluster.Media.Forwarding.Relays;
using Cluster.Media.Rtp;
using Cluster.Media.Tests.Forwarding;

namespace Cluster.Media.Tests.Relays;

/// <summary>
/// A room of several parts, or of bridges on several nodes, in virtual time: each is a <see cref="Rig"/> with clients of its own,
/// and between every two are the product's rings, emptied by the test.
/// </summary>
internal sealed class PartsRig : IDisposable
{
    private readonly List<(Relay Relay, RelayRing Incoming, int To)> _lines = [];

    public PartsRig(int parts, int ringBytes = 1 << 20, bool onNodes = false)
    {
        Parts = [.. Enumerable.Range(0, parts).Select(part => new Rig(onNodes ? 0 : part))];
        var rings = new Dictionary<(int From, int To), RelayRing>();
        for (var from = 0; from < parts; from++)
        {
            for (var to = 0; to < parts; to++)
            {
                rings[(from, to)] = new RelayRing(ringBytes);
            }
        }

        foreach (var ((from, to), ring) in rings)
        {
            if (from != to)
            {
                var cache = new CacheLimits(1_000_000, 1 << 20);
                var relay = onNodes
                    ? Parts[to].Bridge.Mesh.OpenToNode(from, rings[(to, from)], cache, peerLeads: from < to)
                    : Parts[to].Bridge.Mesh.Open(from, rings[(to, from)], cache);
                _lines.Add((relay, ring, to));
            }
        }
    }

    public Rig[] Parts { get; }

    public Rig this[int part] => Parts[part];

    /// <summary>Decides of each frame, by its kind, whether it is lost on the way.</summary>
    public Func<RelayFrameKind, bool> Loses { get; set; } = static _ => false;

    /// <summary>Whether the rings are emptied; off: nobody reads.</summary>
    public bool IsPumped { get; set; } = true;

    /// <summary>Media packets that went from one part to another.</summary>
    public long Crossed(int from, int to) => RelayOf(from, to).PacketsSent;

    public Relay RelayOf(int from, int to) => Parts[from].Bridge.Mesh.Relays.First(relay => relay.Peer == to);

    /// <summary>Lets every part say what it has to say, and hear what the others say, until all is said.</summary>
    public void Pump()
    {
        for (var again = true; again;)
        {
            again = false;
            foreach (var part in Parts)
            {
                part.Bridge.Mesh.Flush(part.NowUs);
            }

            if (!IsPumped)
            {
                return;
            }

            for (var i = 0; i < _lines.Count; i++)
            {
                while (_lines[i].Incoming.TryPeek(out var frame))
                {
                    again = true;
                    if (!Loses((RelayFrameKind)frame[0]))
                    {
                        _lines[i].Relay.Receive(frame, Parts[_lines[i].To].NowUs);
                    }

                    _lines[i].Incoming.Advance();
                }
            }
        }
    }

    /// <summary>Lets time pass, in steps of 10 ms.</summary>
    public void Pass(int ms)
    {
        Pump();
        for (var i = 0; i < ms; i += 10)
        {
            foreach (var part in Parts)
            {
                part.Tick(10);
            }

            Pump();
            foreach (var part in Parts)
            {
                part.Deliver();
            }
        }
    }

    public void Dispose() => Array.ForEach(Parts, part => part.Dispose());
}
