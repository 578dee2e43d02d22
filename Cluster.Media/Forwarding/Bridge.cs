using Cluster.Media.Net;

namespace Cluster.Media.Forwarding;

/// <summary>
/// A selective forwarding unit for one room: its endpoints, the sources they publish, and which source is in which slot.
/// It belongs to one worker thread.
/// </summary>
internal sealed class Bridge(BridgeId id, DropCounters drops, Action<MediaEvent> events)
{
    private const int SeatsForSpeech = 4;
    private const long SpeakersIntervalUs = 20_000;
    private const long AnnounceIntervalUs = 150_000;
    private const long RetargetIntervalUs = 100_000;

    private readonly Dictionary<long, Endpoint> _endpoints = [];
    private readonly Dictionary<uint, Source> _sources = [];
    private readonly List<Source> _microphones = [];
    private readonly SpeakerRanking _speakers = new(SeatsForSpeech);
    private long _nextSpeakersUs;
    private long _nextAnnounceUs;
    private long _nextRetargetUs;
    private bool _announce;

    /// <summary>Its id.</summary>
    public BridgeId Id => id;

    /// <summary>Counts what is dropped.</summary>
    public DropCounters Drops => drops;

    /// <summary>Endpoints by number.</summary>
    public IReadOnlyDictionary<long, Endpoint> Endpoints => _endpoints;

    /// <summary>Sources by number.</summary>
    public IReadOnlyDictionary<uint, Source> Sources => _sources;

    /// <summary>Tells the bridge's owner.</summary>
    public void Raise(MediaEvent what) => events(what);

    /// <summary>An endpoint came.</summary>
    public void Add(Endpoint endpoint) => _endpoints.Add(endpoint.Number, endpoint);

    /// <summary>An endpoint goes: its sources end for everybody.</summary>
    public void Remove(Endpoint endpoint)
    {
        if (_endpoints.TryGetValue(endpoint.Number, out var current) && ReferenceEquals(current, endpoint))
        {
            _endpoints.Remove(endpoint.Number);
        }

        endpoint.Dispose();
    }

    /// <summary>A source came: whoever wants it gets it.</summary>
    public void AddSource(Source source)
    {
        _sources[source.Number.Value] = source;
        if (source.Kind == SourceKind.Microphone)
        {
            _microphones.Add(source);
            _speakers.Elect(_microphones, MediaClock.NowUs);
        }

        PlaceAll();
    }

    /// <summary>A source ended.</summary>
    public void RemoveSource(Source source)
    {
        if (_sources.TryGetValue(source.Number.Value, out var current) && ReferenceEquals(current, source))
        {
            _sources.Remove(source.Number.Value);
        }

        source.End();
        if (_microphones.Remove(source))
        {
            _speakers.Remove(source);
            _speakers.Elect(_microphones, MediaClock.NowUs);
            _announce = true;
        }

        PlaceAll();
    }

    /// <summary>Mutes or opens a source for everybody.</summary>
    public void SetMuted(SourceNumber number, bool muted)
    {
        if (!_sources.TryGetValue(number.Value, out var source) || source.Muted == muted)
        {
            return;
        }

        source.SetMuted(muted);
        if (source.Kind == SourceKind.Microphone)
        {
            _announce |= muted;
            if (muted)
            {
                _speakers.Remove(source);
            }

            _speakers.Elect(_microphones, MediaClock.NowUs);
            PlaceAll();
        }
        else if (!muted)
        {
            foreach (var slot in source.Viewers)
            {
                slot.Retarget(MediaClock.NowUs);
            }
        }
    }

    /// <summary>Puts sources into one endpoint's slots again.</summary>
    public void Place(Endpoint endpoint)
    {
        ViewPlacement.Arrange(SlotsOf(endpoint, SlotUse.Video), endpoint.WantedPictures());
        ViewPlacement.Arrange(SlotsOf(endpoint, SlotUse.Speech), Others(endpoint, _speakers.ByImportance()));
        ViewPlacement.Arrange(
            SlotsOf(endpoint, SlotUse.ScreenSound),
            Others(endpoint, [.. _sources.Values.Where(source => source.Kind == SourceKind.ScreenSound).OrderByDescending(source => source.Number.Value)]));
        endpoint.Retarget(MediaClock.NowUs);
    }

    /// <summary>Everything that happens by the clock.</summary>
    public void Tick(long nowUs)
    {
        if (nowUs >= _nextSpeakersUs)
        {
            _nextSpeakersUs = nowUs + SpeakersIntervalUs;
            RankSpeakers(nowUs);
        }

        var retarget = nowUs >= _nextRetargetUs;
        if (retarget)
        {
            _nextRetargetUs = nowUs + RetargetIntervalUs;
        }

        foreach (var endpoint in _endpoints.Values)
        {
            if (retarget)
            {
                endpoint.Retarget(nowUs);
            }

            endpoint.Reports.Tick(nowUs);
        }
    }

    private static List<Slot> SlotsOf(Endpoint endpoint, SlotUse use) => [.. endpoint.SlotList.Where(slot => slot.Use == use)];

    private static List<(Source, int)> Others(Endpoint endpoint, IReadOnlyList<Source> sources) =>
        [.. sources.Where(source => !ReferenceEquals(source.Owner, endpoint)).Select(source => (source, 0))];

    private void PlaceAll()
    {
        foreach (var endpoint in _endpoints.Values)
        {
            Place(endpoint);
        }
    }

    private void RankSpeakers(long nowUs)
    {
        // Who is not carried has one slot less than there are carried ones: it must be a silent one that has none.
        var elected = _speakers.Elect(_microphones, nowUs);
        var ranked = _speakers.Rank(nowUs);
        if (elected || ranked)
        {
            PlaceAll();
        }

        _announce |= ranked;
        if (_announce && nowUs >= _nextAnnounceUs)
        {
            _announce = false;
            _nextAnnounceUs = nowUs + AnnounceIntervalUs;
            Raise(new MediaEvent.SpeakersChanged(id, [.. _speakers.Speaking.Select(source => source.Number)]));
        }
    }
}
