using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Cluster.Media.Forwarding.Relays;
using Cluster.Media.Net;

namespace Cluster.Media.Forwarding;

/// <summary>
/// A selective forwarding unit for one room: its endpoints, the sources they publish, and which source is in which slot.
/// It belongs to one worker thread; a room larger than one worker has a bridge on each of several, its parts, with relays
/// between them (<see cref="RelayMesh"/>).
/// </summary>
/// <remarks>
/// What a change costs follows from who is touched by it, not from how large the room is: a picture touches those whose
/// view names it or who see it, and a voice those who get to hear another set of voices.
/// </remarks>
/// <param name="id">Its id.</param>
/// <param name="drops">Counts what is dropped.</param>
/// <param name="events">Tells its owner.</param>
/// <param name="clock">The time in microseconds, for what comes by a command; null: the media clock.</param>
/// <param name="part">Its place among the parts of the room, 0 for the first or only one.</param>
internal sealed partial class Bridge(BridgeId id, DropCounters drops, Action<MediaEvent> events, Func<long>? clock = null, int part = 0)
{
    private const int SeatsForSpeech = 4;
    private const long SpeakersIntervalUs = 20_000;
    private const long AnnounceIntervalUs = 150_000;

    // Longer than a packet takes to another part and its answer back.
    private const long WordUs = 200_000;

    private readonly Func<long> _clock = clock ?? (static () => MediaClock.NowUs);
    private readonly Dictionary<long, Endpoint> _endpoints = [];
    private readonly Dictionary<uint, Source> _sources = [];
    private readonly List<Wanted> _screenSounds = [];
    private readonly List<Endpoint> _bereft = [];
    private readonly SpeakerRanking _speakers = new(SeatsForSpeech);
    private readonly SpeechPlacement _speech = new(SeatsForSpeech);
    private readonly LayerWatch _layers = new();
    private readonly Wishes _wishes = new();
    private long _nextSpeakersUs;
    private long _nextAnnounceUs;
    private long _picturesArranged;
    private bool _announce;
    private readonly Source[] _followed = new Source[SeatsForSpeech];
    private Source? _newVoice;
    private long _newVoiceUs;
    private RelayMesh? _mesh;

    /// <summary>Its id.</summary>
    public BridgeId Id => id;

    /// <summary>Its place among the parts of the room.</summary>
    public int Part => part;

    /// <summary>Whether it is the first part or the only one: it says who speaks.</summary>
    public bool IsFirst => part == 0;

    /// <summary>The relays to the other parts.</summary>
    public RelayMesh Mesh => _mesh ??= new RelayMesh(this, SeatsForSpeech);

    /// <summary>Counts what is dropped.</summary>
    public DropCounters Drops => drops;

    /// <summary>Endpoints by number.</summary>
    public Dictionary<long, Endpoint> Endpoints => _endpoints;

    /// <summary>Sources by number.</summary>
    public Dictionary<uint, Source> Sources => _sources;

    /// <summary>Who speaks, and whose microphones are carried.</summary>
    public SpeakerRanking Speakers => _speakers;

    /// <summary>Who wants which picture.</summary>
    public Wishes Wishes => _wishes;

    /// <summary>
    /// The room's work since the start, apart from packets and reports: endpoints whose speech slots were arranged, whose
    /// picture slots were, and picture slots that were told to choose their layers again.
    /// </summary>
    public (long SpeechArranged, long PicturesArranged, long Retargeted) Work => (_speech.Arranged, _picturesArranged, _layers.Retargeted);

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

    /// <summary>A source came: whoever wants it gets it. A microphone waits for its first voice.</summary>
    public void AddSource(Source source)
    {
        var nowUs = _clock();
        if (TryAddRival(source))
        {
            Mesh.Add(source);
            return;
        }

        _sources[source.Number.Value] = source;
        Mesh.Add(source);
        if (source.IsVideo)
        {
            _layers.Add(source);
            foreach (var endpoint in (IEnumerable<Endpoint>?)_wishes.Of(source.Number) ?? [])
            {
                PlacePictures(endpoint, nowUs);
            }
        }
        else if (source.Kind == SourceKind.ScreenSound)
        {
            // The newest comes first.
            var at = _screenSounds.FindIndex(other => other.Source.Number.Value < source.Number.Value);
            _screenSounds.Insert(at < 0 ? _screenSounds.Count : at, new Wanted(source, 0));
            PlaceScreenSounds(nowUs);
        }
    }

    /// <summary>A source ended: those who had it get what they want next.</summary>
    public void RemoveSource(Source source)
    {
        var nowUs = _clock();
        RemoveRival(source, nowUs);
        if (_sources.TryGetValue(source.Number.Value, out var current) && ReferenceEquals(current, source))
        {
            _sources.Remove(source.Number.Value);
        }

        Mesh.Remove(source);
        _bereft.Clear();
        if (source.IsVideo)
        {
            _layers.Remove(source);
            foreach (var slot in source.Viewers)
            {
                _bereft.Add(slot.Owner);
            }
        }

        source.End();
        foreach (var endpoint in _bereft)
        {
            PlacePictures(endpoint, nowUs);
        }

        if (_screenSounds.RemoveAll(other => ReferenceEquals(other.Source, source)) > 0)
        {
            PlaceScreenSounds(nowUs);
        }

        Silence(source, nowUs);
    }

