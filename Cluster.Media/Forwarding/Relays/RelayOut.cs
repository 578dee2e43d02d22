using System.Buffers.Binary;
using Cluster.Media.Rtp;

namespace Cluster.Media.Forwarding.Relays;

/// <summary>What this part of a bridge gives to one other part: says which sources it has, and sends what is wanted of them.</summary>
/// <param name="sending">The way there.</param>
/// <param name="own">The ranking of this part's own microphones: those it carries cross.</param>
/// <param name="drops">Counts what is not understood.</param>
internal sealed class RelayOut(RelaySending sending, SpeakerRanking own, DropCounters drops)
{
    private const int DemandBytes = 5;

    private readonly Dictionary<uint, SourceRelay> _sources = [];
    private ushort _round;

    /// <summary>Sources the other part has to be told about.</summary>
    public List<SourceRelay> Changed { get; } = [];

    /// <summary>Packets that crossed.</summary>
    public long Packets { get; private set; }

    /// <summary>Whether a microphone is among the loudest here.</summary>
    public bool Carries(Source microphone) => own.Carries(microphone);

    /// <summary>A source of this part came.</summary>
    public void Add(Source source)
    {
        var relay = new SourceRelay(this, source);
        _sources[source.Number.Value] = relay;
        source.Relays.Add(relay);
        relay.NoteChanged();
    }

    /// <summary>Whether the other part is told of a source with this number.</summary>
    public bool Passes(SourceNumber number) => _sources.ContainsKey(number.Value);

    /// <summary>A source takes the place of another with its number, and what was wanted of that is wanted of it.</summary>
    public void Replace(Source former, Source next)
    {
        if (_sources.TryGetValue(next.Number.Value, out var relay) && ReferenceEquals(relay.Source, former))
        {
            var wanted = relay.Wanted;
            Changed.Remove(relay);
            relay.End();
            Add(next);
            _sources[next.Number.Value].SetDemand(wanted, relay.SaidUs);
        }
        else if (relay is null)
        {
            Add(next);
        }
    }

    /// <summary>A source of this part ended.</summary>
    public void Remove(Source source)
    {
        if (!_sources.TryGetValue(source.Number.Value, out var relay) || !ReferenceEquals(relay.Source, source))
        {
            return;
        }

        _sources.Remove(source.Number.Value);
        Changed.Remove(relay);
        relay.End();
        if (sending.TryReserve(out var frame))
        {
            frame[0] = (byte)RelayFrameKind.Gone;
            BinaryPrimitives.WriteUInt32BigEndian(frame[1..], source.Number.Value);
            sending.Commit(5);
        }
    }

    /// <summary>Sends a packet; false when there was no room for it.</summary>
    public bool SendMedia(Layer layer, in InboundPacket packet, bool restarts)
    {
        if (!sending.TryReserve(out var frame))
        {
            return false;
        }

        var length = RelayFrame.WriteMedia(frame, layer.Source.Number, layer.Index, restarts, packet);
        if (length == 0)
        {
            drops.Count(DropReason.TooLong);
            return false;
        }

        Packets++;
        sending.Commit(length);
        return true;
    }

    /// <summary>Says what has changed since the last call; what finds no room is said with the next round.</summary>
    public void Flush(long nowUs)
    {
        var at = 0;
        while (at < Changed.Count && sending.TryReserve(out var frame))
        {
            var length = SourcesFrame.Begin(frame, _round, last: false);
            while (at < Changed.Count && SourcesFrame.TryWrite(frame, ref length, Changed[at].Source, nowUs))
            {
                at++;
            }

            sending.Commit(length);
        }

        foreach (var relay in Changed)
        {
            relay.IsChanged = false;
        }

        Changed.Clear();
    }

    /// <summary>Says everything again, and forgets wishes that are not repeated.</summary>
    public void Round(long nowUs)
    {
        _round++;
        var length = 0;
        Span<byte> frame = default;
        foreach (var relay in _sources.Values)
        {
            relay.Expire(nowUs);
            if (length > 0 && SourcesFrame.TryWrite(frame, ref length, relay.Source, nowUs))
            {
                continue;
            }

            if (length > 0)
            {
                sending.Commit(length);
            }

            if (!sending.TryReserve(out frame))
            {
                return;
            }

            length = SourcesFrame.Begin(frame, _round, last: false);
            SourcesFrame.TryWrite(frame, ref length, relay.Source, nowUs);
        }

        if (length > 0)
        {
            sending.Commit(length);
        }

        if (sending.TryReserve(out frame))
        {
            sending.Commit(SourcesFrame.Begin(frame, _round, last: true));
        }
    }

    /// <summary>The other part says what it wants now.</summary>
    public bool TakeDemand(ReadOnlySpan<byte> entries, long nowUs)
    {
        for (; entries.Length >= DemandBytes; entries = entries[DemandBytes..])
        {
            if (_sources.TryGetValue(BinaryPrimitives.ReadUInt32BigEndian(entries), out var relay))
            {
                relay.SetDemand(entries[4], nowUs);
            }
        }

        return entries.IsEmpty;
    }

    /// <summary>The other part waits for a keyframe.</summary>
    public void TakeKeyframe(uint source, int layer, long nowUs) => Find(source, layer)?.Keyframes.Want(nowUs);

    /// <summary>The other part misses packets: those that are kept cross again.</summary>
    public void TakeRepair(uint source, int layer, ReadOnlySpan<byte> missing, long nowUs)
    {
        if (Find(source, layer) is not { Cache: { } cache, Source.Muted: false } found)
        {
            return;
        }

        for (; missing.Length >= 2; missing = missing[2..])
        {
            if (!cache.TryGet(BinaryPrimitives.ReadUInt16BigEndian(missing), nowUs, out var bytes) || !RtpHeader.TryParse(bytes, out var header))
            {
                continue;
            }

            var packet = new InboundPacket
            {
                Bytes = bytes,
                Header = header,
                Extensions = found.Source.Media.Extensions,
                Picture = default,
                ArrivalUs = nowUs,
            };
            SendMedia(found, packet, restarts: false);
        }
    }

    /// <summary>The other part is gone, or this one ends.</summary>
    public void End()
    {
        foreach (var relay in _sources.Values)
        {
            relay.End();
        }

        _sources.Clear();
        Changed.Clear();
    }

    private Layer? Find(uint source, int layer) =>
        _sources.TryGetValue(source, out var relay) && layer < relay.Source.Layers.Length ? relay.Source.Layers[layer] : null;
}
