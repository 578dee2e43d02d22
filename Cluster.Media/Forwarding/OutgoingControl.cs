using Cluster.Media.Rtcp;

namespace Cluster.Media.Forwarding;

/// <summary>
/// The RTCP a bridge sends to one endpoint: transport-wide feedback every 50 ms (late feedback keeps a sender's estimate
/// low), NACKs as gaps age, keyframe requests, and once a second reports for what it sends and what it gets. And where
/// nothing else goes to the endpoint, a packet of silence now and then: by its absence a client knows a dead bridge within
/// half a second, from all who are merely silent.
/// </summary>
internal sealed class OutgoingControl(Endpoint owner)
{
    private const long FeedbackIntervalUs = 50_000;
    private const long ReportIntervalUs = 1_000_000;
    private const int BlocksMax = 31;

    // With the feedback's interval: no client waits longer than a quarter of a second for a packet.
    private const long KeepAliveUs = 200_000;

    // Room left in a buffer for SRTCP's index and tag, and for a path of 1,200 bytes.
    private const int PacketBytesMax = 1_150;
    private const string CanonicalName = "parley";

    // The SSRC our feedback names as its sender: nobody sends media on it.
    private const uint OwnSsrc = 1;

    private long _nextFeedbackUs;
    private long _nextReportUs;
    private bool _owed;

    /// <summary>A slot shows something else: its sender report is due with the next tick.</summary>
    public void NoteOwed() => _owed = true;

    /// <summary>Sends what is due at <paramref name="nowUs"/>.</summary>
    public void Tick(long nowUs)
    {
        if (!owner.Transport.CanSend)
        {
            return;
        }

        if (nowUs >= _nextFeedbackUs)
        {
            _nextFeedbackUs = nowUs + FeedbackIntervalUs;
            SendFeedback();
            KeepAlive(nowUs);
        }

        SendRequests(nowUs);
        var all = nowUs >= _nextReportUs;
        if (all)
        {
            _nextReportUs = nowUs + ReportIntervalUs;
            SendReceiverReport(nowUs);
        }

        if (all || _owed)
        {
            _owed = false;
            SendSenderReports(nowUs, all);
        }
    }

    private void SendFeedback()
    {
        int length;
        while ((length = owner.Feedback.Build(owner.Transport.Reserve()[..PacketBytesMax], OwnSsrc, MediaSsrc())) > 0)
        {
            owner.Transport.CommitRtcp(length);
        }
    }

    private void KeepAlive(long nowUs)
    {
        var lastUs = 0L;
        Slot? idle = null;
        foreach (var slot in owner.SlotList)
        {
            lastUs = Math.Max(lastUs, slot.LastSentUs);
            idle ??= slot.Use == SlotUse.Speech ? slot : null;
        }

        if (idle is not null && nowUs - lastUs >= KeepAliveUs)
        {
            idle.KeepAlive(nowUs);
        }
    }

    private uint MediaSsrc()
    {
        foreach (var source in owner.SourceList)
        {
            foreach (var layer in source.Layers)
            {
                if (layer.Ssrc != 0)
                {
                    return layer.Ssrc;
                }
            }
        }

        return 0;
    }

    private void SendRequests(long nowUs)
    {
        Span<ushort> missing = stackalloc ushort[64];
        foreach (var source in owner.SourceList)
        {
            if (!source.IsVideo)
            {
                continue;
            }

            foreach (var layer in source.Layers)
            {
                if (layer.Ssrc == 0)
                {
                    continue;
                }

                if (layer.Showing == 0 && !layer.Keyframes.IsWanted)
                {
                    // Nobody shows it: a repair would be for nothing.
                    layer.Log.ForgetGaps();
                    continue;
                }

                var count = layer.Log.CollectNacks(nowUs, RoundTripUs(layer), missing);
                var writer = new RtcpWriter(owner.Transport.Reserve()[..PacketBytesMax]);
                if (count > 0)
                {
                    owner.Bridge.Drops.Work.PacketsAskedOfSenders += count;
                    writer.Nack(OwnSsrc, layer.Ssrc, missing[..count]);
                }

                if (layer.Log.TakeUnrepairedLoss() && layer.Showing > 0)
                {
                    layer.Keyframes.Want(nowUs);
                }

                if (layer.Keyframes.TakeDue(nowUs))
                {
                    owner.Bridge.Drops.Work.KeyframesAskedOfSenders++;
                    writer.Pli(OwnSsrc, layer.Ssrc);
                }

                if (writer.Length > 0)
                {
                    owner.Transport.CommitRtcp(writer.Length);
                }
            }
        }
    }

    /// <summary>From reports where the endpoint receives something; who only sends is known by how long its repairs take.</summary>
    private long RoundTripUs(Layer layer) =>
        owner.Control.HasRoundTrip || layer.Log.RepairUs == 0 ? owner.Control.RoundTripUs : layer.Log.RepairUs;

    private void SendReceiverReport(long nowUs)
    {
        Span<ReportBlock> blocks = stackalloc ReportBlock[BlocksMax];
        var count = 0;
        foreach (var source in owner.SourceList)
        {
            foreach (var layer in source.Layers)
            {
                if (count < BlocksMax && layer.Ssrc != 0 && layer.Log.TryBuildReportBlock(layer.Ssrc, nowUs, out var block))
                {
                    blocks[count++] = block;
                    owner.Bridge.Drops.Work.PacketsExpected += layer.Log.LastReported.Expected;
                    owner.Bridge.Drops.Work.PacketsMissing += layer.Log.LastReported.Missing;
                }
            }
        }

        var writer = new RtcpWriter(owner.Transport.Reserve()[..PacketBytesMax]);
        writer.ReceiverReport(OwnSsrc, blocks[..count]);
        writer.Cname(OwnSsrc, CanonicalName);
        owner.Transport.CommitRtcp(writer.Length);
    }

    private void SendSenderReports(long nowUs, bool all)
    {
        foreach (var slot in owner.SlotList)
        {
            if ((!all && !slot.OwesReport) || !slot.TryReport(nowUs, out var info))
            {
                continue;
            }

            var writer = new RtcpWriter(owner.Transport.Reserve()[..PacketBytesMax]);
            writer.SenderReport(info, []);
            writer.Cname(info.Ssrc, CanonicalName);
            owner.Transport.CommitRtcp(writer.Length);
        }
    }
}
