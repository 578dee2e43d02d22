using System.Runtime.InteropServices;
using Cluster.Media.Congestion;
using Cluster.Media.Rtp;
using Cluster.Media.Sdp;

namespace Cluster.Media.Forwarding;

/// <summary>One participant's media on a bridge: a transport, the sources it sends, the slots it receives in.</summary>
internal sealed class Endpoint : ISourceOwner, IDisposable
{
    private readonly Dictionary<string, Source> _sources = [];
    private readonly Dictionary<string, Slot> _slots = [];
    private readonly List<Slot> _slotList = [];
    private readonly List<Wanted> _wanted = [];
    private Source[] _sourceList = [];
    private Slot[] _speechSlots = [];
    private Slot[] _videoSlots = [];
    private Slot[] _screenSoundSlots = [];
    private IReadOnlyList<ViewEntry> _view = [];

    /// <summary>An endpoint of <paramref name="bridge"/>.</summary>
    public Endpoint(Bridge bridge, long number, EndpointTransport transport)
    {
        Bridge = bridge;
        Number = number;
        Transport = transport;
        Incoming = new IncomingMedia(this, bridge.Drops);
        Control = new IncomingControl(this, bridge.Drops);
        Reports = new OutgoingControl(this);
    }

    /// <summary>Its bridge.</summary>
    public Bridge Bridge { get; }

    /// <summary>Its number on the bridge.</summary>
    public long Number { get; }

    /// <summary>Its association.</summary>
    public EndpointTransport Transport { get; }

    /// <summary>What happens to its media.</summary>
    public IncomingMedia Incoming { get; }

    /// <summary>What happens to its RTCP.</summary>
    public IncomingControl Control { get; }

    /// <summary>What RTCP it gets.</summary>
    public OutgoingControl Reports { get; }

    /// <summary>What it sends, as transport-wide feedback to it.</summary>
    public TransportFeedback Feedback { get; } = new();

    /// <summary>Sources by m-line.</summary>
    public IReadOnlyDictionary<string, Source> Sources => _sources;

    /// <summary>Slots by m-line.</summary>
    public IReadOnlyDictionary<string, Slot> Slots => _slots;

    /// <summary>The sources, for the tick.</summary>
    public ReadOnlySpan<Source> SourceList => _sourceList;

    /// <summary>The slots, for the packet path and the tick.</summary>
    public List<Slot> SlotList => _slotList;

    /// <summary>Its slots for speech.</summary>
    public ReadOnlySpan<Slot> SpeechSlots => _speechSlots;

    /// <summary>Its slots for pictures.</summary>
    public ReadOnlySpan<Slot> VideoSlots => _videoSlots;

    /// <summary>Its slots for the sound of screens.</summary>
    public ReadOnlySpan<Slot> ScreenSoundSlots => _screenSoundSlots;

    /// <summary>What its owner calls it.</summary>
    public string Label { get; set; } = "";

    /// <summary>Takes over what a negotiation decided: sources and slots appear, stay, rest or end.</summary>
    public void Apply(NegotiatedSession session, IReadOnlyList<SourceBinding> sources, IReadOnlyList<SlotBinding> slots, CacheLimits cache)
    {
        // Rejected m-lines are nothing to us, and need not have a mid.
        var media = session.Media.Where(line => line.Role != MediaRole.Rejected).ToDictionary(line => line.Mid);
        ApplySources(media, sources, cache);
        ApplySlots(media, slots);
        _sourceList = [.. _sources.Values];
        _speechSlots = SlotsFor(SlotUse.Speech);
        _videoSlots = SlotsFor(SlotUse.Video);
        _screenSoundSlots = SlotsFor(SlotUse.ScreenSound);
        Bridge.Place(this);
    }

