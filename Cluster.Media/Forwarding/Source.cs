using Cluster.Media.Forwarding.Relays;
using Cluster.Media.Rtp;
using Cluster.Media.Sdp;

namespace Cluster.Media.Forwarding;

/// <summary>One thing an endpoint publishes, here or on another part of the bridge: its layers, and the slots that show it now.</summary>
internal sealed class Source
{
    private readonly List<Slot> _viewers = [];
    private readonly List<Slot> _staying = [];
    private long _heardUs;
    private bool _layersChanged;
    private uint _live;

    /// <summary>A source on the m-line <paramref name="media"/>.</summary>
    public Source(ISourceOwner owner, SourceBinding binding, NegotiatedMedia media, CacheLimits cache)
    {
        Owner = owner;
        Number = binding.Number;
        Kind = binding.Kind;
        Muted = binding.Muted;
        Media = media;
        var rids = media.Rids.Count > 0 ? media.Rids : [""];
        Layers = [.. rids.Select((rid, index) => new Layer(this, rid, index, media.ClockRateHz, cache))];
    }

    /// <summary>Where it comes from: the endpoint that publishes it, or a relay.</summary>
    public ISourceOwner Owner { get; }

    /// <summary>Its ways to the other parts of the bridge; none for a source that came from one.</summary>
    public List<SourceRelay> Relays { get; } = [];

    /// <summary>Its number in the meeting.</summary>
    public SourceNumber Number { get; }

    /// <summary>What it is.</summary>
    public SourceKind Kind { get; }

    /// <summary>The m-line it is sent on, as negotiated last.</summary>
    public NegotiatedMedia Media { get; private set; }

    /// <summary>Its encodings, lowest first.</summary>
    public Layer[] Layers { get; }

    /// <summary>How loud it is, for a microphone.</summary>
    public Loudness Loudness { get; private set; } = new();

    /// <summary>The source under the same number that is shown until this one can be; null: none.</summary>
    public Source? Replaces { get; set; }

    /// <summary>Whether it can replace the one that is shown.</summary>
    public Readiness Readiness { get; } = new();

    /// <summary>Whether it is picture.</summary>
    public bool IsVideo => Kind is SourceKind.Camera or SourceKind.Screen;

    /// <summary>Whether it is kept from everybody, whatever its sender sends.</summary>
    public bool Muted { get; private set; }

    /// <summary>The slots that show it.</summary>
    public List<Slot> Viewers => _viewers;

    /// <summary>It is the same voice as <paramref name="former"/>, by another way: what is known of that holds of it.</summary>
    public void TakeVoice(Source former) => (Loudness, former.Loudness, _heardUs) = (former.Loudness, Loudness, former._heardUs);

    /// <summary>Mutes or opens the source; viewers' streams go on without a gap either way.</summary>
    public void SetMuted(bool muted)
    {
        Muted = muted;
        Loudness.Reset();
        foreach (var slot in _viewers)
        {
            slot.Interrupt();
        }

        Dismiss();
        NoteChanged();
    }

    /// <summary>A layer's numbering began anew: slots that show it go on from its next start.</summary>
    public void Interrupt(Layer layer)
    {
        _layersChanged = true;
        foreach (var slot in _viewers)
        {
            if (ReferenceEquals(slot.Current, layer))
            {
                slot.Interrupt();
            }
        }

        for (var i = _staying.Count - 1; i >= 0; i--)
        {
            if (ReferenceEquals(_staying[i].Current, layer))
            {
                _staying[i].Interrupt();
            }
        }

        foreach (var relay in Relays)
        {
            relay.Interrupt(layer);
        }
    }

    /// <summary>The same m-line, negotiated again.</summary>
    public void Renegotiate(NegotiatedMedia media) => Media = media;

    /// <summary>Hands a packet of <paramref name="layer"/> to every slot that shows this source, and once to every part that wants it.</summary>
    public void Forward(Layer layer, in InboundPacket packet)
    {
        if (!Muted && IsHeard(packet.ArrivalUs))
        {
            foreach (var slot in _viewers)
            {
                slot.Forward(layer, packet);
            }

            foreach (var slot in _staying)
            {
                slot.Forward(layer, packet);
            }

            foreach (var relay in Relays)
            {
                relay.Forward(layer, packet);
            }
        }

        if (packet.StartsKeyframe)
        {
            // Now that it went out: a slot that began with it needs no other.
            layer.Keyframes.OnKeyframe(packet.ArrivalUs);
        }
    }

