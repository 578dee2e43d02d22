using Cluster.Media.Rtp;

namespace Cluster.Media.Forwarding.Relays;

/// <summary>
/// The relays of one part of a bridge to all its other parts. Only a part's own sources are passed on, so that nothing
/// goes round in circles.
/// </summary>
/// <param name="bridge">This part.</param>
/// <param name="seats">Microphones passed on at once: as many as the room carries, so that those it would carry are among them.</param>
internal sealed class RelayMesh(Bridge bridge, int seats)
{
    private const long SpeakersIntervalUs = 100_000;

    private readonly List<Relay> _relays = [];
    private readonly SpeakerRanking _own = new(seats);
    private long _nextSpeakersUs;
    private bool _speakersChanged;

    /// <summary>Whether this part is all there is.</summary>
    public bool IsEmpty => _relays.Count == 0;

    /// <summary>The relays.</summary>
    public IReadOnlyList<Relay> Relays => _relays;

    /// <summary>Another part has opened: it is told of everything there is here.</summary>
    public Relay Open(int peer, IRelayLink link, CacheLimits cache)
    {
        var relay = new Relay(bridge, peer, link, _own, cache);
        _relays.Add(relay);
        foreach (var source in bridge.Sources.Values)
        {
            if (source.Owner is Endpoint)
            {
                relay.Add(source);
            }
        }

        return relay;
    }

    /// <summary>Another part has closed.</summary>
    public void Close(Relay relay)
    {
        _relays.Remove(relay);
        relay.Dispose();
    }

    /// <summary>A source came to this part.</summary>
    public void Add(Source source)
    {
        foreach (var relay in _relays)
        {
            relay.Add(source);
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
    /// A microphone has sent a voice. One of this part has to be among the loudest here first: all parts rank the same
    /// microphones then, and come to the same order.
    /// </summary>
    public bool Admits(Source microphone, long nowUs)
    {
        if (IsEmpty || microphone.Owner is not Endpoint)
        {
            return true;
        }

        _own.Voice(microphone, nowUs);
        return _own.Carries(microphone);
    }

    /// <summary>A microphone is gone or muted.</summary>
    public void Silence(Source microphone) => _own.Remove(microphone);

    /// <summary>The carried microphones or their order have changed.</summary>
    public void NoteSpeakers() => _speakersChanged = true;

    /// <summary>Decides which of the own microphones are loudest.</summary>
    public void Rank(long nowUs)
    {
        if (!IsEmpty)
        {
            _own.Tick(nowUs, out _);
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

    /// <summary>Tells the other parts what has changed; at the end of each turn.</summary>
    public void Flush(long nowUs)
    {
        if (IsEmpty)
        {
            return;
        }

        var speakers = bridge.IsFirst && (_speakersChanged || nowUs >= _nextSpeakersUs);
        foreach (var relay in _relays)
        {
            relay.Flush(nowUs);
            if (speakers)
            {
                relay.SendSpeakers(bridge.Speakers.Carried);
            }
        }

        if (speakers)
        {
            (_speakersChanged, _nextSpeakersUs) = (false, nowUs + SpeakersIntervalUs);
        }
    }
}
