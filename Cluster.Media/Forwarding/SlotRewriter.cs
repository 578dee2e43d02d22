using Cluster.Media.Codecs;
using Cluster.Media.Rtp;

namespace Cluster.Media.Forwarding;

/// <summary>
/// Makes one continuous RTP stream out of the layers and sources a slot shows one after another: sequence numbers and
/// picture ids without a gap, timestamps that follow wall-clock time and do not run ahead of it (a second too far is a
/// second's freeze in browsers). A voice that comes by another way, or another voice, goes on where the former packet ended:
/// between two senders' packets lies less than a packet's time, and a player that is told so makes up the rest.
/// </summary>
/// <param name="clockRateHz">The slot's RTP clock.</param>
/// <param name="firstSequence">First sequence number; below 32768, so that an early loss can't be taken for a wrap.</param>
/// <param name="firstTimestamp">First timestamp.</param>
internal sealed class SlotRewriter(int clockRateHz, ushort firstSequence, uint firstTimestamp)
{
    private const int EpochsKept = 8;

    // Numbers are compared within half of their range: an epoch's beginning follows its packets before that is used up.
    private const int EpochPacketsMax = 16_384;
    private const int EpochPacketsKept = 8_192;

    // A switched timestamp stays this much behind wall-clock time, for jitter of the switch's own packet.
    private const long SlackUs = 1_000;

    // Joined packets run ahead of the clock by no more than this: a player that hears of it at the next pause waits as long.
    private const int AheadMsMax = 100;

    // The longest packet of Opus (RFC 7587 section 4.2).
    private const int PacketMsMax = 120;

    private readonly Epoch[] _epochs = new Epoch[EpochsKept];
    private int _epochCount;
    private ushort _lastSequence = (ushort)(firstSequence - 1);
    private uint _lastTimestamp = firstTimestamp;
    private long _lastTimestampUs;

    // The time of one packet of sound, by the last two; and how far timestamps run ahead of the clock since packets were joined (less
    // than 0: behind).
    private int _step;
    private int _ahead;
    private ushort _lastPictureId;
    private byte _lastTl0PicIdx;

    /// <summary>The slot's timestamp for an instant, for sender reports.</summary>
    public uint TimestampAt(long nowUs) => _lastTimestamp + (uint)((nowUs - _lastTimestampUs) * clockRateHz / 1_000_000);

    /// <summary>Starts showing <paramref name="layer"/> with this packet: it follows the last one sent without a gap.</summary>
    public void Begin(Layer layer, in RtpHeader header, in Vp8Descriptor picture, long nowUs)
    {
        var elapsed = Elapsed(nowUs);
        var ticks = Math.Max(1, elapsed - _ahead);
        if (!layer.Source.IsVideo && _step > 0 && elapsed <= 2 * _step && _ahead < AheadMsMax * clockRateHz / 1_000)
        {
            ticks = _step;
        }

        _ahead = (int)(_ahead + ticks - elapsed);
        var timestamp = _lastTimestamp + (uint)ticks;
        _epochs[_epochCount++ % EpochsKept] = new Epoch(
            layer,
            header.SequenceNumber,
            (ushort)(_lastSequence + 1),
            timestamp - header.Timestamp,
            (ushort)(_lastPictureId + 1 - picture.PictureId),
            (byte)(_lastTl0PicIdx + 1 - picture.Tl0PicIdx));
    }

    /// <summary>
    /// Takes the next number, for a packet of nothing: what comes after it follows without a gap. Nothing may be shown
    /// meanwhile.
    /// </summary>
    public RewrittenFields Fill(long nowUs)
    {
        _lastTimestamp += (uint)Math.Max(1, Elapsed(nowUs));
        _lastTimestampUs = nowUs;
        _step = 0;
        return new RewrittenFields(++_lastSequence, _lastTimestamp, _lastPictureId, _lastTl0PicIdx);
    }

