using Cluster.Media.Rtp;

namespace Cluster.Media.Forwarding.Relays;

/// <summary>
/// The relays of one part of a bridge: to all its other parts, and of a first part also to the room's bridges on other nodes. A
/// source is passed on to where it does not come from: what another node sent goes to the other parts, what another part sent
/// goes to the other nodes, and neither goes back to its like. So nothing goes round in circles, and a source crosses to a node once.
/// </summary>
/// <param name="bridge">This part.</param>
/// <param name="seats">Microphones passed on at once: as many as the room carries, so that those it would carry are among them.</param>
internal sealed class RelayMesh(Bridge bridge, int seats)
{
    private const long SpeakersIntervalUs = 100_000;

    private readonly List<Relay> _relays = [];
    private readonly SpeakerRanking _toParts = new(seats);
    private readonly SpeakerRanking _toNodes = new(seats);
    private long _nextSpeakersUs;
    private bool _speakersChanged;
    private bool _hasParts;
    private bool _hasNodes;

    /// <summary>Whether this part is all there is.</summary>
    public bool IsEmpty => _relays.Count == 0;

    /// <summary>The relays.</summary>
    public IReadOnlyList<Relay> Relays => _relays;

    /// <summary>Another part has opened: it is told of everything there is here.</summary>
    public Relay Open(int peer, IRelayLink link, CacheLimits cache) => Open(new Relay(bridge, RelayReach.Part, peer, link, _toParts, cache));

    /// <summary>A bridge of the room on another node is reached from now on; <paramref name="number"/> is its owner's for the relay.</summary>
    public Relay OpenToNode(long number, IRelayLink link, CacheLimits cache, bool peerLeads) =>
        Open(new Relay(bridge, RelayReach.Node, number, link, _toNodes, cache) { PeerLeads = peerLeads });

    /// <summary>What is beyond has closed.</summary>
    public void Close(Relay relay)
    {
        _relays.Remove(relay);
        NoteReaches();
        relay.Dispose();
    }

    /// <summary>A source came to this part.</summary>
    public void Add(Source source)
    {
        foreach (var relay in _relays)
        {
            if (ComesFrom(source) != relay.Reach && !relay.Passes(source.Number))
            {
                relay.Add(source);
            }
        }
    }

    /// <summary>One source takes the place of another with its number: beyond it is the same, by another stream.</summary>
    public void Succeed(Source former, Source next)
    {
        foreach (var relay in _relays)
        {
            if (ComesFrom(next) != relay.Reach)
            {
                relay.Replace(former, next);
            }
        }
    }

    /// <summary>A source of this part ended.</summary>
    public void Remove(Source source)
    {
        foreach (var relay in _relays)
        {
            relay.Remove(source);
        }
    }

    /// <summary>
    /// A microphone has sent a voice. One that is to be passed on has to be among the loudest of those that are: all parts and
    /// nodes rank the same microphones then, and come to the same order.
    /// </summary>
    public bool Admits(Source microphone, long nowUs)
    {
        var from = ComesFrom(microphone);
        var toParts = !_hasParts || from == RelayReach.Part || Ranks(_toParts, microphone, nowUs);
        return (!_hasNodes || from == RelayReach.Node || Ranks(_toNodes, microphone, nowUs)) && toParts;
    }

    /// <summary>A microphone is gone or muted.</summary>
    public void Silence(Source microphone)
    {
        _toParts.Remove(microphone);
        _toNodes.Remove(microphone);
    }

    /// <summary>The carried microphones or their order have changed.</summary>
    public void NoteSpeakers() => _speakersChanged = true;

    /// <summary>Decides which of the microphones that are passed on are loudest.</summary>
    public void Rank(long nowUs)
    {
        if (_hasParts)
        {
            _toParts.Tick(nowUs, out _);
        }

        if (_hasNodes)
        {
            _toNodes.Tick(nowUs, out _);
        }
    }

    /// <summary>What is due by the clock.</summary>
    public void Tick(long nowUs)
    {
        foreach (var relay in _relays)
        {
            relay.Tick(nowUs);
        }
    }

    /// <summary>Tells the others what has changed; at the end of each turn.</summary>
    public void Flush(long nowUs)
    {
        if (IsEmpty)
        {
            return;
        }

        var speakers = bridge.IsFirst && (_speakersChanged || nowUs >= _nextSpeakersUs);
        var leads = true;
        foreach (var relay in _relays)
        {
            leads &= !relay.PeerLeads;
        }

        foreach (var relay in _relays)
        {
            relay.Flush(nowUs);
            if (speakers && (leads || relay.Reach == RelayReach.Part))
            {
                relay.SendSpeakers(bridge.Speakers.Carried);
            }
        }

        if (speakers)
        {
            (_speakersChanged, _nextSpeakersUs) = (false, nowUs + SpeakersIntervalUs);
        }
    }

    private static bool Ranks(SpeakerRanking passed, Source microphone, long nowUs)
    {
        passed.Voice(microphone, nowUs);
        return passed.Carries(microphone);
    }

    private static RelayReach? ComesFrom(Source source) => (source.Owner as RelayedSource)?.Reach;

    private Relay Open(Relay relay)
    {
        _relays.Add(relay);
        NoteReaches();
        foreach (var source in bridge.Sources.Values)
        {
            if (ComesFrom(source) != relay.Reach)
            {
                relay.Add(source);
            }
        }

        return relay;
    }

    private void NoteReaches()
    {
        _hasParts = _relays.Exists(static relay => relay.Reach == RelayReach.Part);
        _hasNodes = _relays.Exists(static relay => relay.Reach == RelayReach.Node);
    }
}