    /// <summary>Whether a source is its participant's own: sent here, or under one of its numbers from the bridge he comes from or goes to.</summary>
    public bool Sends(Source source)
    {
        if (ReferenceEquals(source.Owner, this))
        {
            return true;
        }

        foreach (var own in _sourceList)
        {
            if (own.Number == source.Number)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes a new view; a source named twice counts where it was first.</summary>
    public void SetView(IReadOnlyList<ViewEntry> view)
    {
        var before = _view;
        _view = [.. view.DistinctBy(entry => entry.Source)];
        Bridge.Wishes.Change(this, before, _view);
    }

    /// <summary>The view's sources that exist on the bridge and are somebody else's pictures; good until the next call.</summary>
    public ReadOnlySpan<Wanted> WantedPictures()
    {
        _wanted.Clear();
        for (var i = 0; i < _view.Count; i++)
        {
            if (Bridge.Sources.TryGetValue(_view[i].Source.Value, out var source)
                && source.IsVideo && !Sends(source))
            {
                _wanted.Add(new Wanted(source, _view[i].Height));
            }
        }

        return CollectionsMarshal.AsSpan(_wanted);
    }

    /// <inheritdoc/>
    public void NoteDemand(Source source)
    {
        // Its repairs and keyframe requests go by what is shown at the moment they are due.
    }

    /// <summary>Chooses layers for all its slots again.</summary>
    public void Retarget(long nowUs)
    {
        foreach (var slot in _slotList)
        {
            slot.Retarget(nowUs);
        }
    }

    /// <summary>Ends its sources, empties its slots, closes its transport.</summary>
    public void Dispose()
    {
        foreach (var source in _sources.Values)
        {
            Bridge.RemoveSource(source);
        }

        foreach (var slot in _slotList)
        {
            slot.Show(null, 0);
        }

        SetView([]);
        _sources.Clear();
        _slots.Clear();
        _slotList.Clear();
        (_sourceList, _speechSlots, _videoSlots, _screenSoundSlots) = ([], [], [], []);
        Transport.Dispose();
    }

    private Slot[] SlotsFor(SlotUse use) => [.. _slotList.Where(slot => slot.Use == use)];

    private void ApplySources(Dictionary<string, NegotiatedMedia> media, IReadOnlyList<SourceBinding> sources, CacheLimits cache)
    {
        foreach (var (mid, source) in _sources.ToArray())
        {
            var kept = media.TryGetValue(mid, out var line) && line.Role == MediaRole.Source
                && line.Rids.SequenceEqual(source.Media.Rids)
                && sources.Any(binding => binding.Mid == mid && binding.Number == source.Number);
            if (kept)
            {
                source.Renegotiate(line!);
                Incoming.Declare(source);
            }
            else
            {
                _sources.Remove(mid);
                Incoming.Forget(source);
                Bridge.RemoveSource(source);
            }
        }

        foreach (var binding in sources)
        {
            if (!_sources.ContainsKey(binding.Mid)
                && media.TryGetValue(binding.Mid, out var line) && line.Role == MediaRole.Source)
            {
                var source = new Source(this, binding, line, cache);
                _sources.Add(binding.Mid, source);
                Incoming.Expect(source);
                Bridge.AddSource(source);
            }
        }
    }

    /// <summary>
    /// A slot whose m-line pauses rests: it shows nothing, but its numbering goes on when it is wanted again, since under
    /// one key no number may be sent twice. It ends when its m-line is not offered any more.
    /// </summary>
    private void ApplySlots(Dictionary<string, NegotiatedMedia> media, IReadOnlyList<SlotBinding> slots)
    {
        foreach (var (mid, slot) in _slots.ToArray())
        {
            if (!media.ContainsKey(mid))
            {
                slot.Show(null, 0);
                _slots.Remove(mid);
                Transport.ForgetSlot(slot.Media);
            }
        }

        var before = _slotList.ToArray();
        _slotList.Clear();
        foreach (var binding in slots)
        {
            if (!media.TryGetValue(binding.Mid, out var line) || line.Role != MediaRole.Slot)
            {
                continue;
            }

            if (_slots.TryGetValue(binding.Mid, out var slot))
            {
                slot.Renegotiate(line, binding.Use);
            }
            else
            {
                slot = new Slot(this, binding.Use, line);
                _slots.Add(binding.Mid, slot);
            }

            if (!_slotList.Contains(slot))
            {
                _slotList.Add(slot);
            }
        }

        foreach (var resting in before.Except(_slotList))
        {
            resting.Show(null, 0);
        }
    }
}
