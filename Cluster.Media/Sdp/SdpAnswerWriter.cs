using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Cluster.Media.Sdp;

/// <summary>
/// Writes an answer's text. Transport attributes are repeated in every m-line: Firefox loses its tab when they are in
/// the first alone.
/// </summary>
internal sealed class SdpAnswerWriter(SdpOffer offer, AnswerParameters parameters)
{
    private readonly StringBuilder text = new();

    public string Write(IReadOnlyList<MediaNegotiation> media)
    {
        string[] bundle = [.. offer.Bundle.Where(mid => media.Any(m => m.Role != MediaRole.Rejected && m.Offered.Mid == mid))];
        Line("v=0");
        Line($"o=- {SessionNumber()} {offer.SessionVersion} IN IP4 0.0.0.0");
        Line("s=-");
        Line("t=0 0");
        if (bundle.Length > 0)
        {
            Line($"a=group:BUNDLE {string.Join(' ', bundle)}");
        }

        Line("a=ice-lite");
        foreach (MediaNegotiation line in media)
        {
            if (line.Role == MediaRole.Rejected)
            {
                WriteRejected(line.Offered);
            }
            else
            {
                WriteAccepted(line, tagged: line.Offered.Mid == bundle[0]);
            }
        }

        return text.ToString();
    }

    private void WriteRejected(SdpMedia media)
    {
        Line($"m={media.MediaWord} 0 {media.Protocol} {string.Join(' ', media.Formats)}");
        Line("c=IN IP4 0.0.0.0");
        Line("a=inactive");
        if (media.Mid.Length > 0)
        {
            Line($"a=mid:{media.Mid}");
        }
    }

    private void WriteAccepted(MediaNegotiation line, bool tagged)
    {
        (string address, int port) = DefaultDestination();
        CodecChoice codec = line.Codec!;
        string formats = codec.Rtx is { } rtx ? $"{codec.Primary.PayloadType} {rtx.PayloadType}" : $"{codec.Primary.PayloadType}";
        Line($"m={line.Offered.MediaWord} {port} {line.Offered.Protocol} {formats}");
        Line($"c=IN {address}");
        Line($"a=mid:{line.Offered.Mid}");
        Line($"a={Direction(line.Role).ToWord()}");
        Line("a=rtcp-mux");
        if (line.Offered.RtcpReducedSize)
        {
            Line("a=rtcp-rsize");
        }

        WriteTransport();
        WriteCodec(codec);
        foreach (SdpExtension extension in line.Extensions)
        {
            string direction = ExtensionPolicy.AnswerDirection(extension, line.Role) is { } way ? $"/{way.ToWord()}" : "";
            Line($"a=extmap:{extension.Id}{direction} {extension.Uri}");
        }

        WriteLayers(line.Rids);
        if (line.Slot is { } slot)
        {
            WriteSlot(line.Offered.Mid, slot, hasRtx: codec.Rtx is not null);
        }

        if (tagged)
        {
            WriteCandidates();
        }
    }

    private void WriteTransport()
    {
        Line($"a=ice-ufrag:{parameters.Local.UserFragment}");
        Line($"a=ice-pwd:{parameters.Local.Password}");
        Line($"a=fingerprint:sha-256 {parameters.Fingerprint}");
        Line("a=setup:passive");
    }

    private void WriteCodec(CodecChoice codec)
    {
        SdpCodec primary = codec.Primary;
        string channels = primary.Channels > 1 ? $"/{primary.Channels}" : "";
        Line($"a=rtpmap:{primary.PayloadType} {primary.Name}/{primary.ClockRateHz}{channels}");
        if (codec.AnswerParameters() is { Length: > 0 } format)
        {
            Line($"a=fmtp:{primary.PayloadType} {format}");
        }

        foreach (string feedback in codec.AnswerFeedback())
        {
            Line($"a=rtcp-fb:{primary.PayloadType} {feedback}");
        }

        if (codec.Rtx is { } rtx)
        {
            Line($"a=rtpmap:{rtx.PayloadType} rtx/{rtx.ClockRateHz}");
            Line($"a=fmtp:{rtx.PayloadType} apt={primary.PayloadType}");
        }
    }

    private void WriteLayers(IReadOnlyList<string> rids)
    {
        foreach (string rid in rids)
        {
            Line($"a=rid:{rid} recv");
        }

        if (rids.Count > 0)
        {
            Line($"a=simulcast:recv {string.Join(';', rids)}");
        }
    }

    // Each slot is a stream of its own, so that no browser tries to play two slots in step.
    private void WriteSlot(string mid, SlotParameters slot, bool hasRtx)
    {
        string msid = $"slot-{mid} slot-{mid}-track";
        Line($"a=msid:{msid}");
        if (hasRtx)
        {
            Line($"a=ssrc-group:FID {slot.Ssrc} {slot.RtxSsrc}");
        }

        WriteSsrc(slot.Ssrc, msid);
        if (hasRtx)
        {
            WriteSsrc(slot.RtxSsrc, msid);
        }
    }

    private void WriteSsrc(uint ssrc, string msid)
    {
        Line($"a=ssrc:{ssrc} cname:{parameters.Cname}");
        Line($"a=ssrc:{ssrc} msid:{msid}");
    }

    // RFC 8839 section 5.1: all are host candidates of component 1; only the order among them differs.
    private void WriteCandidates()
    {
        for (int i = 0; i < parameters.Candidates.Count; i++)
        {
            IPEndPoint candidate = parameters.Candidates[i];
            long priority = (126L << 24) | ((65_535L - i) << 8) | 255;
            Line($"a=candidate:{i + 1} 1 udp {priority} {candidate.Address} {candidate.Port} typ host");
        }

        Line("a=end-of-candidates");
    }

    /// <summary>The first candidate, for those who look at m= and c= only (RFC 8839 section 4.2.1.2).</summary>
    private (string Address, int Port) DefaultDestination()
    {
        if (parameters.Candidates is not [{ } first, ..])
        {
            return ("IP4 0.0.0.0", 9);
        }

        string family = first.AddressFamily == AddressFamily.InterNetworkV6 ? "IP6" : "IP4";
        return ($"{family} {first.Address}", first.Port);
    }

    /// <summary>A number that stays the same for all answers to one endpoint (RFC 8866 section 5.2), 63 bits.</summary>
    private long SessionNumber()
    {
        byte[] hash = SHA256.HashData(Encoding.ASCII.GetBytes(parameters.Local.UserFragment));
        return BinaryPrimitives.ReadInt64BigEndian(hash) & long.MaxValue;
    }

    private static SdpDirection Direction(MediaRole role) => role switch
    {
        MediaRole.Source => SdpDirection.RecvOnly,
        MediaRole.Slot => SdpDirection.SendOnly,
        _ => SdpDirection.Inactive,
    };

    private void Line(string line) => text.Append(line).Append("\r\n");
}
