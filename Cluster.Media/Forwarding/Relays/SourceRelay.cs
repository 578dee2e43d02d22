namespace Cluster.Media.Forwarding.Relays;

/// <summary>One source of this part on its way to one other part: which layers are wanted there, and what has to be told of it.</summary>
internal sealed class SourceRelay(RelayOut relay, Source source)
{
    // A wish that was not repeated for this long is none any more: four rounds were lost, or the other part is.
    private const long DemandUs = 2_000_000;

    private uint _wanted;
    private uint _restarted;
    private long _saidUs;

    /// <summary>The source.</summary>
    public Source Source => source;

    /// <summary>The layers that the other part wants, as bits by their position.</summary>
    public uint Wanted => _wanted;

    /// <summary>When it said so, microseconds.</summary>
    public long SaidUs => _saidUs;

    /// <summary>Whether the other part has to be told what it is like.</summary>
    public bool IsChanged { get; set; }

    /// <summary>The source is another than the other part knows it.</summary>
    public void NoteChanged()
    {
        if (!IsChanged)
        {
            IsChanged = true;
            relay.Changed.Add(this);
        }
    }

    /// <summary>A layer's numbering begins anew with its next packet.</summary>
    public void Interrupt(Layer layer) => _restarted |= 1u << layer.Index;

    /// <summary>Passes a packet on where its layer is wanted; of microphones those that are loudest here, asked for or not.</summary>
    public void Forward(Layer layer, in InboundPacket packet)
    {
        var bit = 1u << layer.Index;
        if ((_wanted & bit) == 0 && !(source.Kind == SourceKind.Microphone && relay.Carries(source)))
        {
            return;
        }

        if (relay.SendMedia(layer, packet, (_restarted & bit) != 0))
        {
            _restarted &= ~bit;
        }
    }

    /// <summary>The other part says which layers it wants, as bits by their position.</summary>
    public void SetDemand(uint layers, long nowUs)
    {
        _saidUs = nowUs;
        foreach (var layer in source.Layers)
        {
            var bit = 1u << layer.Index;
            if (((layers ^ _wanted) & bit) == 0)
            {
                continue;
            }

            _wanted ^= bit;
            if ((layers & bit) == 0)
            {
                layer.Showing--;
                continue;
            }

            layer.Showing++;
            if (source.IsVideo)
            {
                // Whoever begins to show it there waits for its next keyframe.
                layer.Keyframes.WantNext();
            }
        }
    }

    /// <summary>Nobody has said for long that it is wanted: it is not.</summary>
    public void Expire(long nowUs)
    {
        if (_wanted != 0 && nowUs - _saidUs > DemandUs)
        {
            SetDemand(0, nowUs);
        }
    }

    /// <summary>Its source or the relay ends.</summary>
    public void End()
    {
        SetDemand(0, 0);
        source.Relays.Remove(this);
    }
}
