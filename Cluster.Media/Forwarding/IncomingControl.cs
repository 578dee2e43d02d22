using Cluster.Media.Net;
using Cluster.Media.Rtcp;

namespace Cluster.Media.Forwarding;

/// <summary>What a bridge does with each RTCP message from an endpoint (the table in docs/architecture.md).</summary>
internal sealed class IncomingControl(Endpoint owner, DropCounters drops)
{
    private const int RetransmissionsPerMessageMax = 256;
    private const long RoundTripMaxUs = 10_000_000;
    private const long UnknownRepeatUs = 20_000;

    /// <summary>The last measured round trip to the endpoint, microseconds.</summary>
    public long RoundTripUs { get; private set; } = 100_000;

    /// <summary>Whether it was measured; before, it is taken for 100 ms.</summary>
    public bool HasRoundTrip { get; private set; }

    /// <summary>A packet is not sent again sooner, microseconds: a request from before the last repeat came needs no answer.</summary>
    public long RepeatUsMin => HasRoundTrip ? RoundTripUs : UnknownRepeatUs;

    /// <summary>Packets that were asked for and sent again.</summary>
    public long Retransmissions { get; private set; }

    /// <summary>Takes one SRTCP packet; its buffer is overwritten.</summary>
    public void Receive(Span<byte> datagram, long nowUs)
    {
        if (!owner.Transport.TryUnprotectRtcp(datagram, nowUs, out var length))
        {
            return;
        }

        var reader = new RtcpReader(datagram[..length]);
        while (reader.TryRead(out var packet))
        {
            Handle(packet, nowUs);
        }

        if (reader.Malformed)
        {
            drops.Count(DropReason.RtcpMalformed);
        }
    }

    private void Handle(in RtcpPacket packet, long nowUs)
    {
        switch (packet.Type)
        {
            case RtcpType.SenderReport:
                if (SenderInfo.TryParse(packet, out var info))
                {
                    owner.Incoming.Find(info.Ssrc)?.Log.OnSenderReport(info.NtpTimestamp, info.RtpTimestamp, nowUs);
                }

                HandleReports(packet, nowUs);
                break;
            case RtcpType.ReceiverReport:
                HandleReports(packet, nowUs);
                break;
            case RtcpType.TransportFeedback when packet.Count == RtcpType.NackFormat:
                HandleNack(packet, nowUs);
                break;
            case RtcpType.PayloadFeedback when packet.Count == RtcpType.PliFormat:
                if (Pli.TryParse(packet, out var media))
                {
                    AskForKeyframe(media, nowUs);
                }

                break;
            case RtcpType.PayloadFeedback when packet.Count == RtcpType.FirFormat:
                HandleFir(packet, nowUs);
                break;
            default:
                // SDES, BYE, XR, and the reports a sending estimate will use (transport-cc, REMB): consumed. A source's
                // end is said by signalling, and its silence seen by its packets.
                break;
        }
    }

    private void HandleReports(in RtcpPacket packet, long nowUs)
    {
        for (var i = 0; ReportBlock.TryParse(packet, i, out var block); i++)
        {
            var now = NtpTime.FromUnixMicroseconds(MediaClock.ToUnixUs(nowUs));
            if (NtpTime.TryRoundTripMicroseconds(now, block, out var roundTripUs) && roundTripUs < RoundTripMaxUs)
            {
                RoundTripUs = Math.Max(roundTripUs, 1_000);
                HasRoundTrip = true;
            }

            if (FindSlot(block.Ssrc) is { } slot)
            {
                drops.Work.PacketsLostBeyond += slot.NoteReportedLost(block.CumulativeLost);
            }
        }
    }

    private void HandleFir(in RtcpPacket packet, long nowUs)
    {
        if (!FirReader.TryParse(packet, out var fir))
        {
            return;
        }

        while (fir.TryRead(out var ssrc, out _))
        {
            AskForKeyframe(ssrc, nowUs);
        }
    }

    private void HandleNack(in RtcpPacket packet, long nowUs)
    {
        if (!NackReader.TryParse(packet, out var nack) || FindSlot(nack.MediaSsrc) is not { } slot)
        {
            return;
        }

        for (var answered = 0; answered < RetransmissionsPerMessageMax && nack.TryRead(out var sequence); answered++)
        {
            drops.Work.PacketsAskedOfUs++;
            if (slot.Retransmit(sequence, nowUs))
            {
                drops.Work.PacketsRepeated++;
                slot.NoteRepeated();
                Retransmissions++;
            }
        }
    }

    private void AskForKeyframe(uint ssrc, long nowUs)
    {
        if (FindSlot(ssrc) is { } slot)
        {
            drops.Work.KeyframesAskedOfUs++;
            slot.OnKeyframeRequest(nowUs);
        }
    }

    private Slot? FindSlot(uint ssrc)
    {
        foreach (var slot in owner.SlotList)
        {
            if (slot.Media.SlotSsrc == ssrc)
            {
                return slot;
            }
        }

        return null;
    }
}