    /// <summary>Maps a packet of the layer shown now; false for one from before it began.</summary>
    public bool TryMap(in RtpHeader header, in Vp8Descriptor picture, long nowUs, out RewrittenFields fields)
    {
        var epoch = _epochs[(_epochCount - 1) % EpochsKept];
        fields = default;
        if (new SequenceNumber(header.SequenceNumber).DistanceFrom(new SequenceNumber(epoch.FirstIn)) < 0)
        {
            return false;
        }

        fields = Apply(epoch, header, picture);
        if (new SequenceNumber(fields.Sequence).IsNewerThan(new SequenceNumber(_lastSequence)))
        {
            _lastSequence = fields.Sequence;
            if (header.PayloadBytes > 0)
            {
                // Padding is of no picture.
                _lastPictureId = fields.PictureId;
                _lastTl0PicIdx = fields.Tl0PicIdx;
            }

            if (fields.Timestamp != _lastTimestamp || _lastTimestampUs == 0)
            {
                var step = (int)(fields.Timestamp - _lastTimestamp);
                _step = step > 0 && step <= clockRateHz / 1_000 * PacketMsMax ? step : 0;
                _lastTimestamp = fields.Timestamp;
                _lastTimestampUs = nowUs;
            }

            if ((ushort)(fields.Sequence - epoch.FirstOut) >= EpochPacketsMax)
            {
                Follow(epoch);
            }
        }

        return true;
    }

    /// <summary>Which packet of which layer went out as <paramref name="sequence"/>: for answering a NACK.</summary>
    public bool TryFindOriginal(ushort sequence, out Layer layer, out ushort original, out int epochIndex)
    {
        for (var back = 1; back <= Math.Min(_epochCount, EpochsKept); back++)
        {
            epochIndex = (_epochCount - back) % EpochsKept;
            var epoch = _epochs[epochIndex];
            var distance = new SequenceNumber(sequence).DistanceFrom(new SequenceNumber(epoch.FirstOut));
            if (distance < 0)
            {
                continue;
            }

            layer = epoch.Layer;
            original = (ushort)(epoch.FirstIn + distance);
            return new SequenceNumber(_lastSequence).DistanceFrom(new SequenceNumber(sequence)) >= 0;
        }

        (layer, original, epochIndex) = (null!, 0, 0);
        return false;
    }

    /// <summary>Maps a packet as it was mapped when it was sent first.</summary>
    public RewrittenFields MapAgain(int epochIndex, in RtpHeader header, in Vp8Descriptor picture) =>
        Apply(_epochs[epochIndex], header, picture);

    /// <summary>Ticks since the last timestamp.</summary>
    private long Elapsed(long nowUs) =>
        _lastTimestampUs == 0 ? 0 : Math.Max(0, nowUs - _lastTimestampUs - SlackUs) * clockRateHz / 1_000_000;

    /// <summary>Lets the epoch shown now begin later, with the same offsets; those before it are long past repair.</summary>
    private void Follow(in Epoch epoch)
    {
        const int Step = EpochPacketsMax - EpochPacketsKept;
        _epochs[0] = epoch with { FirstIn = (ushort)(epoch.FirstIn + Step), FirstOut = (ushort)(epoch.FirstOut + Step) };
        _epochCount = 1;
    }

    private static RewrittenFields Apply(in Epoch epoch, in RtpHeader header, in Vp8Descriptor picture) => new(
        (ushort)(header.SequenceNumber - epoch.FirstIn + epoch.FirstOut),
        header.Timestamp + epoch.TimestampOffset,
        (ushort)((picture.PictureId + epoch.PictureOffset) & 0x7FFF),
        (byte)(picture.Tl0PicIdx + epoch.Tl0Offset));

    private readonly record struct Epoch(
        Layer Layer, ushort FirstIn, ushort FirstOut, uint TimestampOffset, ushort PictureOffset, byte Tl0Offset);
}

/// <summary>The fields of a packet that differ from slot to slot.</summary>
internal readonly record struct RewrittenFields(ushort Sequence, uint Timestamp, ushort PictureId, byte Tl0PicIdx);