    /// <summary>
    /// The level a packet of a microphone declares (RFC 6464), 0 loudest … 127 silence; where none is negotiated, what
    /// its size says: silent when it is Opus that has nothing to send, a voice otherwise.
    /// </summary>
    public static int LevelOf(in InboundPacket packet) =>
        packet.Extensions.AudioLevel != 0
        && HeaderExtensions.TryFind(packet.Bytes, packet.Header, packet.Extensions.AudioLevel, out var value)
        && AudioLevel.TryParse(value, out _, out var level) ? level
        : packet.Header.PayloadBytes <= Loudness.SilentPayloadBytesMax ? AudioLevel.Silence
        : Loudness.UndeclaredLevel;

    /// <summary>Whether a layer came, went, changed its size or its numbering since the last call.</summary>
    public bool LayersChanged(long nowUs)
    {
        var live = 0u;
        foreach (var layer in Layers)
        {
            if (layer.IsLive(nowUs))
            {
                live |= 1u << layer.Index;
            }
            else
            {
                layer.Rest();
            }
        }

        var changed = _layersChanged || live != _live;
        (_layersChanged, _live) = (false, live);
        return changed;
    }

    /// <summary>A layer's picture has another size: who shows it may want another layer.</summary>
    public void NoteSizeChanged() => _layersChanged = true;

    /// <summary>Lets the slots that show it choose their layers again.</summary>
    public void Retarget(long nowUs)
    {
        foreach (var slot in _viewers)
        {
            slot.Retarget(nowUs);
        }

        NoteChanged();
    }

    /// <summary>A slot shows it from now on.</summary>
    public void AddViewer(Slot slot)
    {
        slot.ViewerIndex = _viewers.Count;
        _viewers.Add(slot);
        if (_viewers.Count == 1)
        {
            Owner.NoteDemand(this);
        }
    }

    /// <summary>A slot shows it no longer. The last takes its place in the list, so that this costs the same however many there are.</summary>
    public void RemoveViewer(Slot slot)
    {
        var last = _viewers[^1];
        _viewers[slot.ViewerIndex] = last;
        last.ViewerIndex = slot.ViewerIndex;
        _viewers.RemoveAt(_viewers.Count - 1);
        if (_viewers.Count == 0)
        {
            Owner.NoteDemand(this);
        }
    }

    /// <summary>A slot that goes over to another source forwards this one until that begins.</summary>
    public void AddStaying(Slot slot) => _staying.Add(slot);

    /// <summary>A slot has gone over, or is interrupted.</summary>
    public void RemoveStaying(Slot slot) => _staying.Remove(slot);

    /// <summary>Takes it out of every slot: it ended.</summary>
    public void End()
    {
        Dismiss();
        while (_viewers.Count > 0)
        {
            _viewers[^1].Show(null, 0);
        }
    }

    private void Dismiss()
    {
        while (_staying.Count > 0)
        {
            _staying[^1].Interrupt();
        }
    }

    /// <summary>The other parts of the bridge are told what it is like now.</summary>
    private void NoteChanged()
    {
        foreach (var relay in Relays)
        {
            relay.NoteChanged();
        }
    }

    /// <summary>
    /// Silence is not sent: a microphone without a voice for <see cref="Loudness.HoldUs"/> costs nobody a packet. Its slots'
    /// numbering pauses meanwhile; with the next voice they go on by wall-clock time, marked as a talkspurt's beginning
    /// (RFC 3551 section 4.1), which is what players expect after discontinuous transmission.
    /// </summary>
    private bool IsHeard(long nowUs)
    {
        if (Kind != SourceKind.Microphone)
        {
            return true;
        }

        // Also where the sender itself was silent: not every sender marks its talkspurts, or lets its clock run on.
        var isHeard = Loudness.IsSpeaking(nowUs);
        if (_heardUs != 0 && (!isHeard || nowUs - _heardUs > Loudness.HoldUs))
        {
            foreach (var slot in _viewers)
            {
                slot.Interrupt();
            }
        }

        _heardUs = isHeard ? nowUs : 0;
        return isHeard;
    }
}
