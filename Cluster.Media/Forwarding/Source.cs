using Cluster.Media.Sdp;

namespace Cluster.Media.Forwarding;

/// <summary>One thing an endpoint publishes, its layers, and the slots that show it now.</summary>
internal sealed class Source
{
    private readonly List<Slot> _viewers = [];

    /// <summary>A source on the m-line <paramref name="media"/>.</summary>
    public Source(Endpoint owner, SourceBinding binding, NegotiatedMedia media, int cachePackets)
    {
        Owner = owner;
        Number = binding.Number;
        Kind = binding.Kind;
        Muted = binding.Muted;
        Media = media;
        var rids = media.Rids.Count > 0 ? media.Rids : [""];
        Layers = [.. rids.Select((rid, index) => new Layer(this, rid, index, media.ClockRateHz, cachePackets))];
    }

    /// <summary>Who publishes it.</summary>
    public Endpoint Owner { get; }

    /// <summary>Its number in the meeting.</summary>
    public SourceNumber Number { get; }

    /// <summary>What it is.</summary>
    public SourceKind Kind { get; }

    /// <summary>The m-line it is sent on, as negotiated last.</summary>
    public NegotiatedMedia Media { get; private set; }

    /// <summary>Its encodings, lowest first.</summary>
    public Layer[] Layers { get; }

    /// <summary>How loud it is, for a microphone.</summary>
    public Loudness Loudness { get; } = new();

    /// <summary>Whether it is picture.</summary>
    public bool IsVideo => Kind is SourceKind.Camera or SourceKind.Screen;

    /// <summary>Whether it is kept from everybody, whatever its sender sends.</summary>
    public bool Muted { get; private set; }

    /// <summary>The slots that show it.</summary>
    public List<Slot> Viewers => _viewers;

    /// <summary>Mutes or opens the source; viewers' streams go on without a gap either way.</summary>
    public void SetMuted(bool muted)
    {
        Muted = muted;
        Loudness.Reset();
        foreach (var slot in _viewers)
        {
            slot.Interrupt();
        }
    }

    /// <summary>A layer's numbering began anew: slots that show it go on from its next start.</summary>
    public void Interrupt(Layer layer)
    {
        foreach (var slot in _viewers)
        {
            if (ReferenceEquals(slot.Current, layer))
            {
                slot.Interrupt();
            }
        }
    }

    /// <summary>The same m-line, negotiated again.</summary>
    public void Renegotiate(NegotiatedMedia media) => Media = media;

    /// <summary>Hands a packet of <paramref name="layer"/> to every slot that shows this source.</summary>
    public void Forward(Layer layer, in InboundPacket packet)
    {
        if (Muted)
        {
            return;
        }

        foreach (var slot in _viewers)
        {
            slot.Forward(layer, packet);
        }
    }

    /// <summary>A slot shows it from now on.</summary>
    public void AddViewer(Slot slot) => _viewers.Add(slot);

    /// <summary>A slot shows it no longer.</summary>
    public void RemoveViewer(Slot slot) => _viewers.Remove(slot);

    /// <summary>Takes it out of every slot: it ended.</summary>
    public void End()
    {
        while (_viewers.Count > 0)
        {
            _viewers[^1].Show(null, 0);
        }
    }
}
