using System.Buffers.Binary;
using System.Diagnostics;
using Bench.Load.Streams;
using Cluster.Media.Codecs;
using Cluster.Media.Rtp;

namespace Bench.Load.Checking;

/// <summary>
/// Checks one received stream's decrypted packets: payload as sent, named by its CSRC, and numbers, timestamps and picture ids
/// that run on as one continuous stream's do.
/// </summary>
internal sealed class ContentCheck(InboundMedia owner)
{
    private Stamp _last;
    private long _lastNumber = -1;
    private uint _lastTimestamp;
    private ushort _lastPictureId;
    private long _padded;

    /// <summary>A packet of padding came (a probe for bandwidth), which takes a number and is no packet of the source's.</summary>
    public void Padded() => _padded++;

    /// <summary>Takes a packet in the clear; <paramref name="number"/> is its sequence number without wrapping.</summary>
    public void Take(ReadOnlySpan<byte> packet, long number, bool isAudio, long nowTicks)
    {
        if (!RtpHeader.TryParse(packet, out var header))
        {
            owner.Problems.Note("a packet that is no RTP");
            return;
        }

        var payload = packet.Slice(header.PayloadOffset, header.PayloadBytes);
        if (payload.IsEmpty || (isAudio && payload.Length != AudioStream.PayloadBytes))
        {
            // Padding of a bandwidth probe, or silence.
            return;
        }

        var isFound = isAudio ? AudioStream.TryFindStamp(payload, out var body) : VideoStream.TryFindStamp(payload, out body);
        if (!isFound || !Stamp.TryRead(body, out var stamp))
        {
            owner.Problems.Note("a payload that is not as it was sent");
            return;
        }

        owner.LastNumber = stamp.Number;
        owner.Latency.Add((nowTicks - stamp.SentTicks) / (Stopwatch.Frequency / 1_000_000));
        owner.Sources[stamp.Source] = owner.Sources.GetValueOrDefault(stamp.Source) + 1;
        if (owner.HasSourceNumbers && (header.CsrcCount != 1 || BinaryPrimitives.ReadUInt32BigEndian(packet[12..]) != stamp.Source))
        {
            owner.Problems.Note("a CSRC that is not its source's number");
        }

        var pictureId = isAudio ? default : PictureIdOf(payload);
        if (_lastNumber >= 0 && number > _lastNumber)
        {
            Compare(stamp, number, header.Timestamp, pictureId, isAudio);
        }

        _padded = 0;
        (_last, _lastNumber, _lastTimestamp, _lastPictureId) = (stamp, number, header.Timestamp, pictureId);
    }

    private void Compare(in Stamp stamp, long number, uint timestamp, ushort pictureId, bool isAudio)
    {
        var isSame = stamp.Source == _last.Source && stamp.Layer == _last.Layer;
        var step = number - _lastNumber - _padded;
        var sourceStep = stamp.Number - _last.Number;
        if (isSame && (owner.IsSteady ? sourceStep != step : sourceStep < step))
        {
            owner.Problems.Note("sequence numbers that do not run as the source's do");
        }

        if ((int)(timestamp - _lastTimestamp) < 0)
        {
            owner.Problems.Note("a timestamp that runs back");
        }

        // 15 bits; a sample is never half of them after the one before.
        if (!isAudio && ((pictureId - _lastPictureId) & 0x7FFF) >= 0x4000)
        {
            owner.Problems.Note("a picture id that runs back");
        }
    }

    private static ushort PictureIdOf(ReadOnlySpan<byte> payload) =>
        Vp8Descriptor.TryParse(payload, out var descriptor) ? descriptor.PictureId : (ushort)0;
}
