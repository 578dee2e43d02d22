using Cluster.Media.Rtcp;

namespace Cluster.Media.Rtp;

/// <summary>What was received of one SSRC: the statistics reported to its sender (RFC 3550, A.1, A.3, A.8) and the gaps to ask for.</summary>
/// <remarks>Times are microseconds of one clock, the same for every call. Packets are taken to be authentic.</remarks>
internal sealed class ReceiveLog(int clockRateHz)
{
    /// <summary>A jump forward beyond this is a new beginning, not loss (MAX_DROPOUT of RFC 3550, A.1).</summary>
    public const int ForwardPacketsMax = 3_000;

    /// <summary>How far back a packet can still be told from a duplicate.</summary>
    public const int BackwardPacketsMax = 1_024;

    // Counting begins a cycle ahead of nought, so that packets from before the first have an index above zero.
    private const long CycleAhead = 65_536;

    private readonly ReceivedWindow _window = new(BackwardPacketsMax);
    private readonly GapList _gaps = new();
    private readonly JitterEstimate _jitter = new(clockRateHz);
    private long _first;
    private long _newest = -1;
    private long _restartCandidate = -1;
    private long _expectedBefore;
    private long _receivedBefore;
    private long _received;
    private long _senderReportUs;

    /// <summary>Packets recorded, duplicates included.</summary>
    public long Packets { get; private set; }

    /// <summary>Bytes recorded, as far as given to <see cref="Record"/>.</summary>
    public long Bytes { get; private set; }

    /// <summary>Packets expected and not received since the numbering began; negative when duplicates outweigh losses.</summary>
    public long Lost => _newest < 0 ? 0 : Expected - _received;

    /// <summary>Interarrival jitter in clock units (RFC 3550, 6.4.1).</summary>
    public uint Jitter => _jitter.Value;

    /// <summary>Whether a sender report has come; the two below are its clocks.</summary>
    public bool HasSenderReport { get; private set; }

    public ulong SenderReportNtp { get; private set; }

    public uint SenderReportRtp { get; private set; }

    /// <summary>What the last report block was about: packets its sender sent since the one before, and those of them that had not come.</summary>
    public (long Expected, long Missing) LastReported { get; private set; }

    private long Expected => _newest - _first + 1;

    /// <summary>The stream goes on under another SSRC, with numbers and clocks of its own; what was missing will not come.</summary>
    public void Restart()
    {
        _newest = -1;
        _gaps.GiveUpAll();
        HasSenderReport = false;
    }

    /// <summary>Notes a packet that came on this SSRC itself.</summary>
    public Arrival Record(ushort seq, uint timestamp, long arrivalUs, int bytes = 0)
    {
        Packets++;
        Bytes += bytes;
        var arrival = Place(seq, arrivalUs);
        _received++;
        if (arrival is Arrival.New or Arrival.Restarted)
        {
            // A late packet's delay is that of its repair, and would pass for jitter.
            _jitter.Record(timestamp, arrivalUs);
        }

        return arrival;
    }

    /// <summary>
    /// Notes a packet repaired by a retransmission stream: its gap is closed, and the statistics still count the loss,
    /// as its sender must know of it. False when it was here already, or is too old to matter.
    /// </summary>
    public bool Recover(ushort seq, long arrivalUs)
    {
        if (_newest < 0)
        {
            return false;
        }

        var index = Unwrap(seq);
        if (index > _newest || _newest - index >= BackwardPacketsMax || !_window.TrySet(index))
        {
            return false;
        }

        _gaps.Repair(seq, arrivalUs);
        return true;
    }

    /// <summary>Notes a sender report's clocks and when it came, for the next report block.</summary>
    public void OnSenderReport(ulong ntp, uint rtp, long arrivalUs)
    {
        HasSenderReport = true;
        SenderReportNtp = ntp;
        SenderReportRtp = rtp;
        _senderReportUs = arrivalUs;
    }

    /// <summary>The report block for now; its fraction lost covers the time since the block before. False when nothing was received yet.</summary>
    public bool TryBuildReportBlock(uint ssrc, long nowUs, out ReportBlock block)
    {
        block = default;
        if (_newest < 0)
        {
            return false;
        }

        var expected = Expected - _expectedBefore;
        var lost = expected - (_received - _receivedBefore);
        _expectedBefore = Expected;
        _receivedBefore = _received;
        LastReported = (Math.Max(0, expected), Math.Max(0, lost));
        block = new ReportBlock(
            ssrc,
            expected <= 0 || lost <= 0 ? (byte)0 : (byte)Math.Min(255, (lost << 8) / expected),
            (int)Math.Clamp(Lost, ReportBlock.CumulativeLostMin, ReportBlock.CumulativeLostMax),
            unchecked((uint)(_newest - CycleAhead)),
            _jitter.Value,
            HasSenderReport ? NtpTime.Middle(SenderReportNtp) : 0,
            HasSenderReport ? NtpTime.DelayFromMicroseconds(nowUs - _senderReportUs) : 0);
        return true;
    }

    /// <summary>
    /// Fills <paramref name="missing"/> with the sequence numbers to ask for now, in order, and returns how many. What does
    /// not fit is due at the next call.
    /// </summary>
    public int CollectNacks(long nowUs, long roundTripUs, Span<ushort> missing) =>
        _gaps.Collect(nowUs, roundTripUs, Packets, missing);

    /// <summary>How long repairs take after they are asked for, smoothed, microseconds; 0: not known.</summary>
    public long RepairUs => _gaps.RepairUs;

    /// <summary>A picture began anew with packet <paramref name="seq"/>: what is missing before it is needed no more.</summary>
    public void ForgetGapsBefore(ushort seq) => _gaps.ForgetBefore(seq);

    /// <summary>Nobody needs what is missing.</summary>
    public void ForgetGaps() => _gaps.Forget();

    /// <summary>True once after a loss turned out to be beyond repair: pictures need a keyframe then.</summary>
    public bool TakeUnrepairedLoss() => _gaps.TakeGaveUp();

    private Arrival Place(ushort seq, long arrivalUs)
    {
        if (_newest < 0)
        {
            Begin(seq);
            return Arrival.New;
        }

        var index = Unwrap(seq);
        var ahead = index - _newest;
        if (ahead > ForwardPacketsMax || (ahead <= -BackwardPacketsMax && index == _restartCandidate))
        {
            Begin(seq);
            _gaps.GiveUpAll();
            return Arrival.Restarted;
        }

        if (ahead <= -BackwardPacketsMax)
        {
            // One such packet is a straggler; two in a row are a sender that began anew.
            _restartCandidate = index + 1;
            return Arrival.Duplicate;
        }

        _restartCandidate = -1;
        if (ahead <= 0)
        {
            if (!_window.TrySet(index))
            {
                return Arrival.Duplicate;
            }

            _first = Math.Min(_first, index);
            _gaps.Remove(seq);
            return Arrival.Reordered;
        }

        if (ahead > 1)
        {
            _gaps.Add(unchecked((ushort)(_newest + 1)), (int)(ahead - 1), arrivalUs, Packets);
        }

        _window.Advance(index);
        _newest = index;
        return Arrival.New;
    }

    private void Begin(ushort seq)
    {
        _first = _newest = CycleAhead + seq;
        _window.Restart(_newest);
        _restartCandidate = -1;
        _expectedBefore = _receivedBefore = _received = 0;
        _jitter.Restart();
    }

    private long Unwrap(ushort seq) =>
        _newest + new SequenceNumber(seq).DistanceFrom(new SequenceNumber(unchecked((ushort)_newest)));
}
