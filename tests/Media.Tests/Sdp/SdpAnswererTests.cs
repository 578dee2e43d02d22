using Cluster.Media.Sdp;
using Xunit;

namespace Media.Tests.Sdp;

public sealed class SdpAnswererTests
{
    private static readonly string[] TransportLines =
        ["a=mid", "a=recvonly", "a=rtcp-mux", "a=rtcp-rsize", "a=ice", "a=fingerprint", "a=setup"];

    public static readonly TheoryData<string> Browsers = ["chromium", "firefox"];

    [Theory]
    [MemberData(nameof(Browsers))]
    public void Every_m_line_is_answered_in_order_with_its_direction(string browser)
    {
        (SdpOffer offer, SdpAnswer answer) = Answer(browser);
        AnswerText text = AnswerText.Read(answer.Sdp);
        Assert.Equal(offer.Media.Select(m => m.Mid), answer.Session.Media.Select(m => m.Mid));
        Assert.Equal(offer.Media.Count, text.Media.Length);
        for (int i = 0; i < offer.Media.Count; i++)
        {
            Assert.Contains($"a=mid:{i}", text.Media[i]);
            Assert.Contains(i < 4 ? "a=recvonly" : "a=sendonly", text.Media[i]);
            Assert.Equal(i < 4 ? MediaRole.Source : MediaRole.Slot, answer.Session.Media[i].Role);
            Assert.Equal(offer.Media[i].Kind == SdpMediaKind.Audio, answer.Session.Media[i].Audio);
        }
    }

    [Theory]
    [MemberData(nameof(Browsers))]
    public void The_transport_is_repeated_in_every_m_line_and_candidates_come_once(string browser)
    {
        AnswerText text = AnswerText.Read(Answer(browser).Answer.Sdp);
        Assert.Contains("a=ice-lite", text.Session);
        Assert.Contains("a=group:BUNDLE 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", text.Session);
        foreach (string[] lines in text.Media)
        {
            Assert.Contains("a=ice-ufrag:" + Offers.Local.UserFragment, lines);
            Assert.Contains("a=ice-pwd:" + Offers.Local.Password, lines);
            Assert.Contains("a=fingerprint:sha-256 " + Offers.Fingerprint, lines);
            Assert.Contains("a=setup:passive", lines);
            Assert.Contains("a=rtcp-mux", lines);
        }

        Assert.Equal(
            [
                "a=candidate:1 1 udp 2130706431 192.0.2.9 10000 typ host",
                "a=candidate:2 1 udp 2130706175 2001:db8::9 10001 typ host",
            ],
            text.Media[0].Where(line => line.StartsWith("a=candidate", StringComparison.Ordinal)));
        Assert.Contains("a=end-of-candidates", text.Media[0]);
        Assert.DoesNotContain(text.Media.Skip(1).SelectMany(lines => lines), line => line.Contains("candidate", StringComparison.Ordinal));
    }

    [Fact]
    public void Payload_types_and_extension_ids_are_the_offer_s()
    {
        NegotiatedMedia camera = Answer("chromium").Answer.Session.Media[1];
        Assert.Equal((96, (byte?)97, 90_000), (camera.PayloadType, camera.RtxPayloadType, camera.ClockRateHz));
        Assert.Equal(new ExtensionIds(4, 10, 11, 0, 2, 3, 13, 0), camera.Extensions);
        Assert.Equal(["q", "h", "f"], camera.Rids);
        Assert.Empty(camera.Ssrcs);

        NegotiatedMedia other = Answer("firefox").Answer.Session.Media[1];
        Assert.Equal((120, (byte?)124, 90_000), (other.PayloadType, other.RtxPayloadType, other.ClockRateHz));
        Assert.Equal(new ExtensionIds(3, 9, 10, 0, 4, 7, 0, 0), other.Extensions);
        Assert.Equal(["q", "h", "f"], other.Rids);
        Assert.Equal([2224863921, 2087982065, 985955595], other.Ssrcs);
        Assert.Equal(2224863921, other.RtxOf[2503671364]);
        Assert.Equal(3, other.RtxOf.Count);

        NegotiatedMedia microphone = Answer("chromium").Answer.Session.Media[0];
        Assert.Equal((111, (byte?)null, 48_000), (microphone.PayloadType, microphone.RtxPayloadType, microphone.ClockRateHz));
        Assert.Equal(new ExtensionIds(4, 0, 0, 1, 2, 3, 0, 0), microphone.Extensions);
        Assert.Equal([3812570326], microphone.Ssrcs);
    }

