using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Cluster.Media.Rtp;

namespace Cluster.Media.Rtcp;

/// <summary>
/// Writes a compound RTCP packet, one packet after the other. Each method returns whether its packet had room; one that
/// had none is left out whole, and makes <see cref="Fits"/> false.
/// </summary>
internal ref struct RtcpWriter(Span<byte> destination)
{
    private const int ReportsMax = 31;

    private readonly Span<byte> _destination = destination;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>False once a packet was left out.</summary>
    public bool Fits { get; private set; } = true;

    /// <summary>A sender report (RFC 3550, 6.4.1); reports beyond 31 go into receiver reports behind it.</summary>
    public bool SenderReport(in SenderInfo info, scoped ReadOnlySpan<ReportBlock> blocks)
    {
        var first = blocks[..Math.Min(blocks.Length, ReportsMax)];
        if (!Begin(RtcpType.SenderReport, first.Length, SenderInfo.Bytes + (first.Length * ReportBlock.Bytes), out var body))
        {
            return false;
        }

        Word(body, 0, info.Ssrc);
        BinaryPrimitives.WriteUInt64BigEndian(body[4..], info.NtpTimestamp);
        Word(body, 12, info.RtpTimestamp);
        Word(body, 16, info.Packets);
        Word(body, 20, info.Octets);
        Reports(body[SenderInfo.Bytes..], first);
        return first.Length == blocks.Length || ReceiverReport(info.Ssrc, blocks[first.Length..]);
    }

    /// <summary>A receiver report (RFC 3550, 6.4.2), or as many as the blocks need; without blocks it is the empty report.</summary>
    public bool ReceiverReport(uint ssrc, scoped ReadOnlySpan<ReportBlock> blocks)
    {
        do
        {
            var some = blocks[..Math.Min(blocks.Length, ReportsMax)];
            if (!Begin(RtcpType.ReceiverReport, some.Length, 4 + (some.Length * ReportBlock.Bytes), out var body))
            {
                return false;
            }

            Word(body, 0, ssrc);
            Reports(body[4..], some);
            blocks = blocks[some.Length..];
        }
        while (!blocks.IsEmpty);
        return true;
    }

    /// <summary>A source description with only the canonical name (RFC 3550, 6.5.1), at most 255 bytes of UTF-8.</summary>
    public bool Cname(uint ssrc, string name)
    {
        var nameBytes = Encoding.UTF8.GetByteCount(name);
        // The chunk ends with at least one zero, and fills whole words.
        var bytes = (4 + 2 + nameBytes + 4) & ~3;
        if (nameBytes > 255 || !Begin(RtcpType.SourceDescription, 1, bytes, out var body))
        {
            Fits = false;
            return false;
        }

        body.Clear();
        Word(body, 0, ssrc);
        body[4] = 1;
        body[5] = (byte)nameBytes;
        Encoding.UTF8.GetBytes(name, body[6..]);
        return true;
    }

    /// <summary>A generic NACK (RFC 4585, 6.2.1) for at least one number; they must be in sequence order.</summary>
    public bool Nack(uint senderSsrc, uint mediaSsrc, scoped ReadOnlySpan<ushort> sortedLost)
    {
        var entries = 0;
        for (var rest = sortedLost; !rest.IsEmpty; rest = rest[NackRun(rest, out _)..])
        {
            entries++;
        }

        if (entries == 0 || !BeginFeedback(
            RtcpType.TransportFeedback, RtcpType.NackFormat, senderSsrc, mediaSsrc, 4 * entries, out var body))
        {
            return false;
        }

        for (var at = 0; !sortedLost.IsEmpty; at += 4)
        {
            var run = NackRun(sortedLost, out var mask);
            Word(body, at, ((uint)sortedLost[0] << 16) | mask);
            sortedLost = sortedLost[run..];
        }

        return true;
    }

    /// <summary>Picture loss indication (RFC 4585, 6.3.1).</summary>
    public bool Pli(uint senderSsrc, uint mediaSsrc) =>
        BeginFeedback(RtcpType.PayloadFeedback, RtcpType.PliFormat, senderSsrc, mediaSsrc, 0, out _);

    /// <summary>Full intra request (RFC 5104, 4.3.1); <paramref name="seq"/> counts requests, not their repeats.</summary>
    public bool Fir(uint senderSsrc, uint mediaSsrc, byte seq)
    {
        if (!BeginFeedback(RtcpType.PayloadFeedback, RtcpType.FirFormat, senderSsrc, 0, 8, out var body))
        {
            return false;
        }

        Word(body, 0, mediaSsrc);
        Word(body, 4, (uint)seq << 24);
        return true;
    }

    /// <summary>The most that should be sent to us (draft-alvestrand-rmcat-remb-03), for at most 255 sources; rounded down to 18 significant bits.</summary>
    public bool Remb(uint senderSsrc, long bitrateBps, scoped ReadOnlySpan<uint> ssrcs)
    {
        if (ssrcs.Length > 255 || !BeginFeedback(
            RtcpType.PayloadFeedback, RtcpType.ApplicationFormat, senderSsrc, 0, 8 + (4 * ssrcs.Length), out var body))
        {
            Fits = false;
            return false;
        }

        var bitrate = (ulong)Math.Max(0, bitrateBps);
        var exponent = Math.Max(0, 64 - BitOperations.LeadingZeroCount(bitrate) - 18);
        "REMB"u8.CopyTo(body);
        Word(body, 4, ((uint)ssrcs.Length << 24) | ((uint)exponent << 18) | (uint)(bitrate >> exponent));
        Words(body[8..], ssrcs);
        return true;
    }

    /// <summary>BYE (RFC 3550, 6.6) for at most 31 sources.</summary>
    public bool Bye(scoped ReadOnlySpan<uint> ssrcs)
    {
        if (ssrcs.Length > 31 || !Begin(RtcpType.Bye, ssrcs.Length, 4 * ssrcs.Length, out var body))
        {
            Fits = false;
            return false;
        }

        Words(body, ssrcs);
        return true;
    }

    /// <summary>How many numbers one NACK entry covers, from the first on.</summary>
    private static int NackRun(scoped ReadOnlySpan<ushort> sorted, out ushort mask)
    {
        mask = 0;
        var run = 1;
        for (; run < sorted.Length; run++)
        {
            var ahead = new SequenceNumber(sorted[run]).DistanceFrom(new SequenceNumber(sorted[0]));
            if (ahead is < 0 or > 16)
            {
                break;
            }

            mask |= (ushort)(ahead == 0 ? 0 : 1 << (ahead - 1));
        }

        return run;
    }

    private static void Reports(Span<byte> body, scoped ReadOnlySpan<ReportBlock> blocks)
    {
        for (var i = 0; i < blocks.Length; i++, body = body[ReportBlock.Bytes..])
        {
            ref readonly var block = ref blocks[i];
            Word(body, 0, block.Ssrc);
            Word(body, 4, ((uint)block.FractionLost << 24) | ((uint)block.CumulativeLost & 0xff_ffff));
            Word(body, 8, block.ExtendedHighest);
            Word(body, 12, block.Jitter);
            Word(body, 16, block.LastSr);
            Word(body, 20, block.DelaySinceLastSr);
        }
    }

    private static void Words(Span<byte> body, scoped ReadOnlySpan<uint> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            Word(body, 4 * i, words[i]);
        }
    }

    private static void Word(Span<byte> body, int offset, uint value) => BinaryPrimitives.WriteUInt32BigEndian(body[offset..], value);

    private bool BeginFeedback(byte type, byte format, uint senderSsrc, uint mediaSsrc, int bytes, out Span<byte> information)
    {
        information = default;
        if (!Begin(type, format, 8 + bytes, out var body))
        {
            return false;
        }

        Word(body, 0, senderSsrc);
        Word(body, 4, mediaSsrc);
        information = body[8..];
        return true;
    }

    private bool Begin(byte type, int count, int bodyBytes, out Span<byte> body)
    {
        if (4 + bodyBytes > _destination.Length - Length)
        {
            Fits = false;
            body = default;
            return false;
        }

        var packet = _destination.Slice(Length, 4 + bodyBytes);
        packet[0] = (byte)(0x80 | count);
        packet[1] = type;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)(bodyBytes / 4));
        Length += packet.Length;
        body = packet[4..];
        return true;
    }
}
