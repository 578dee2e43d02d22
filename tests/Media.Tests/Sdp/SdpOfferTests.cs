using Cluster.Media.Sdp;
using Xunit;

namespace Media.Tests.Sdp;

public sealed class SdpOfferTests
{
    [Fact]
    public void Chromium_s_offer_is_read()
    {
        SdpOffer offer = Offers.Parse(Offers.Chromium);
        Assert.Equal(17, offer.Media.Count);
        Assert.Equal(17, offer.Bundle.Count);
        Assert.Equal(2u, offer.SessionVersion);
        Assert.Equal("0Swh", offer.RemoteUserFragment);
        Assert.Equal("9tK4k9tjdg2e34LoDZz7FtuH", offer.RemotePassword);
        Assert.StartsWith("F7:FF:82:23:", offer.RemoteFingerprint, StringComparison.Ordinal);

        SdpMedia camera = offer.Media[1];
        Assert.Equal((SdpMediaKind.Video, "1", SdpDirection.SendOnly), (camera.Kind, camera.Mid, camera.Direction));
        Assert.Equal(["q", "h", "f"], camera.Rids.Select(rid => rid.Id));
        Assert.Empty(camera.Sources);
        Assert.True(camera.RtcpMux && camera.RtcpReducedSize && !camera.Disabled);
        SdpCodec vp8 = camera.Codecs[0];
        Assert.Equal((96, "VP8", 90_000, 1), (vp8.PayloadType, vp8.Name, vp8.ClockRateHz, vp8.Channels));
        Assert.Equal(["goog-remb", "transport-cc", "ccm fir", "nack", "nack pli"], vp8.Feedback);
        Assert.Equal("apt=96", camera.Codecs[1].Parameters);
        Assert.Contains(new SdpExtension(10, ExtensionPolicy.Rid, null), camera.Extensions);

        SdpCodec opus = offer.Media[0].Codecs[0];
        Assert.Equal((111, "opus", 48_000, 2), (opus.PayloadType, opus.Name, opus.ClockRateHz, opus.Channels));
        Assert.Equal(SdpDirection.RecvOnly, offer.Media[16].Direction);
    }

    [Fact]
    public void Firefox_s_offer_is_read()
    {
        SdpOffer offer = Offers.Parse(Offers.Firefox);
        Assert.Equal(17, offer.Media.Count);
        Assert.Equal("cd2c7d41", offer.RemoteUserFragment);
        Assert.StartsWith("D9:E4:EC:69:", offer.RemoteFingerprint, StringComparison.Ordinal);

        // Its bundled m-lines have port 0 and a=bundle-only: they are not disabled.
        SdpMedia camera = offer.Media[1];
        Assert.False(camera.Disabled);
        Assert.Equal(["q", "h", "f"], camera.Rids.Select(rid => rid.Id));
        Assert.Equal(6, camera.Sources.Count);
        Assert.Equal(3, camera.SourceGroups.Count(group => group.Semantics == "FID"));
        Assert.Contains(new SdpExtension(9, ExtensionPolicy.Rid, SdpDirection.SendOnly), camera.Extensions);
        Assert.All(camera.Sources, source => Assert.StartsWith("{", source.Cname, StringComparison.Ordinal));
    }

    [Fact]
    public void The_smallest_offer_is_read_with_either_line_end()
    {
        SdpOffer offer = Offers.Parse(Offers.Small);
        Assert.Equal(string.Join(':', Enumerable.Repeat("0A", 32)), offer.RemoteFingerprint);
        Assert.Equal(SdpDirection.SendRecv, offer.Media[0].Direction);
        Assert.Equal(7u, Offers.Parse(Offers.Small.Replace("\r\n", "\n", StringComparison.Ordinal)).SessionVersion);
        Assert.Single(Offers.Parse(Offers.Small.TrimEnd()).Media);
    }

