using Cluster.Media.Sdp;
using CsCheck;
using Xunit;

namespace Media.Tests.Sdp;

/// <summary>Whatever text comes, the parser says yes or no, and what it lets through can be answered.</summary>
public sealed class SdpFuzzTests
{
    private static readonly string[] Splinters =
    [
        "a=", "m=", "v=0", ":", "/", " ", ";", ",", "~", "=", "\0", "\r", "\u2028", "🎥", "-1", "4294967296", "99999999999999999999",
        "a=mid:0", "a=mid:16", "a=group:BUNDLE", "a=rid:q send", "a=simulcast:send q;h;f recv", "a=ssrc-group:FID 1 1", "a=ssrc:1",
        "a=extmap:15 urn:x", "a=extmap:1", "a=rtpmap:96 VP8/90000", "a=fmtp:97 apt=97", "a=rtcp-fb:* nack", "a=inactive",
        "m=video 0 UDP/TLS/RTP/SAVPF 96", "m=audio 9 RTP/AVP 0", "a=bundle-only", "a=setup:passive", "a=fingerprint:sha-256 AA",
    ];

    [Fact]
    public void Random_text_never_makes_it_throw() => Gen.String[0, 400].Sample(Try, iter: 5_000);

    [Fact]
    public void Offers_with_lines_changed_moved_and_lost_never_make_it_throw()
    {
        string[][] corpus = [Offers.SmallLines, Lines(Offers.Firefox), Lines(Offers.ChromiumCameraOff)];
        Gen<(int, int, int, int)> change = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5_000], Gen.Int[0, 200], Gen.Int[0, Splinters.Length - 1]);
        Gen.Select(Gen.Frequency((18, Gen.Const(0)), (1, Gen.Const(1)), (1, Gen.Const(2))), change.Array[1, 6]).Sample(
            (which, changes) =>
            {
                List<string> lines = [.. corpus[which]];
                foreach ((int kind, int at, int column, int splinter) in changes)
                {
                    Change(lines, kind, at, column, Splinters[splinter]);
                }

                Try(string.Join("\r\n", lines));
            },
            iter: 1_500);
    }

    private static void Change(List<string> lines, int kind, int at, int column, string splinter)
    {
        int index = at % lines.Count;
        string line = lines[index];
        switch (kind)
        {
            case 0 when lines.Count > 1:
                lines.RemoveAt(index);
                break;
            case 1:
                lines.Insert(index, line);
                break;
            case 2:
                lines[index] = line[..(column % (line.Length + 1))];
                break;
            case 3:
                lines[index] = line.Insert(column % (line.Length + 1), splinter);
                break;
            case 4:
                lines.Insert(index, splinter);
                break;
            default:
                (lines[index], lines[^1]) = (lines[^1], line);
                break;
        }
    }

    private static void Try(string sdp)
    {
        if (!SdpOffer.TryParse(sdp, Offers.Limits, out SdpOffer offer, out SdpProblem problem))
        {
            Assert.StartsWith("sdp-", problem.Code, StringComparison.Ordinal);
            return;
        }

        SdpAnswer answer = SdpAnswerer.Answer(offer, Offers.Parameters(["0", "1", "2", "3", "a"]));
        Assert.Equal(offer.Media.Count, answer.Session.Media.Count);
        Assert.Equal(offer.Media.Count, AnswerText.Read(answer.Sdp).Media.Length);
        Assert.All(answer.Sdp.Split("\r\n"), line => Assert.DoesNotContain('\r', line));
    }

    private static string[] Lines(string sdp) => sdp.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
}