    /// <summary>Mutes or opens a source of this part for everybody; another part says so of its own.</summary>
    public void SetMuted(SourceNumber number, bool muted)
    {
        if (_sources.TryGetValue(number.Value, out var source) && source.Owner is Endpoint)
        {
            SetMuted(source, muted);
        }
    }

    /// <summary>A source is muted or open from now on.</summary>
    public void SetMuted(Source source, bool muted)
    {
        if (source.Muted == muted)
        {
            return;
        }

        var nowUs = _clock();
        source.SetMuted(muted);
        if (muted)
        {
            Silence(source, nowUs);
        }
        else
        {
            source.Retarget(nowUs);
        }
    }

    /// <summary>Notes how loud a packet of a microphone is, before it is forwarded: who begins to speak is heard from that packet on.</summary>
    public void Hear(Source microphone, in InboundPacket packet)
    {
        if (microphone.Muted
            || !microphone.Loudness.Note(Source.LevelOf(packet), packet.ArrivalUs)
            || !Mesh.Admits(microphone, packet.ArrivalUs))
        {
            return;
        }

        var isNew = !_speakers.Carries(microphone);
        if (_speakers.Voice(microphone, packet.ArrivalUs))
        {
            (_newVoice, _newVoiceUs) = isNew ? (microphone, packet.ArrivalUs) : (_newVoice, _newVoiceUs);
            PlaceSpeech(packet.ArrivalUs);
        }
    }

    /// <summary>
    /// Takes over the first part's order, as 32-bit numbers in network byte order. Every part ranks the same voices, so this
    /// only ends what differs by a moment: two who began at once where one seat was left.
    /// </summary>
    public void FollowSpeakers(ReadOnlySpan<byte> numbers, long nowUs)
    {
        var count = 0;
        var knowsNewVoice = false;
        for (; numbers.Length >= 4 && count < SeatsForSpeech; numbers = numbers[4..])
        {
            if (_sources.TryGetValue(BinaryPrimitives.ReadUInt32BigEndian(numbers), out var source)
                && source is { Kind: SourceKind.Microphone, Muted: false })
            {
                knowsNewVoice |= ReferenceEquals(source, _newVoice);
                _followed[count++] = source;
            }
        }

        // Word of the newest voice may still be on its way there.
        if ((knowsNewVoice || nowUs - _newVoiceUs > WordUs) && _speakers.Follow(_followed.AsSpan(0, count), nowUs))
        {
            PlaceSpeech(nowUs);
        }
    }

    /// <summary>Puts sources into one endpoint's slots again.</summary>
    public void Place(Endpoint endpoint)
    {
        var nowUs = _clock();
        PlacePictures(endpoint, nowUs);
        _speech.Arrange(endpoint, _speakers.Carried, nowUs);
        PlaceScreenSound(endpoint, nowUs);
    }

    /// <summary>This part's state as plain data.</summary>
    public PartSnapshot Snapshot(int worker) =>
        new(part, worker, [.. _endpoints.Keys], [.. Mesh.Relays.Select(relay => relay.Snapshot())]);

    /// <summary>Everything that happens by the clock.</summary>
    public void Tick(long nowUs)
    {
        if (nowUs >= _nextSpeakersUs)
        {
            _nextSpeakersUs = nowUs + SpeakersIntervalUs;
            RankSpeakers(nowUs);
        }

        _layers.Tick(nowUs);
        Mesh.Tick(nowUs);
        foreach (var endpoint in _endpoints.Values)
        {
            endpoint.Reports.Tick(nowUs);
        }
    }

    private void PlacePictures(Endpoint endpoint, long nowUs)
    {
        _picturesArranged++;
        ViewPlacement.Arrange(endpoint.VideoSlots, endpoint.WantedPictures(), nowUs);
    }

    private void PlaceScreenSounds(long nowUs)
    {
        foreach (var endpoint in _endpoints.Values)
        {
            PlaceScreenSound(endpoint, nowUs);
        }
    }

    private void PlaceScreenSound(Endpoint endpoint, long nowUs)
    {
        if (endpoint.ScreenSoundSlots.IsEmpty)
        {
            return;
        }

        var own = _screenSounds.FindIndex(sound => endpoint.Sends(sound.Source));
        ViewPlacement.Arrange(
            endpoint.ScreenSoundSlots,
            own < 0 ? CollectionsMarshal.AsSpan(_screenSounds) : Others(endpoint),
            nowUs);
    }

    private Wanted[] Others(Endpoint endpoint) => [.. _screenSounds.Where(sound => !endpoint.Sends(sound.Source))];

    private void Silence(Source source, long nowUs)
    {
        Mesh.Silence(source);
        if (_speakers.Remove(source))
        {
            _announce = true;
            PlaceSpeech(nowUs);
        }
    }

    private void PlaceSpeech(long nowUs)
    {
        _speech.Update(_speakers.Carried, _endpoints.Values, nowUs);
        Mesh.NoteSpeakers();
    }

    private void RankSpeakers(long nowUs)
    {
        Mesh.Rank(nowUs);
        if (_speakers.Tick(nowUs, out var speaking))
        {
            PlaceSpeech(nowUs);
        }

        _announce |= speaking;
        if (_announce && IsFirst && nowUs >= _nextAnnounceUs)
        {
            _announce = false;
            _nextAnnounceUs = nowUs + AnnounceIntervalUs;
            Raise(new MediaEvent.SpeakersChanged(id, [.. _speakers.Speaking.Select(source => source.Number)]));
        }
    }
}
