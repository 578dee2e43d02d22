using Cluster.Media.Forwarding.Relays;

namespace Cluster.Media.Engine;

/// <summary>All relays of one worker: takes what other workers have passed on, and wakes those that something was passed on to, once a turn.</summary>
internal sealed class RelayExchange
{
    private const int FramesPerTurnMax = 1_024;

    private readonly List<Line> _lines = [];
    private readonly List<MediaWorker> _woken = [];

    /// <summary>Whether there are any.</summary>
    public bool IsEmpty => _lines.Count == 0;

    /// <summary>A relay opens: frames for it come in <paramref name="incoming"/> from <paramref name="peer"/>.</summary>
    public void Open(Relay relay, RelayRing incoming, MediaWorker peer) => _lines.Add(new Line(relay, incoming, peer));

    /// <summary>A relay closes.</summary>
    public void Close(Relay relay) => _lines.RemoveAll(line => ReferenceEquals(line.Relay, relay));

    /// <summary>Takes what is there, of each relay at most so many frames; true when more is left.</summary>
    public bool Receive(long nowUs)
    {
        var more = false;
        for (var i = 0; i < _lines.Count; i++)
        {
            var (relay, incoming, _) = _lines[i];
            var taken = 0;
            while (incoming.TryPeek(out var frame))
            {
                if (taken++ == FramesPerTurnMax)
                {
                    more = true;
                    break;
                }

                try
                {
                    relay.Receive(frame, nowUs);
                }
                finally
                {
                    incoming.Advance();
                }
            }
        }

        return more;
    }

    /// <summary>Wakes the workers that something was sent to since the last call.</summary>
    public void WakePeers()
    {
        for (var i = 0; i < _lines.Count; i++)
        {
            var (relay, _, peer) = _lines[i];
            if (relay.TakeHasSent() && !_woken.Contains(peer))
            {
                _woken.Add(peer);
                peer.Wake();
            }
        }

        _woken.Clear();
    }

    private readonly record struct Line(Relay Relay, RelayRing Incoming, MediaWorker Peer);
}
