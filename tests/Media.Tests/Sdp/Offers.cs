using System.Net;
using System.Text;
using Cluster.Media.Ice;
using Cluster.Media.Sdp;
using Xunit;

namespace Media.Tests.Sdp;

/// <summary>
/// Offers captured from browsers, a client of ours in each: microphone 0, camera 1 with layers q, h, f, screen 2, its
/// sound 3, audio slots 4 to 7, video slots 8 to 16.
/// </summary>
internal static class Offers
{
    public static readonly SdpLimits Limits = new(262_144, 80);
    public static readonly string[] SourceMids = ["0", "1", "2", "3"];
    public static readonly string[] SlotMids = [.. Enumerable.Range(4, 13).Select(mid => $"{mid}")];
    public static readonly IceCredentials Local = new("localufr", "localpasswordlocalpasswo");
    public static readonly string Fingerprint = string.Join(':', Enumerable.Repeat("5A", 32));

    public static string Chromium => Read("chromium-156.sdp");

    /// <summary>A later offer of the same client: its camera is off and four video slots have come, 17 to 20.</summary>
    public static string ChromiumCameraOff => Read("chromium-156-camera-off.sdp");

    public static string Firefox => Read("firefox-153.sdp");

    /// <summary>The least a client may offer: one Opus m-line.</summary>
    public static string Small => string.Join("\r\n", SmallLines) + "\r\n";

    public static string[] SmallLines =>
    [
        "v=0",
        "o=- 1 7 IN IP4 0.0.0.0",
        "s=-",
        "t=0 0",
        "a=group:BUNDLE a",
        "a=fingerprint:sha-256 " + string.Join(':', Enumerable.Repeat("0a", 32)),
        "a=ice-ufrag:abcd",
        "a=ice-pwd:abcdefghijklmnopqrstuv",
        "a=setup:actpass",
        "m=audio 9 UDP/TLS/RTP/SAVPF 111",
        "c=IN IP4 0.0.0.0",
        "a=mid:a",
        "a=rtcp-mux",
        "a=rtpmap:111 opus/48000/2",
    ];

    public static SdpOffer Parse(string sdp)
    {
        Assert.True(SdpOffer.TryParse(sdp, Limits, out SdpOffer offer, out SdpProblem problem), problem?.ToString());
        return offer;
    }

    public static AnswerParameters Parameters(IEnumerable<string>? sources = null, IEnumerable<string>? slots = null) => new(
        Local,
        Fingerprint,
        [new IPEndPoint(IPAddress.Parse("192.0.2.9"), 10_000), new IPEndPoint(IPAddress.Parse("2001:db8::9"), 10_001)],
        (slots ?? SlotMids).ToDictionary(mid => mid, mid => new SlotParameters(Ssrc(mid), Ssrc(mid) + 1)),
        (sources ?? SourceMids).ToHashSet(),
        "parley");

    /// <summary>A slot's SSRC in <see cref="Parameters"/>; its RTX has the next.</summary>
    public static uint Ssrc(string mid) => 1_000 + (2 * uint.Parse(mid, System.Globalization.CultureInfo.InvariantCulture));

    private static string Read(string name)
    {
        using Stream stream = typeof(Offers).Assembly.GetManifestResourceStream($"Media.Tests.Sdp.{name}")
            ?? throw new FileNotFoundException(name);
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
