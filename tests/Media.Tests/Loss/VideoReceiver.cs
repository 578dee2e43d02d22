using System.Buffers.Binary;
using Cluster.Media.Codecs;
using Cluster.Media.Rtcp;
using Cluster.Media.Rtp;
using Cluster.Media.Srtp;
using Cluster.Media.Tests.Forwarding;
using Xunit;

namespace Cluster.Media.Tests.Loss;

/// <summary>A client that receives in one slot: asks for what is missing, unwraps repairs, reports, and notes when each packet came.</summary>
internal sealed class VideoReceiver(RigClient client) : IDisposable
{
    private const int NumberOffset = 14;

    private readonly SrtpSender _protect = new(client.Keys.Profile, client.Keys.Client);
    private readonly SrtpReceiver _unprotect = new(client.Keys.Profile, client.Keys.Server);
    private readonly ReceiveLog _log = new(90_000);
    private readonly byte[] _buffer = new byte[2_048];
    private readonly uint _ssrc = client.Endpoint.SlotList.Single().Media.SlotSsrc;
    private readonly uint _rtxSsrc = client.Endpoint.SlotList.Single().Media.SlotRtxSsrc;

    /// <summary>When each packet came first, by the number its sender gave it.</summary>
    public Dictionary<int, long> CameUs { get; } = [];

    /// <summary>Packets that came again.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Packets that were given up.</summary>
    public bool GaveUp { get; private set; }

    public void Receive(byte[] datagram, long nowUs)
    {
        if (datagram[1] is >= 192 and < 224)
        {
            ReceiveControl(datagram, nowUs);
            return;
        }

        var verdict = _unprotect.Unprotect(datagram, out var length);
        if (verdict == SrtpVerdict.Replayed)
        {
            // The network doubled it.
            return;
        }

        Assert.Equal(SrtpVerdict.Ok, verdict);
        var packet = datagram.AsSpan(0, length);
        Assert.True(RtpHeader.TryParse(packet, out var header));
        bool isNew;
        if (header.Ssrc == _rtxSsrc)
        {
            Assert.True(Rtx.TryUnwrap(packet, header, _ssrc, 96, out packet));
            Assert.True(RtpHeader.TryParse(packet, out header));
            isNew = _log.Recover(header.SequenceNumber, nowUs);
        }
        else
        {
            Assert.Equal(_ssrc, header.Ssrc);
            isNew = _log.Record(header.SequenceNumber, header.Timestamp, nowUs) != Arrival.Duplicate;
        }

        var payload = packet.Slice(header.PayloadOffset, header.PayloadBytes);
        Assert.True(Vp8Descriptor.TryParse(payload, out _));
        var isFirst = CameUs.TryAdd(BinaryPrimitives.ReadInt32BigEndian(payload[NumberOffset..]), nowUs);
        Duplicates += isNew && isFirst ? 0 : 1;
    }

    /// <summary>Every 10 ms; a report in every hundredth.</summary>
    public void Tick(LossyLink link, long nowUs)
    {
        Span<ushort> missing = stackalloc ushort[64];
        var writer = new RtcpWriter(_buffer);
        if (nowUs % 1_000_000 == 0 && _log.TryBuildReportBlock(_ssrc, nowUs, out var block))
        {
            writer.ReceiverReport(7, [block]);
        }

        var count = _log.CollectNacks(nowUs, _log.RepairUs == 0 ? 100_000 : _log.RepairUs, missing);
        if (count > 0)
        {
            writer.Nack(7, _ssrc, missing[..count]);
        }

        GaveUp |= _log.TakeUnrepairedLoss();
        if (writer.Length > 0)
        {
            link.Send(_buffer[.._protect.ProtectRtcp(_buffer, writer.Length)], nowUs);
        }
    }

    public void Dispose()
    {
        _protect.Dispose();
        _unprotect.Dispose();
    }

    private void ReceiveControl(byte[] datagram, long nowUs)
    {
        if (_unprotect.UnprotectRtcp(datagram, out var length) != SrtpVerdict.Ok)
        {
            return;
        }

        var reader = new RtcpReader(datagram.AsSpan(0, length));
        while (reader.TryRead(out var packet))
        {
            if (SenderInfo.TryParse(packet, out var info) && info.Ssrc == _ssrc)
            {
                _log.OnSenderReport(info.NtpTimestamp, info.RtpTimestamp, nowUs);
            }
        }
    }
}
