using System.Buffers.Binary;
using Cluster.Media.Rtp;

namespace Cluster.Media.Forwarding.Relays;

/// <summary>What this part of a bridge gets from one other part: its sources, shown here like any others, and asked for while they are.</summary>
/// <param name="bridge">This part.</param>
/// <param name="sending">The way back.</param>
/// <param name="reach">Where its sources come from.</param>
/// <param name="cache">How much of each layer is kept for this part's receivers.</param>
internal sealed class RelayIn(Bridge bridge, RelaySending sending, RelayReach reach, CacheLimits cache)
{
    /// <summary>Sources known from one part; those beyond are not shown here.</summary>
    public const int SourcesMax = 16_384;

    private const int DemandHeaderBytes = 1;
    private const int DemandBytes = 5;
    private const int RequestBytes = 6;
    private const int MissingMax = 64;
    private const int ForgottenRounds = 4;

    // The part that has the source tries for a second to get a packet back; asked at this pace, it is asked for that long.
    private const long RepairUs = 100_000;

    // No packet is on its way for longer.
    private const long AgeUsMax = 1_000_000;

    private readonly Dictionary<uint, RelayedSource> _sources = [];
    private readonly List<RelayedSource> _wanted = [];
    private readonly List<RelayedSource> _ended = [];

    // Workers have one clock, nodes have not.
    private readonly RelayClock? _clock = reach == RelayReach.Node ? new RelayClock() : null;

    /// <summary>Where its sources come from.</summary>
    public RelayReach Reach => reach;

    /// <summary>Sources of which something else is wanted than before.</summary>
    public List<RelayedSource> Changed { get; } = [];

    /// <summary>Media packets that came, duplicates included.</summary>
    public long Packets { get; private set; }

    /// <summary>Sources known from the other part.</summary>
    public int SourceCount => _sources.Count;

    /// <summary>The other part says what sources are like; false when it can't be read.</summary>
    public bool TakeSources(ReadOnlySpan<byte> frame, long nowUs)
    {
        if (!SourcesFrame.TryBegin(frame, out var round, out var last, out var entries))
        {
            return false;
        }

        while (!entries.IsEmpty)
        {
            if (!SourcesFrame.TryRead(ref entries, out var entry))
            {
                return false;
            }

            Take(entry, round, nowUs);
        }

        if (last)
        {
            EndForgotten(round);
        }

        return true;
    }

    /// <summary>A source of the other part ended.</summary>
    public void TakeGone(uint number)
    {
        if (_sources.TryGetValue(number, out var relayed))
        {
            End(relayed);
        }
    }

    /// <summary>A packet came; false when it is none, or of nothing that is known here.</summary>
    public bool TakeMedia(in RelayedMedia media, long nowUs)
    {
        if (!_sources.TryGetValue(media.Source, out var relayed)
            || media.Layer >= relayed.Source.Layers.Length
            || !RtpHeader.TryParse(media.Packet, out var header)
            || header.Ssrc == 0)
        {
            return false;
        }

        Packets++;
        var layer = relayed.Source.Layers[media.Layer];
        var arrivalUs = Math.Clamp(_clock?.ToOurs(media.ArrivalUs, nowUs) ?? media.ArrivalUs, nowUs - AgeUsMax, nowUs);
        layer.Arrive(header.Ssrc);
        if (media.Restarts)
        {
            layer.Log.Restart();
            relayed.Source.Interrupt(layer);
        }

        var arrival = layer.Log.Record(header.SequenceNumber, header.Timestamp, arrivalUs);
        if (arrival == Arrival.Duplicate)
        {
            return true;
        }

        if (arrival == Arrival.Restarted)
        {
            relayed.Source.Interrupt(layer);
            relayed.Source.Retarget(nowUs);
        }

        return Intake.Take(bridge, layer, media.Packet, header, arrivalUs);
    }

    /// <summary>Says what is wanted now and was not before, or the other way round.</summary>
    public void Flush()
    {
        var at = 0;
        while (at < Changed.Count && sending.TryReserve(out var frame))
        {
            frame[0] = (byte)RelayFrameKind.Demand;
            var length = DemandHeaderBytes;
            for (; at < Changed.Count && length + DemandBytes <= RelayFrame.ControlBytesMax; at++)
            {
                var before = Changed[at].Wanted;
                Changed[at].Look();
                NoteWanted(Changed[at], before != 0);
                Write(frame, ref length, Changed[at]);
            }

            sending.Commit(length);
        }

        // What found no room is looked at again with the next flush.
        for (var i = 0; i < at; i++)
        {
            Changed[i].IsChanged = false;
        }

        Changed.RemoveRange(0, at);
    }

    /// <summary>Says all that is wanted again.</summary>
    public void Round()
    {
        var at = 0;
        while (at < _wanted.Count && sending.TryReserve(out var frame))
        {
            frame[0] = (byte)RelayFrameKind.Demand;
            var length = DemandHeaderBytes;
            for (; at < _wanted.Count && length + DemandBytes <= RelayFrame.ControlBytesMax; at++)
            {
                Write(frame, ref length, _wanted[at]);
            }

            sending.Commit(length);
        }

        foreach (var relayed in _sources.Values)
        {
            relayed.Rest();
        }
    }

