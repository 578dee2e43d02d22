using Cluster.Media.Rtcp;

namespace Fuzz.Targets;

/// <summary>Generic NACK (RFC 4585 section 6.2.1).</summary>
internal sealed class NackTarget : RtcpPacketTarget
{
    public override string Name => "rtcp-nack";

    public override int Read(in RtcpPacket packet)
    {
        if (!NackReader.TryParse(packet, out var reader))
        {
            return 0;
        }

        var count = 0;
        while (reader.TryRead(out _))
        {
            Require(++count <= packet.Body.Length / 4 * 17, "more packets than the message has bits");
        }

        return 1 + Math.Min(count, 64);
    }
}

/// <summary>PLI (RFC 4585 section 6.3.1) and FIR (RFC 5104 section 4.3.1).</summary>
internal sealed class KeyframeRequestTarget : RtcpPacketTarget
{
    public override string Name => "rtcp-keyframe";

    public override int Read(in RtcpPacket packet)
    {
        if (Pli.TryParse(packet, out _))
        {
            return 1;
        }

        if (!FirReader.TryParse(packet, out var reader))
        {
            return 0;
        }

        var count = 0;
        while (reader.TryRead(out _, out _))
        {
            Require(++count <= packet.Body.Length / 8, "more entries than the message has room for");
        }

        return 2 + count;
    }
}

/// <summary>Sender and receiver reports (RFC 3550 section 6.4), and the round trip that follows from a block.</summary>
internal sealed class ReportTarget : RtcpPacketTarget
{
    public override string Name => "rtcp-report";

    public override int Read(in RtcpPacket packet)
    {
        var isSender = SenderInfo.TryParse(packet, out _);
        var count = 0;
        for (; ReportBlock.TryParse(packet, count, out var block); count++)
        {
            Require(count < 31, "more blocks than the count can say");
            if (NtpTime.TryRoundTripMicroseconds(0x1234_5678_9ABC_DEF0, block, out var roundTripUs))
            {
                Require(roundTripUs >= 0, "a round trip below nothing");
            }
        }

        return (isSender ? 1 : 0) + (2 * count);
    }
}

/// <summary>A receiver's estimate (draft-alvestrand-rmcat-remb).</summary>
internal sealed class RembTarget : RtcpPacketTarget
{
    public override string Name => "rtcp-remb";

    public override int Read(in RtcpPacket packet)
    {
        if (!RembReader.TryParse(packet, out var reader))
        {
            return 0;
        }

        Require(reader.BitrateBps >= 0, "a bitrate below nothing");
        for (var i = 0; i < reader.SsrcCount; i++)
        {
            _ = reader.Ssrc(i);
        }

        return 1 + Math.Min(reader.SsrcCount, 16);
    }
}

/// <summary>BYE (RFC 3550 section 6.6).</summary>
internal sealed class ByeTarget : RtcpPacketTarget
{
    public override string Name => "rtcp-bye";

    public override int Read(in RtcpPacket packet)
    {
        if (!ByeReader.TryParse(packet, out var reader))
        {
            return 0;
        }

        var count = 0;
        while (reader.TryRead(out _))
        {
            Require(++count <= 31, "more sources than the count can say");
        }

        return 1 + count;
    }
}

/// <summary>Transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions): as many statuses as it says, at most 65,535.</summary>
internal sealed class TransportCcTarget : RtcpPacketTarget
{
    public override string Name => "rtcp-transport-cc";

    public override int Read(in RtcpPacket packet)
    {
        if (!TransportCcReader.TryParse(packet, out var reader))
        {
            return 0;
        }

        var (count, arrived) = (0, 0);
        while (reader.TryRead(out var sequence, out var received, out var delta))
        {
            Require(sequence == unchecked((ushort)(reader.BaseSequence + count)), "a number out of turn");
            Require(received || delta == 0, "a time for what did not come");
            Require(++count <= reader.StatusCount, "more statuses than were announced");
            arrived += received ? 1 : 0;
        }

        Require(count == reader.StatusCount, "fewer statuses than were announced");
        return 1 + (Math.Min(count, 200) * 4) + (arrived == 0 ? 0 : arrived == count ? 1 : 2);
    }
}