    [Theory]
    [InlineData("v=0", "v=1", SdpProblem.Malformed)]
    [InlineData("v=0", "", SdpProblem.Malformed)]
    [InlineData("s=-", "s", SdpProblem.Malformed)]
    [InlineData("s=-", "s=a\rb", SdpProblem.Malformed)]
    [InlineData("o=- 1 7 IN IP4 0.0.0.0", "o=- 1 x IN IP4 0.0.0.0", SdpProblem.Malformed)]
    [InlineData("a=group:BUNDLE a", "", SdpProblem.NoBundle)]
    [InlineData("a=group:BUNDLE a", "a=group:LS a", SdpProblem.NoBundle)]
    [InlineData("a=group:BUNDLE a", "a=group:BUNDLE a b", SdpProblem.Malformed)]
    [InlineData("a=group:BUNDLE a", "a=group:BUNDLE a a", SdpProblem.Malformed)]
    [InlineData("a=rtcp-mux", "a=rtcp-rsize", SdpProblem.NoRtcpMux)]
    [InlineData("a=ice-ufrag:abcd", "", SdpProblem.NoIce)]
    [InlineData("a=ice-ufrag:abcd", "a=ice-ufrag:abc", SdpProblem.BadIce)]
    [InlineData("a=ice-ufrag:abcd", "a=ice-ufrag:ab:d", SdpProblem.BadIce)]
    [InlineData("a=ice-pwd:abcdefghijklmnopqrstuv", "a=ice-pwd:abc", SdpProblem.BadIce)]
    [InlineData("s=-", "a=ice-lite", SdpProblem.BadIce)]
    [InlineData("a=setup:actpass", "", SdpProblem.BadSetup)]
    [InlineData("a=setup:actpass", "a=setup:passive", SdpProblem.BadSetup)]
    [InlineData("a=setup:actpass", "a=setup:holdconn", SdpProblem.BadSetup)]
    [InlineData("m=audio 9 UDP/TLS/RTP/SAVPF 111", "m=audio 70000 UDP/TLS/RTP/SAVPF 111", SdpProblem.Malformed)]
    [InlineData("m=audio 9 UDP/TLS/RTP/SAVPF 111", "m=audio 9 UDP/TLS/RTP/SAVPF", SdpProblem.Malformed)]
    [InlineData("m=audio 9 UDP/TLS/RTP/SAVPF 111", "m=audio", SdpProblem.Malformed)]
    [InlineData("a=mid:a", "a=mid:", SdpProblem.Malformed)]
    [InlineData("a=mid:a", "a=mid:12345678901234567", SdpProblem.Malformed)]
    [InlineData("a=mid:a", "a=mid:a b", SdpProblem.Malformed)]
    [InlineData("a=rtpmap:111 opus/48000/2", "a=rtpmap:128 opus/48000/2", SdpProblem.Malformed)]
    [InlineData("a=rtpmap:111 opus/48000/2", "a=rtpmap:111 opus/0/2", SdpProblem.Malformed)]
    [InlineData("a=rtpmap:111 opus/48000/2", "a=rtpmap:111 opus", SdpProblem.Malformed)]
    [InlineData("c=IN IP4 0.0.0.0", "a=extmap:0 urn:x", SdpProblem.Malformed)]
    [InlineData("c=IN IP4 0.0.0.0", "a=extmap:1/up urn:x", SdpProblem.Malformed)]
    [InlineData("c=IN IP4 0.0.0.0", "a=ssrc:4294967296 cname:x", SdpProblem.Malformed)]
    [InlineData("c=IN IP4 0.0.0.0", "a=ssrc-group:FID 1 two", SdpProblem.Malformed)]
    [InlineData("c=IN IP4 0.0.0.0", "a=rid:a=b send", SdpProblem.Malformed)]
    [InlineData("c=IN IP4 0.0.0.0", "a=simulcast:send q;h=;f", SdpProblem.Malformed)]
    public void An_offer_that_will_not_do_is_refused_with_its_code(string line, string instead, string code)
    {
        string[] lines = [.. Offers.SmallLines.Select(l => l == line ? instead : l).Where(l => l.Length > 0)];
        Assert.NotEqual(Offers.SmallLines, lines);
        Assert.Equal(code, Refuse(string.Join("\r\n", lines)));
    }