    [Fact]
    public void Only_what_was_offered_is_in_a_camera_s_answer()
    {
        string[] lines = AnswerText.Read(Answer("firefox").Answer.Sdp).Media[1];
        Assert.Equal("m=video 10000 UDP/TLS/RTP/SAVPF 120 124", lines[0]);
        Assert.Equal("c=IN IP4 192.0.2.9", lines[1]);
        Assert.Equal(
            [
                "a=rtpmap:120 VP8/90000", "a=rtcp-fb:120 nack", "a=rtcp-fb:120 nack pli", "a=rtcp-fb:120 ccm fir",
                "a=rtcp-fb:120 goog-remb", "a=rtcp-fb:120 transport-cc", "a=rtpmap:124 rtx/90000", "a=fmtp:124 apt=120",
                "a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid",
                "a=extmap:4 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
                "a=extmap:7 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
                "a=extmap:9/recvonly urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
                "a=extmap:10/recvonly urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id",
                "a=rid:q recv", "a=rid:h recv", "a=rid:f recv", "a=simulcast:recv q;h;f",
            ],
            lines.Where(line => !Transport(line)).Skip(2));

        static bool Transport(string line) =>
            TransportLines.Any(start => line.StartsWith(start, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Browsers))]
    public void A_slot_declares_its_SSRCs_and_a_stream_of_its_own(string browser)
    {
        SdpAnswer answer = Answer(browser).Answer;
        AnswerText text = AnswerText.Read(answer.Sdp);
        foreach (string mid in Offers.SlotMids)
        {
            NegotiatedMedia slot = answer.Session.Media.Single(m => m.Mid == mid);
            string[] lines = [.. text.Media.Single(m => m.Contains($"a=mid:{mid}"))];
            uint ssrc = Offers.Ssrc(mid);
            Assert.Equal((ssrc, slot.Audio ? 0 : ssrc + 1), (slot.SlotSsrc, slot.SlotRtxSsrc));
            Assert.Contains($"a=ssrc:{ssrc} cname:parley", lines);
            Assert.Contains($"a=msid:slot-{mid} slot-{mid}-track", lines);
            Assert.Equal(slot.Audio ? 0 : 1, lines.Count(line => line == $"a=ssrc-group:FID {ssrc} {ssrc + 1}"));
            Assert.Equal(slot.Audio ? 2 : 4, lines.Count(line => line.StartsWith("a=ssrc:", StringComparison.Ordinal)));

            // Layers are a source's; whom a slot shows is in the CSRC.
            Assert.Equal((0, 0), (slot.Extensions.Rid, slot.Extensions.RepairedRid));
            Assert.Empty(slot.Rids);
            Assert.NotEqual(0, slot.Extensions.TransportCc);
            Assert.NotEqual(0, slot.Extensions.Mid);
            Assert.DoesNotContain(lines, line => line.StartsWith("a=simulcast", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_muted_microphone_may_fall_silent() =>
        Assert.Contains("a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1", AnswerText.Read(Answer("chromium").Answer.Sdp).Media[0]);

    [Fact]
    public void What_is_not_bound_is_rejected_and_leaves_the_bundle()
    {
        SdpOffer offer = Offers.Parse(Offers.Chromium);
        SdpAnswer answer = SdpAnswerer.Answer(offer, Offers.Parameters(["0", "1"], ["4", "8"]));
        AnswerText text = AnswerText.Read(answer.Sdp);
        Assert.Contains("a=group:BUNDLE 0 1 4 8", text.Session);
        Assert.StartsWith("m=video 0 UDP/TLS/RTP/SAVPF 96 97 ", text.Media[2][0], StringComparison.Ordinal);
        Assert.Equal(["a=inactive", "a=mid:2"], text.Media[2].Where(line => line.StartsWith("a=", StringComparison.Ordinal)));
        Assert.Equal(13, answer.Session.Media.Count(m => m.Role == MediaRole.Rejected));
        Assert.All(answer.Session.Media.Where(m => m.Role == MediaRole.Rejected), m => Assert.Equal(ExtensionIds.None, m.Extensions));
    }

    [Fact]
    public void The_tagged_m_line_carries_the_transport_even_when_nobody_bound_it()
    {
        SdpAnswer answer = SdpAnswerer.Answer(Offers.Parse(Offers.Firefox), Offers.Parameters(["1"], []));
        AnswerText text = AnswerText.Read(answer.Sdp);
        Assert.Equal(MediaRole.Inactive, answer.Session.Media[0].Role);
        Assert.Contains("a=inactive", text.Media[0]);
        Assert.Contains("a=end-of-candidates", text.Media[0]);
        Assert.Contains("a=group:BUNDLE 0 1", text.Session);
    }

    [Fact]
    public void A_camera_that_is_off_is_kept_with_its_layers()
    {
        SdpOffer offer = Offers.Parse(Offers.ChromiumCameraOff);
        SdpAnswer answer = SdpAnswerer.Answer(offer, Offers.Parameters(["0", "1", "2", "3"], [.. Offers.SlotMids, "17", "18", "19", "20"]));
        AnswerText text = AnswerText.Read(answer.Sdp);
        Assert.Equal(MediaRole.Inactive, answer.Session.Media[1].Role);
        Assert.Contains("a=inactive", text.Media[1]);
        Assert.Contains("a=simulcast:recv q;h;f", text.Media[1]);
        Assert.Equal(MediaRole.Slot, answer.Session.Media[20].Role);
        Assert.Contains("o=- ", text.Session[1], StringComparison.Ordinal);
        Assert.Contains(" 3 IN IP4", text.Session[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Data_channels_and_codecs_we_do_not_have_are_rejected()
    {
        string sdp = Offers.Small.Replace("BUNDLE a", "BUNDLE a d v", StringComparison.Ordinal)
            + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:d\r\na=sctp-port:5000\r\n"
            + "m=video 9 UDP/TLS/RTP/SAVPF 98\r\na=mid:v\r\na=rtpmap:98 H264/90000\r\n";
        SdpAnswer answer = SdpAnswerer.Answer(Offers.Parse(sdp), Offers.Parameters(["a", "d", "v"], []));
        AnswerText text = AnswerText.Read(answer.Sdp);
        Assert.Equal([MediaRole.Source, MediaRole.Rejected, MediaRole.Rejected], answer.Session.Media.Select(m => m.Role));
        Assert.Equal("m=application 0 UDP/DTLS/SCTP webrtc-datachannel", text.Media[1][0]);
        Assert.Equal("m=video 0 UDP/TLS/RTP/SAVPF 98", text.Media[2][0]);
        Assert.Contains("a=group:BUNDLE a", text.Session);
    }

    [Fact]
    public void Without_the_rid_extension_layers_are_not_accepted()
    {
        string sdp = Offers.Chromium.Replace("sdes:rtp-stream-id", "sdes:unknown", StringComparison.Ordinal);
        SdpAnswer answer = SdpAnswerer.Answer(Offers.Parse(sdp), Offers.Parameters());
        Assert.Empty(answer.Session.Media[1].Rids);
        Assert.DoesNotContain("a=simulcast", answer.Sdp, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_beyond_the_bound_and_alternatives_are_left_out()
    {
        string sdp = Offers.Chromium.Replace("a=simulcast:send q;h;f", "a=simulcast:send ~q,f;h,q;f;x1;x2;x3", StringComparison.Ordinal)
            .Replace("a=rid:f send", "a=rid:f send\r\na=rid:x1 send pt=96\r\na=rid:x2 send\r\na=rid:x3 recv", StringComparison.Ordinal);
        SdpOffer offer = Offers.Parse(sdp);
        Assert.Equal([new("q", true), new("h", false), new("f", false), new("x1", false), new("x2", false)], offer.Media[1].Rids);
        Assert.Equal(["q", "h", "f", "x1"], SdpAnswerer.Answer(offer, Offers.Parameters()).Session.Media[1].Rids);
    }

    [Theory]
    [InlineData("a=extmap:15 ")] // needs two-byte headers
    [InlineData("a=extmap:9/inactive ")]
    [InlineData("a=extmap:9/recvonly ")] // we would be the only one to send it
    public void Extensions_a_source_cannot_send_are_left_out(string start)
    {
        string sdp = Offers.Small + start + ExtensionPolicy.AudioLevel + "\r\n";
        SdpAnswer answer = SdpAnswerer.Answer(Offers.Parse(sdp), Offers.Parameters(["a"], []));
        Assert.Equal(0, answer.Session.Media[0].Extensions.AudioLevel);
        Assert.DoesNotContain("extmap", answer.Sdp, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Browsers))]
    public void An_answer_is_itself_a_description_of_ours(string browser)
    {
        // The role is the only thing an offer must not have in it.
        string sdp = Answer(browser).Answer.Sdp
            .Replace("a=setup:passive", "a=setup:active", StringComparison.Ordinal)
            .Replace("a=ice-lite\r\n", "", StringComparison.Ordinal);
        SdpOffer read = Offers.Parse(sdp);
        Assert.Equal(17, read.Media.Count);
        Assert.Equal(Offers.Local.UserFragment, read.RemoteUserFragment);
        Assert.Equal(Offers.Fingerprint, read.RemoteFingerprint);
    }

    private static (SdpOffer Offer, SdpAnswer Answer) Answer(string browser)
    {
        SdpOffer offer = Offers.Parse(browser == "chromium" ? Offers.Chromium : Offers.Firefox);
        return (offer, SdpAnswerer.Answer(offer, Offers.Parameters()));
    }
}
