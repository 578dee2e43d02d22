using System.Net;
using System.Text;
using Cluster.Media.Ice;
using Cluster.Media.Sdp;
using Fuzz.Engine;

namespace Fuzz.Targets;

/// <summary>An offer (RFC 8866): a refusal with a code, or an answer with as many m-lines, each line whole.</summary>
internal sealed class SdpTarget : FuzzTarget
{
    private static readonly SdpLimits Limits = new(65_536, 80);
    private static readonly AnswerParameters Parameters = new(
        new IceCredentials("localufr", "localpasswordlocalpasswo"),
        string.Join(':', Enumerable.Repeat("5A", 32)),
        [new IPEndPoint(IPAddress.Loopback, 10_000)],
        Enumerable.Range(4, 13).ToDictionary(mid => $"{mid}", mid => new SlotParameters((uint)mid * 2, ((uint)mid * 2) + 1)),
        new HashSet<string> { "0", "1", "2", "3", "a" },
        "parley");

    public override string Name => "sdp";

    public override int TestExecutions => 400;

    public override int InputBytesMax => 65_536;

    public override long MicrosecondsMax => 100_000;

    public override bool IsText => true;

    public override IReadOnlyList<byte[]> Dictionary { get; } =
    [
        .. new[]
        {
            "a=", "m=", "v=0", ":", "/", " ", ";", ",", "~", "=", "\0", "\r", "-1", "4294967296", "99999999999999999999", "a=mid:0", "a=mid:16",
            "a=group:BUNDLE", "a=group:BUNDLE 0 1 2", "a=rid:q send", "a=simulcast:send q;h;f recv", "a=ssrc-group:FID 1 1", "a=ssrc:1", "a=extmap:15 urn:x",
            "a=extmap:1", "a=rtpmap:96 VP8/90000", "a=fmtp:97 apt=97", "a=rtcp-fb:* nack", "a=inactive", "m=video 0 UDP/TLS/RTP/SAVPF 96",
            "m=audio 9 RTP/AVP 0", "a=bundle-only", "a=setup:passive", "a=setup:actpass", "a=fingerprint:sha-256 AA", "a=rtcp-mux", "a=ice-ufrag:abcd",
            "a=ice-pwd:abcdefghijklmnopqrstuv", "a=sendrecv", "a=recvonly", "a=sendonly",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    // A client's offer is bounded by a setting, and so is what it costs.
    public override long? AllocatedBytesMax(int inputBytes) => 262_144 + (200L * inputBytes);

    public override int Run(Span<byte> input)
    {
        if (!SdpOffer.TryParse(Encoding.UTF8.GetString(input), Limits, out var offer, out var problem))
        {
            Require(problem.Code.StartsWith("sdp-", StringComparison.Ordinal) && problem.Message.Length > 0, "a refusal without a code");
            return problem.Code[4] + (problem.Code.Length << 8);
        }

        var answer = SdpAnswerer.Answer(offer, Parameters);
        var lines = answer.Sdp.Split("\r\n");
        Require(lines.Count(line => line.StartsWith("m=", StringComparison.Ordinal)) == offer.Media.Count, "an answer with other m-lines");
        Require(answer.Session.Media.Count == offer.Media.Count, "a session with other m-lines");
        Require(lines.All(line => !line.Contains('\r') && !line.Contains('\n') && !line.Contains('\0')), "a line of the answer is broken");
        return 1_000_000 + (offer.Media.Count * 8) + answer.Session.Media.Select(line => (int)line.Role).Sum();
    }
}