    /// <summary>Asks for keyframes that somebody here waits for, and for packets that are missing.</summary>
    public void Tick(long nowUs)
    {
        Span<ushort> missing = stackalloc ushort[MissingMax];
        foreach (var relayed in _wanted)
        {
            if (!relayed.Source.IsVideo)
            {
                continue;
            }

            foreach (var layer in relayed.Source.Layers)
            {
                if ((relayed.Wanted & (1u << layer.Index)) == 0)
                {
                    continue;
                }

                var count = layer.Log.CollectNacks(nowUs, RepairUs, missing);
                if (count > 0 && layer.Showing > 0 && TryBegin(RelayFrameKind.Repair, layer, out var repair))
                {
                    for (var i = 0; i < count; i++)
                    {
                        BinaryPrimitives.WriteUInt16BigEndian(repair[(RequestBytes + (2 * i))..], missing[i]);
                    }

                    sending.Commit(RequestBytes + (2 * count));
                }

                if (layer.Log.TakeUnrepairedLoss() && layer.Showing > 0)
                {
                    layer.Keyframes.Want(nowUs);
                }

                if (layer.Keyframes.TakeDue(nowUs) && TryBegin(RelayFrameKind.Keyframe, layer, out _))
                {
                    sending.Commit(RequestBytes);
                }
            }
        }
    }

    /// <summary>It was silent for long: pictures go on with a keyframe, without asking for what was missed.</summary>
    public void Resume(long nowUs)
    {
        foreach (var relayed in _sources.Values)
        {
            foreach (var layer in relayed.Source.Layers)
            {
                layer.Log.Restart();
                relayed.Source.Interrupt(layer);
                if (relayed.Source.IsVideo && (relayed.Wanted & (1u << layer.Index)) != 0)
                {
                    layer.Keyframes.WantNext();
                }
            }

            relayed.Source.Retarget(nowUs);
        }
    }

    /// <summary>The other part is gone, or this one ends: its sources end for everybody here.</summary>
    public void End()
    {
        foreach (var relayed in _sources.Values.ToArray())
        {
            End(relayed);
        }
    }

    private void Take(in SourceEntry entry, ushort round, long nowUs)
    {
        if (_sources.TryGetValue(entry.Number.Value, out var relayed) && !entry.Describes(relayed.Source))
        {
            End(relayed);
            relayed = null;
        }

        var isNew = relayed is null;
        if (relayed is null)
        {
            if (_sources.Count >= SourcesMax || entry.Number.Value == 0 || !bridge.MayRival(entry.Number, entry.Kind))
            {
                bridge.Drops.Count(DropReason.RelayMalformed);
                return;
            }

            relayed = new RelayedSource(this, entry, cache);
            _sources.Add(entry.Number.Value, relayed);
        }

        relayed.Round = round;
        var changed = relayed.Apply(entry, nowUs);
        if (isNew)
        {
            bridge.AddSource(relayed.Source);
            return;
        }

        if (relayed.Source.Muted != entry.Muted)
        {
            foreach (var layer in relayed.Source.Layers)
            {
                layer.Log.Restart();
            }

            bridge.SetMuted(relayed.Source, entry.Muted);
        }
        else if (changed)
        {
            relayed.Source.Retarget(nowUs);
        }
    }

    /// <summary>A round has ended: sources that none of the last has named are gone, and the word of it was lost.</summary>
    private void EndForgotten(ushort round)
    {
        _ended.Clear();
        foreach (var relayed in _sources.Values)
        {
            if ((ushort)(round - relayed.Round) >= ForgottenRounds)
            {
                _ended.Add(relayed);
            }
        }

        foreach (var relayed in _ended)
        {
            End(relayed);
        }
    }

    private void End(RelayedSource relayed)
    {
        _sources.Remove(relayed.Source.Number.Value);
        bridge.RemoveSource(relayed.Source);
        _wanted.Remove(relayed);
        Changed.Remove(relayed);

        // Nobody is to be told any more.
        relayed.IsChanged = true;
    }

    private void NoteWanted(RelayedSource relayed, bool was)
    {
        if (relayed.Wanted != 0 && !was)
        {
            _wanted.Add(relayed);
        }
        else if (relayed.Wanted == 0 && was)
        {
            _wanted.Remove(relayed);
        }
    }

    private static void Write(Span<byte> frame, ref int length, RelayedSource relayed)
    {
        BinaryPrimitives.WriteUInt32BigEndian(frame[length..], relayed.Source.Number.Value);
        frame[length + 4] = (byte)relayed.Wanted;
        length += DemandBytes;
    }

    /// <summary>Begins a frame about one layer: kind, layer, source.</summary>
    private bool TryBegin(RelayFrameKind kind, Layer layer, out Span<byte> frame)
    {
        if (!sending.TryReserve(out frame))
        {
            return false;
        }

        frame[0] = (byte)kind;
        frame[1] = (byte)layer.Index;
        BinaryPrimitives.WriteUInt32BigEndian(frame[2..], layer.Source.Number.Value);
        return true;
    }
}
