using System.Net;
using System.Text;
using Bench.Load.Streams;
using Cluster.Media.Ice;
using Cluster.Media.Sdp;

namespace Bench.Load.Clients;

/// <summary>Writes a client's offers and answers.</summary>
internal static class SdpText
{
    /// <summary>The description of these m-lines. The client is always the DTLS client.</summary>
    public static string Write(IceCredentials ice, string fingerprint, IPEndPoint local, IReadOnlyList<ClientLine> lines, IReadOnlyList<uint> ssrcs)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append("\r\n");
        Line("v=0");
        Line("o=- 4611731400430051337 2 IN IP4 127.0.0.1");
        Line("s=-");
        Line("t=0 0");
        Line($"a=group:BUNDLE {string.Join(' ', lines.Select(line => line.Mid))}");
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            Line(line.IsAudio ? $"m=audio 9 UDP/TLS/RTP/SAVPF {StreamIds.Opus}" : $"m=video 9 UDP/TLS/RTP/SAVPF {StreamIds.Vp8} {StreamIds.Rtx}");
            Line("c=IN IP4 0.0.0.0");
            Line($"a=ice-ufrag:{ice.UserFragment}");
            Line($"a=ice-pwd:{ice.Password}");
            Line($"a=fingerprint:sha-256 {fingerprint}");
            Line("a=setup:active");
            Line($"a=mid:{line.Mid}");
            Line($"a=extmap:{StreamIds.Mid} {ExtensionPolicy.Mid}");
            Line($"a=extmap:{StreamIds.AbsoluteSendTime} {ExtensionPolicy.AbsoluteSendTime}");
            Line($"a=extmap:{StreamIds.TransportCc} {ExtensionPolicy.TransportCc}");
            Line(line.IsAudio ? $"a=extmap:{StreamIds.Level} {ExtensionPolicy.AudioLevel}" : $"a=extmap:{StreamIds.Rid} {ExtensionPolicy.Rid}");
            Line(line.Sends ? "a=sendonly" : "a=recvonly");
            Line("a=rtcp-mux");
            Line(Candidate(local));
            Line("a=end-of-candidates");
            WriteCodec(Line, line);
            foreach (var rid in line.Rids)
            {
                Line($"a=rid:{rid} send");
            }

            if (line.Rids.Length > 0)
            {
                Line($"a=simulcast:send {string.Join(';', line.Rids)}");
            }
            else if (ssrcs[i] != 0)
            {
                Line($"a=ssrc:{ssrcs[i]} cname:load");
                Line($"a=ssrc:{ssrcs[i]} msid:load load-{line.Mid}");
            }
        }

        return text.ToString();
    }

    /// <summary>An answer that takes an offer as it is: the same m-lines and codecs, received, with this side's transport.</summary>
    public static string Answer(string offer, IceCredentials ice, string fingerprint, IPEndPoint local)
    {
        var text = new StringBuilder();
        foreach (var line in offer.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var answered = line.Split(':')[0] switch
            {
                "a=ice-ufrag" => $"a=ice-ufrag:{ice.UserFragment}",
                "a=ice-pwd" => $"a=ice-pwd:{ice.Password}",
                "a=fingerprint" => $"a=fingerprint:sha-256 {fingerprint}",
                "a=setup" => "a=setup:active",
                "a=rtcp-mux" => $"a=rtcp-mux\r\n{Candidate(local)}\r\na=end-of-candidates",
                "a=sendonly" or "a=sendrecv" => "a=recvonly",
                "a=candidate" or "a=end-of-candidates" or "a=ssrc" or "a=ssrc-group" or "a=msid" or "a=ice-lite" => "",
                _ => line,
            };
            text.Append(answered.Length > 0 ? answered + "\r\n" : "");
        }

        return text.ToString();
    }

    private static string Candidate(IPEndPoint local) => $"a=candidate:1 1 udp 2130706431 {local.Address} {local.Port} typ host";

    private static void WriteCodec(Action<string> write, ClientLine line)
    {
        if (line.IsAudio)
        {
            write($"a=rtpmap:{StreamIds.Opus} opus/48000/2");
            write($"a=fmtp:{StreamIds.Opus} minptime=10;useinbandfec=1;usedtx=1");
            return;
        }

        write($"a=rtpmap:{StreamIds.Vp8} VP8/90000");
        write($"a=rtcp-fb:{StreamIds.Vp8} transport-cc");
        write($"a=rtcp-fb:{StreamIds.Vp8} ccm fir");
        write($"a=rtcp-fb:{StreamIds.Vp8} nack");
        write($"a=rtcp-fb:{StreamIds.Vp8} nack pli");
        write($"a=rtpmap:{StreamIds.Rtx} rtx/90000");
        write($"a=fmtp:{StreamIds.Rtx} apt={StreamIds.Vp8}");
    }
}
