using Cluster.Media.Rtp;

namespace Cluster.Media.Forwarding;

/// <summary>One received encoding of a source: a simulcast layer, or the only one.</summary>
internal sealed class Layer(Source source, string rid, int index, int clockRateHz, CacheLimits cache)
{
    private const long RateUs = 1_000_000;

    // A layer that is silent for this long is not sent any more (its sender has no bandwidth for it, or stopped).
    private const long LiveUs = 1_500_000;

    private PacketCache? _cache;
    private long _rateSinceUs;
    private long _rateBytes;
    private long _rateBps;

    /// <summary>The source it is an encoding of.</summary>
    public Source Source { get; } = source;

    /// <summary>The RTP stream id (RFC 8851); empty for the only layer.</summary>
    public string Rid { get; } = rid;

    /// <summary>Position among the source's layers, lowest first.</summary>
    public int Index { get; } = index;

    /// <summary>The SSRC it arrives on; 0 until its first packet.</summary>
    public uint Ssrc { get; private set; }

    /// <summary>The SSRC its repairs arrive on; 0 until the first.</summary>
    public uint RtxSsrc { get; set; }

    /// <summary>What arrived and what is missing.</summary>
    public ReceiveLog Log { get; } = new(clockRateHz);

    /// <summary>Whether and when to ask its sender for a keyframe.</summary>
    public KeyframeRequests Keyframes { get; } = new();

    /// <summary>Height of the last keyframe in pixels; 0 until one came.</summary>
    public int Height { get; private set; }

    /// <summary>Arrival of the last packet with a payload, microseconds; 0: none yet.</summary>
    public long LastPacketUs { get; private set; }

    /// <summary>Slots that forward it now, and relays: what is missing of it is asked for while there are any.</summary>
    public int Showing
    {
        get;
        set => Count(ref field, value);
    }

    /// <summary>Slots that will forward it from its next keyframe on, or do already.</summary>
    public int Awaited
    {
        get;
        set => Count(ref field, value);
    }

    /// <summary>Whether anybody shows it or is about to.</summary>
    public bool IsWanted => Showing > 0 || Awaited > 0;

    /// <summary>Packets received.</summary>
    public long Packets { get; private set; }

    /// <summary>Bytes received.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bits a second of late, RTP with its header; 0 when it is not sent.</summary>
    public long BitrateBps(long nowUs) => IsLive(nowUs) ? _rateBps : 0;

    /// <summary>Packets kept for NACKs, allocated with the first.</summary>
    public PacketCache? Cache => _cache;

    /// <summary>It arrives on this SSRC from now on. Another than before is another stream: those who show it begin anew.</summary>
    public void Arrive(uint ssrc)
    {
        if (Ssrc != 0 && Ssrc != ssrc)
        {
            Log.Restart();
            Source.Interrupt(this);
        }

        Ssrc = ssrc;
    }

    /// <summary>Whether it is being sent now.</summary>
    public bool IsLive(long nowUs) => LastPacketUs != 0 && nowUs - LastPacketUs < LiveUs;

    /// <summary>Takes over what another part of the bridge says of it: whether it is sent, and how high it is. True when either is new.</summary>
    public bool NoteRelayed(bool live, int height, long nowUs)
    {
        var changed = live != IsLive(nowUs) || height != Height;
        LastPacketUs = live ? nowUs : 0;
        Height = height;
        return changed;
    }

    /// <summary>It is not sent any more: gives back the memory of what was kept.</summary>
    public void Rest() => _cache = null;

    /// <summary>Notes an arrived packet; keeps it when it may be asked for again.</summary>
    public void Note(in InboundPacket packet)
    {
        Packets++;
        Bytes += packet.Bytes.Length;
        if (packet.ArrivalUs - _rateSinceUs >= RateUs)
        {
            _rateBps = (Bytes - _rateBytes) * 8 * 1_000_000 / (packet.ArrivalUs - _rateSinceUs);
            (_rateSinceUs, _rateBytes) = (packet.ArrivalUs, Bytes);
        }

        if (packet.Header.PayloadBytes > 0)
        {
            LastPacketUs = packet.ArrivalUs;
        }

        if (packet.StartsKeyframe && Height != packet.Picture.Height)
        {
            Height = packet.Picture.Height;
            Source.NoteSizeChanged();
        }

        if (Source.IsVideo)
        {
            _cache ??= new PacketCache(cache);
            _cache.Store(packet.Header.SequenceNumber, packet.Bytes, packet.ArrivalUs);
        }
    }

    private void Count(ref int count, int value)
    {
        var was = IsWanted;
        count = value;
        if (IsWanted != was)
        {
            Source.Owner.NoteDemand(Source);
        }
    }
}