    [Theory]
    [InlineData("a=fingerprint:sha-1 0A:0B", SdpProblem.NoFingerprint)]
    [InlineData("a=fingerprint:sha-256 0A:0B", SdpProblem.BadFingerprint)]
    [InlineData("a=fingerprint:sha-256", SdpProblem.BadFingerprint)]
    [InlineData("", SdpProblem.NoFingerprint)]
    public void A_fingerprint_must_be_SHA_256_and_whole(string instead, string code) =>
        Assert.Equal(code, Refuse(WithFingerprint(instead)));

    [Fact]
    public void Of_several_fingerprints_the_SHA_256_one_counts()
    {
        string whole = string.Join(':', Enumerable.Repeat("AB", 32));
        Assert.Equal(whole, Offers.Parse(WithFingerprint($"a=fingerprint:sha-1 0A:0B\na=fingerprint:SHA-256 {whole}")).RemoteFingerprint);
        Assert.Equal(whole, Offers.Parse(WithFingerprint($"a=fingerprint:sha-256 {whole}\na=fingerprint:sha-512 0A:0B")).RemoteFingerprint);
    }

    [Fact]
    public void Passwords_are_not_in_the_text_of_a_log()
    {
        SdpOffer offer = Offers.Parse(Offers.Firefox);
        NegotiatedSession session = SdpAnswerer.Answer(offer, Offers.Parameters()).Session;
        Assert.DoesNotContain(offer.RemotePassword, $"{offer} {session} {offer.Media[0]} {Offers.Parameters()}", StringComparison.Ordinal);
        Assert.DoesNotContain(Offers.Local.Password, $"{Offers.Parameters()}", StringComparison.Ordinal);
    }

    [Fact]
    public void Size_has_bounds()
    {
        Assert.Equal(SdpProblem.Malformed, Refuse(""));
        Assert.Equal(SdpProblem.TooLarge, Refuse(Offers.Small + "s=" + new string('x', Offers.Limits.BytesMax)));
        Assert.Equal(SdpProblem.TooLarge, Refuse(new string('ä', (Offers.Limits.BytesMax / 2) + 1)));

        string lines = string.Concat(Enumerable.Range(0, 80).Select(i => $"m=audio 0 UDP/TLS/RTP/SAVPF 0\r\na=mid:x{i}\r\n"));
        Assert.Equal(SdpProblem.TooManyMedia, Refuse(Offers.Small + lines));
        Assert.Equal(SdpProblem.Malformed, Refuse(Offers.Small + "m=audio 0 UDP/TLS/RTP/SAVPF 0\r\na=mid:a\r\n"));
    }

    [Theory]
    [InlineData("a=extmap:1 urn:x{0}")]
    [InlineData("a=ssrc:{0} cname:x")]
    [InlineData("a=ssrc-group:FID {0} 1")]
    [InlineData("a=rid:r{0} send")]
    public void Tables_have_bounds(string line)
    {
        Assert.Single(Offers.Parse(Offers.Small + Repeat(SdpLimits.EntriesPerMediaMax)).Media);
        Assert.Equal(SdpProblem.TooManyEntries, Refuse(Offers.Small + Repeat(SdpLimits.EntriesPerMediaMax + 1)));

        string Repeat(int count) => string.Concat(Enumerable.Range(2, count).Select(i => string.Format(null, line, i) + "\r\n"));
    }

    private static string WithFingerprint(string instead) => string.Join('\n', Offers.SmallLines
        .Select(line => line.StartsWith("a=fingerprint", StringComparison.Ordinal) ? instead : line)
        .Where(line => line.Length > 0));

    private static string Refuse(string sdp)
    {
        Assert.False(SdpOffer.TryParse(sdp, Offers.Limits, out _, out SdpProblem problem));
        Assert.NotEmpty(problem.Message);
        return problem.Code;
    }
}
