using System.Text;
using Cluster.Media.Ice;

namespace Cluster.Media.Tests.Engine;

/// <summary>An m-line a client offers: a source it sends, or a slot it receives in.</summary>
internal sealed record OfferLine(string Mid, SourceKind? Source, SlotUse? Slot, uint Number = 0, bool Muted = false, string Direction = "")
{
    public bool IsAudio => Source is SourceKind.Microphone or SourceKind.ScreenSound || Slot is SlotUse.Speech or SlotUse.ScreenSound;

    public string Way => Direction.Length > 0 ? Direction : Source is null ? "recvonly" : "sendonly";
}

/// <summary>The text of an offer as a browser would write it, of the m-lines a client has.</summary>
internal static class OfferText
{
    public const byte OpusType = 111;
    public const byte Vp8Type = 96;
    public const byte RtxType = 97;
    public const int MidId = 4;
    public const int LevelId = 1;
    public const int TransportCcId = 3;

    public static string Write(IceCredentials ice, string fingerprint, IReadOnlyList<OfferLine> lines)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append("\r\n");
        Line("v=0");
        Line("o=- 4611731400430051336 2 IN IP4 127.0.0.1");
        Line("s=-");
        Line("t=0 0");
        Line($"a=group:BUNDLE {string.Join(' ', lines.Select(line => line.Mid))}");
        Line("a=extmap-allow-mixed");
        foreach (var line in lines)
        {
            Line(line.IsAudio ? $"m=audio 9 UDP/TLS/RTP/SAVPF {OpusType}" : $"m=video 9 UDP/TLS/RTP/SAVPF {Vp8Type} {RtxType}");
            Line("c=IN IP4 0.0.0.0");
            Line($"a=ice-ufrag:{ice.UserFragment}");
            Line($"a=ice-pwd:{ice.Password}");
            Line("a=ice-options:trickle");
            Line($"a=fingerprint:sha-256 {fingerprint}");
            Line("a=setup:actpass");
            Line($"a=mid:{line.Mid}");
            Line($"a=extmap:{MidId} urn:ietf:params:rtp-hdrext:sdes:mid");
            Line($"a=extmap:{TransportCcId} http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01");
            Line(line.IsAudio
                ? $"a=extmap:{LevelId} urn:ietf:params:rtp-hdrext:ssrc-audio-level"
                : "a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time");
            Line($"a={line.Way}");
            Line("a=rtcp-mux");
            Line("a=rtcp-rsize");
            if (line.IsAudio)
            {
                Line($"a=rtpmap:{OpusType} opus/48000/2");
                Line($"a=fmtp:{OpusType} minptime=10;useinbandfec=1");
                continue;
            }

            Line($"a=rtpmap:{Vp8Type} VP8/90000");
            Line($"a=rtcp-fb:{Vp8Type} transport-cc");
            Line($"a=rtcp-fb:{Vp8Type} ccm fir");
            Line($"a=rtcp-fb:{Vp8Type} nack");
            Line($"a=rtcp-fb:{Vp8Type} nack pli");
            Line($"a=rtpmap:{RtxType} rtx/90000");
            Line($"a=fmtp:{RtxType} apt={Vp8Type}");
        }

        return text.ToString();
    }
}
